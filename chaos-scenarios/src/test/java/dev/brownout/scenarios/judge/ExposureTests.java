package dev.brownout.scenarios.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Arguments;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.TargetKind;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.Event.Stage;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two phases with one fault on one name; two victims, "a" and "b". */
class ExposureTests {
    private static PlannedFault fault(String phase) {
        return new PlannedFault(
                phase + "/break/name",
                "break",
                Arguments.of(List.of(), Map.of()),
                TargetKind.NAME,
                "name",
                "store",
                List.of("a", "b"),
                Duration.ZERO,
                Duration.ZERO,
                Optional.empty(),
                false);
    }

    private static Proofs proofs(Map<String, Long> first, Map<String, Long> second) {
        var plan = Readers.planner().plan(Readers.read(Readers.VALID), Stacks.plain(), 7, 60);
        var phases = List.of(phase("first"), phase("second"));
        var proofs = new Proofs(with(plan, phases));
        List.of("first", "second").forEach(phase -> {
            var id = fault(phase).id();
            List.of("a", "b")
                    .forEach(v ->
                            accept(proofs, new Event.FaultMeasured(id, Stage.CONTROL, v, false, true, 1, "whole")));
            for (var change : List.of(
                    Change.ASKED, Change.APPLIED, Change.WITNESSED, Change.REMOVING, Change.REMOVED, Change.RESTORED)) {
                accept(proofs, new Event.FaultChanged(id, change, 2, ""));
            }
            accept(proofs, new Event.FaultExposed(id, 3, phase.equals("first") ? first : second));
        });
        return proofs;
    }

    private static Plan with(Plan plan, List<PlannedPhase> phases) {
        return new Plan(
                plan.format(),
                plan.scenario(),
                plan.title(),
                plan.incident(),
                plan.sources(),
                plan.fidelity(),
                plan.stack(),
                plan.stackDigest(),
                plan.seed(),
                plan.timeScale(),
                plan.steady(),
                phases,
                plan.after(),
                plan.checkers(),
                plan.halts(),
                plan.limit());
    }

    private static PlannedPhase phase(String id) {
        return new PlannedPhase(
                id,
                "",
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ofSeconds(1),
                List.of(),
                List.of(fault(id)),
                Map.of());
    }

    private static void accept(Proofs proofs, Event event) {
        proofs.accept(new Line(1, Instant.EPOCH, 0, event));
    }

    @Test
    void should_ask_nothing_of_a_fault_that_every_victim_met() {
        var proofs = proofs(Map.of("a", 1L, "b", 1L), Map.of("a", 1L, "b", 1L));
        assertThat(proofs.unprovenPhases()).isEmpty();
        assertThat(proofs.findings(false)).isEmpty();
    }

    @Test
    void should_say_that_a_victim_did_not_try_which_is_known_to_go_through_the_plane() {
        var proofs = proofs(Map.of("a", 1L, "b", 1L), Map.of("a", 1L, "b", 0L));
        assertThat(proofs.unprovenPhases()).isEmpty();
        assertThat(proofs.findings(false)).singleElement().satisfies(f -> {
            assertThat(f.weight()).isEqualTo(Weight.NOTE);
            assertThat(f.message()).isEqualTo("not exercised: no traffic of b met break on name in phase second");
        });
    }

    @Test
    void should_believe_what_was_seen_later_as_well() {
        assertThat(proofs(Map.of("a", 1L), Map.of("a", 1L, "b", 1L)).unprovenPhases())
                .isEmpty();
    }

    @Test
    void should_not_excuse_a_victim_that_never_went_through_the_plane() {
        var proofs = proofs(Map.of("a", 1L), Map.of("a", 1L));
        assertThat(proofs.unprovenPhases()).containsExactly("first", "second");
        assertThat(proofs.findings(false)).hasSize(2).allMatch(f -> f.weight() == Weight.INCONCLUSIVE);
    }

    @Test
    void should_not_take_a_fault_for_proven_that_nobody_met() {
        assertThat(proofs(Map.of("a", 1L, "b", 1L), Map.of()).unprovenPhases()).containsExactly("second");
    }
}
