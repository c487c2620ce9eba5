package dev.brownout.junit.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The faults by code and as annotations, and their reference, are what the registry says. With {@code -Dbrownout.generate}
 * these tests write them anew.
 */
class GeneratedFilesTests {
    private static final String HOW = "mvn -B -Dquick -pl chaos-junit -am test -Dtest=GeneratedFilesTests"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dbrownout.generate brings it up to date";
    private static final boolean GENERATE = System.getProperty("brownout.generate") != null;

    static Stream<Map.Entry<Path, String>> files() {
        return GeneratedFiles.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void should_be_what_the_faults_say_of_themselves(Map.Entry<Path, String> file) throws IOException {
        if (GENERATE) {
            Files.writeString(file.getKey(), file.getValue());
        }
        assertThat(file.getKey()).as(HOW).exists();
        assertThat(Files.readString(file.getKey())).as(HOW).isEqualTo(file.getValue());
    }

    @Test
    void should_leave_nothing_of_a_fault_that_is_gone() throws IOException {
        try (var there = Files.list(GeneratedFiles.FAULTS)) {
            assertThat(there)
                    .as("remove what no fault needs any more")
                    .allMatch(f -> f.endsWith("package-info.java")
                            || GeneratedFiles.all().containsKey(f));
        }
    }
}
