package dev.brownout.faults.vantage;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A JDK of this machine to run a victim on. */
public record Jdk(int feature, Path home) {

    /** The JDK that runs the tests. */
    public static Jdk own() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /**
     * This JDK and one other, of 17 and 25 at best: the agent works differently before and after 18. Others are looked for in
     * the environment variable BROWNOUT_OTHER_JDKS (a path list), else beside this one.
     */
    public static Stream<Jdk> both() {
        var own = own();
        var other = others().stream()
                .filter(j -> (j.feature >= 18) != (own.feature >= 18))
                .findFirst();
        if (other.isEmpty() && "true".equals(System.getenv("CI"))) {
            fail("a JDK on the other side of 18 than " + own.feature
                    + " must be there in CI; name it in BROWNOUT_OTHER_JDKS");
        }
        Assumptions.assumeTrue(other.isPresent(), "only one JDK here; name another in BROWNOUT_OTHER_JDKS");
        return Stream.of(own, other.orElseThrow());
    }

    private static List<Jdk> others() {
        var homes = new ArrayList<Path>();
        var named = System.getenv("BROWNOUT_OTHER_JDKS");
        if (named != null && !named.isEmpty()) {
            Arrays.stream(named.split(File.pathSeparator, -1)).map(Path::of).forEach(homes::add);
        } else {
            var siblings = own().home.toAbsolutePath().getParent();
            if (siblings != null) {
                try (var list = Files.list(siblings)) {
                    list.sorted().forEach(homes::add);
                } catch (IOException e) {
                    return List.of();
                }
            }
        }
        return homes.stream().flatMap(h -> read(h).stream()).toList();
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
            int feature = Runtime.Version.parse(version).feature();
            return feature >= 17 ? Optional.of(new Jdk(feature, home)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
