package dev.brownout.scenarios.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.FaultRegistry;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrimitivesTests {
    /** Rows of the table in the dossier that the catalogue is built on. */
    private static final int PRIMITIVES = 46;

    @Test
    void should_have_an_answer_for_every_primitive() {
        assertThat(Primitives.all())
                .hasSize(PRIMITIVES)
                .extracting(Primitives.Primitive::primitive)
                .doesNotHaveDuplicates();
        assertThat(Primitives.mistakes(FaultRegistry.load())).isEmpty();
    }

    @Test
    void should_know_every_outage_that_a_kind_names() {
        var known = Primitives.all().stream()
                .flatMap(p -> Stream.concat(p.essential().stream(), p.useful().stream()))
                .toList();
        assertThat(FaultRegistry.load().kinds())
                .allSatisfy(k -> assertThat(known)
                        .as(k.name())
                        .containsAll(k.description().incidents()));
    }

    @Test
    void should_write_a_row_for_each() {
        assertThat(Primitives.markdown().lines().filter(l -> l.startsWith("| ")))
                .hasSize(PRIMITIVES + 1)
                .anyMatch(l -> l.startsWith("| a retry storm |") && l.contains("`gcp-service-control-2025-06-12`"))
                .anyMatch(l -> l.contains("*not yet, because*") && l.contains("stay approximated"));
    }
}
