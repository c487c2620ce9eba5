package dev.brownout.scenarios.judge;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Outcome;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.plan.Plan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Turns findings into an outcome: the heaviest decides (see {@code docs/decisions/judging.md} for the order). */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(List<Finding> findings, List<Row> rows, Optional<Plan> plan) {
        var heaviest = findings.stream().map(Finding::weight).max(Comparator.naturalOrder());
        return switch (heaviest.orElse(Weight.NOTE)) {
            case NOT_RESTORED -> Outcome.ROLLBACK_INCOMPLETE;
            case ABORT -> Outcome.ABORTED;
            case NOT_STEADY -> Outcome.NOT_STARTED;
            case FAILURE -> Outcome.FAILED;
            case INCONCLUSIVE -> Outcome.INCONCLUSIVE;
            case NOTE ->
                degraded(rows, plan.map(p -> p.steady().share()).orElse(1.0)) ? Outcome.DEGRADED_OK : Outcome.PASSED;
        };
    }

    /** Whether any phase fell short of the steady-state definition outside transitions. */
    private static boolean degraded(List<Row> rows, double share) {
        return rows.stream()
                .filter(r -> !r.phase().equals(Event.STEADY) && !r.phase().equals(Event.RECOVERY))
                .anyMatch(r -> r.judgedFull() < share * r.judged());
    }
}
