package dev.brownout.scenarios.judge;

import dev.brownout.api.Capability;
import dev.brownout.api.Durations;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Mode;
import dev.brownout.scenarios.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds recovery against what the plan asks: soon enough, held, and in order. */
final class RecoveryRules {
    private final Plan plan;
    private final long gone;
    private final RecoveryWatch watch;
    private final Map<String, List<Sample>> samples;

    /** Rules for a run whose last fault was gone at a time. */
    RecoveryRules(Plan plan, long gone, RecoveryWatch watch, Map<String, List<Sample>> samples) {
        this.plan = plan;
        this.gone = gone;
        this.watch = watch;
        this.samples = samples;
    }

    List<Finding> judge(Optional<Long> recoveredAt) {
        var all = new ArrayList<Finding>();
        var bound = plan.after().within();
        if (recoveredAt.isEmpty()) {
            var since = watch.since();
            var missing = plan.stack().capabilities().stream()
                    .map(Capability::id)
                    .filter(c -> !since.containsKey(c))
                    .toList();
            var evidence = missing.stream()
                    .flatMap(c -> samples.getOrDefault(c, List.of()).stream())
                    .filter(s -> s.mode() != Mode.FULL && s.due() - gone > bound.toNanos() / 2)
                    .map(Sample::line)
                    .limit(5)
                    .toList();
            all.add(new Finding(
                    "recovery",
                    Weight.FAILURE,
                    "recovery",
                    "slow recovery: every capability must be full again within " + Durations.format(bound)
                            + " after the last fault is gone, and stay so for "
                            + Durations.format(plan.after().hold()) + ", but "
                            + (missing.isEmpty() ? "none held long enough" : String.join(", ", missing) + " did not"),
                    evidence));
            return all;
        }
        long took = recoveredAt.get() - gone;
        if (took > bound.toNanos()) {
            all.add(new Finding(
                    "recovery",
                    Weight.FAILURE,
                    "recovery",
                    "slow recovery: every capability must be full again within " + Durations.format(bound)
                            + " after the last fault is gone, but took " + Math.round(took / 1e6) + "ms",
                    List.of()));
        }
        order(all);
        return all;
    }

    private void order(List<Finding> all) {
        var since = watch.since();
        var order = plan.after().reopenOrder();
        for (int i = 1; i < order.size(); i++) {
            var first = order.get(i - 1);
            var second = order.get(i);
            // two capabilities are asked about at different instants: one interval of the slower probe is no disorder
            long grain = (long) (1e9
                    / plan.stack().capabilities().stream()
                            .filter(c -> c.id().equals(first) || c.id().equals(second))
                            .mapToInt(Capability::probesPerSecond)
                            .min()
                            .orElse(1));
            if (since.getOrDefault(first, 0L) > since.getOrDefault(second, 0L) + grain) {
                all.add(new Finding(
                        "re-open-order",
                        Weight.FAILURE,
                        first,
                        first + " must be back before " + second + ", but came "
                                + Math.round((since.getOrDefault(first, 0L) - since.getOrDefault(second, 0L)) / 1e6)
                                + "ms later",
                        List.of()));
            }
        }
    }
}
