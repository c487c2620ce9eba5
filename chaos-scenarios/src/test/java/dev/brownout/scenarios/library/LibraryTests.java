package dev.brownout.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found by its name, and what is said when nothing is. No stack is registered on this module's class path. */
class LibraryTests {
    private static final String OUTAGE = "aws-us-east-1-dynamodb-dns-2025-10-20";
    private static final String SMALL = """
            brownout: 1
            id: small
            title: T
            environment: staging
            timeline: [{phase: a, at: 0m, for: 1m}]
            after: {recovered-within: 1s}
            """;

    private final Library library = Library.load();

    @TempDir
    private Path directory;

    @Test
    void should_find_outages_faults_and_checkers_by_name() {
        assertThat(library.scenario(OUTAGE, Map.of()).id()).isEqualTo(OUTAGE);
        assertThat(library.outage(OUTAGE, Map.of())).isEqualTo(library.scenario(OUTAGE, Map.of()));
        assertThat(library.faults().find("dns.empty-answer")).isPresent();
        assertThat(library.checkers()).containsKey("no-lost-acks");
        assertThatThrownBy(() -> library.scenario(OUTAGE + "x", Map.of()))
                .hasMessageStartingWith("unknown outage \"" + OUTAGE + "x\"; did you mean \"" + OUTAGE + "\"?");
    }

    @Test
    void should_read_a_path_as_a_file() throws IOException {
        var file = Files.writeString(directory.resolve("small.yaml"), SMALL);
        assertThat(library.scenario(file.toString(), Map.of()).id()).isEqualTo("small");
        assertThat(library.file(file, Map.of()).id()).isEqualTo("small");
        assertThatThrownBy(() -> library.scenario("./none.yaml", Map.of()))
                .hasMessageStartingWith("scenario file ./none.yaml does not exist");
    }

    @Test
    void should_refuse_an_outage_that_is_meant_for_another_environment() throws IOException {
        var scenario = library.file(Files.writeString(directory.resolve("small.yaml"), SMALL), Map.of());
        Library.refuseElsewhere(scenario, "staging", "say ");
        Library.refuseElsewhere(library.outage(OUTAGE, Map.of()), "", "say ");
        assertThatThrownBy(() -> Library.refuseElsewhere(scenario, "", "say --environment "))
                .hasMessage(
                        "scenario small is meant for the environment \"staging\", but this is not named; if it is right"
                                + " here, say --environment staging");
        assertThatThrownBy(() -> Library.refuseElsewhere(scenario, "production", "say --environment "))
                .hasMessageContaining("but this is \"production\"; if it is right here");
    }

    @Test
    void should_tell_what_is_wrong_with_a_stack_s_name() throws IOException {
        assertThatThrownBy(() -> library.stack("exchange:fragile"))
                .hasMessage("unknown stack \"exchange\"; there is none on the class path");
        assertThatThrownBy(() -> library.stack("exchange?seed"))
                .hasMessage("options of a stack must be name=value joined by &, but were \"seed\"");
        assertThatThrownBy(() -> library.stack("stacks/none.yaml")).hasMessageContaining("stacks/none.yaml");
        assertThat(Library.isPath("a/b")).isTrue();
        assertThat(Library.isPath("exchange:fragile")).isFalse();
        assertThat(Library.isStackFile(Files.writeString(directory.resolve("small.yaml"), SMALL)
                        .toString()))
                .isFalse();
    }
}
