package dev.brownout.scenarios.plan;

import dev.brownout.api.Checker.Prospect;
import dev.brownout.api.Checker.Setting;
import dev.brownout.api.Checker.Stretch;
import dev.brownout.api.Scenario;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Tells checkers what a plan is going to show. */
final class Prospects {
    private Prospects() {}

    static Function<Setting, Prospect> of(Scenario scenario, List<PlannedPhase> phases) {
        var stretches = phases.stream()
                .map(p -> new Stretch(p.id(), p.length(), judged(p), !p.faults().isEmpty(), p.expect()))
                .toList();
        return setting -> new Prospect(setting, scenario.steady().length(), stretches, scenario.after());
    }

    /** What is left when witnesses take all the time they may. */
    private static Duration judged(PlannedPhase phase) {
        var transition = phase.faults().stream()
                .filter(f -> f.continues().isEmpty())
                .map(PlannedFault::onsetLag)
                .map(Planner.WITNESSING::plus)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        var left = phase.length().minus(transition);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
