package dev.brownout.consumers;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Assumptions;

/** A JDK of this machine. */
record Jdk(int feature, Path home) {

    /** The JDK that runs these tests. */
    static Jdk own() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /**
     * The newest JDK of this machine that is newer than this one: of those in the environment variable BROWNOUT_OTHER_JDKS (a
     * path list), else of those beside this one. In CI there must be one; else the test is skipped.
     */
    static Jdk newest() {
        var own = own();
        var newest = homes(own).stream()
                .flatMap(home -> read(home).stream())
                .filter(jdk -> jdk.feature > own.feature)
                .max(Comparator.comparingInt(Jdk::feature));
        var missing = "a JDK newer than " + own.feature + " must be there; name its folder in BROWNOUT_OTHER_JDKS";
        if (newest.isEmpty() && Build.CI) {
            fail(missing);
        }
        Assumptions.assumeTrue(newest.isPresent(), missing);
        return newest.orElseThrow();
    }

    private static List<Path> homes(Jdk own) {
        var named = System.getenv("BROWNOUT_OTHER_JDKS");
        if (named != null && !named.isEmpty()) {
            return Arrays.stream(named.split(File.pathSeparator, -1))
                    .map(Path::of)
                    .toList();
        }
        var homes = new ArrayList<Path>();
        try (var siblings = Files.list(own.home.toAbsolutePath().resolveSibling("."))) {
            siblings.forEach(homes::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return homes;
    }

    /** Read the version from the {@code release} file that every JDK has. */
    private static Optional<Jdk> read(Path home) {
        if (!Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            var release = new Properties();
            release.load(in);
            var version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Optional.of(new Jdk(Runtime.Version.parse(version).feature(), home));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Path java() {
        return home.resolve("bin/java");
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
