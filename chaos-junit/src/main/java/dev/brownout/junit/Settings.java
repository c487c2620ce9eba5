package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What was configured, by JUnit's configuration parameters and so by system properties.
 *
 * @param seed overrides every other seed where it is given
 * @param unproven what becomes of a test whose fault could not be proven
 * @param reports where journals of failed tests are kept
 */
record Settings(Optional<Long> seed, Unproven unproven, Path reports) {
    static final String SEED = "brownout.seed";
    static final String UNPROVEN = "brownout.unproven";
    static final String REPORTS = "brownout.reports";

    enum Unproven {
        FAIL,
        ABORT
    }

    static Settings of(ExtensionContext context) {
        return new Settings(
                context.getConfigurationParameter(SEED).map(Settings::number),
                context.getConfigurationParameter(UNPROVEN)
                        .map(Settings::unproven)
                        .orElse(Unproven.FAIL),
                context.getConfigurationParameter(REPORTS).map(Path::of).orElseGet(Settings::buildFolder));
    }

    /** Gradle builds into build, Maven into target. */
    private static Path buildFolder() {
        boolean gradle = Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts"));
        return Path.of(gradle && !Files.exists(Path.of("pom.xml")) ? "build" : "target", "brownout");
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new BrownoutException(SEED + " must be a whole number, but was \"" + text + "\"", e);
        }
    }

    private static Unproven unproven(String text) {
        return switch (text.strip()) {
            case "fail" -> Unproven.FAIL;
            case "abort" -> Unproven.ABORT;
            default ->
                throw new BrownoutException(UNPROVEN + " must be \"fail\" or \"abort\", but was \"" + text + "\"");
        };
    }
}
