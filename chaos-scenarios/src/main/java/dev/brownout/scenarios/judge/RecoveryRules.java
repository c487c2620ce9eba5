package dev.brownout.scenarios.judge;

import dev.brownout.api.Capability;
import dev.brownout.api.Durations;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Mode;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Standing;
import dev.brownout.scenarios.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds recovery against what the plan asks: soon enough, held, and in order. Where blind samples leave open whether it was
 * soon enough, it cannot be said.
 */
final class RecoveryRules {
    private static final int MOST_EVIDENCE = 5;

    private final Plan plan;
    private final long gone;
    private final RecoveryWatch watch;
    private final RunView run;

    /** Rules for a run whose last fault was gone at a time. */
    RecoveryRules(Plan plan, long gone, RecoveryWatch watch, RunView run) {
        this.plan = plan;
        this.gone = gone;
        this.watch = watch;
        this.run = run;
    }

    List<Finding> judge() {
        var all = new ArrayList<Finding>();
        var since = watch.since();
        if (watch.recoveredAt().isEmpty()) {
            all.add(neverBack(since));
        } else {
            var last =
                    since.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
            late(last.getKey(), last.getValue(), plan.after().within(), "every capability", all);
            order(since, all);
        }
        plan.after().each().forEach((capability, bound) -> {
            var back = since.get(capability);
            if (back != null) {
                late(capability, back, bound, capability, all);
            }
        });
        return all;
    }

    private List<RunView.Sample> after(String capability) {
        return run.samples().getOrDefault(capability, List.of()).stream()
                .filter(s -> s.due() >= gone)
                .toList();
    }

    private Finding neverBack(Map<String, Long> since) {
        var bound = plan.after().within();
        var all = plan.stack().capabilities().stream().map(Capability::id).toList();
        var missing = all.stream().filter(c -> !since.containsKey(c)).toList();
        var evidence = missing.stream()
                .flatMap(c -> after(c).stream())
                .filter(s ->
                        s.standing() != Standing.BLIND && s.mode() != Mode.FULL && s.due() - gone > bound.toNanos() / 2)
                .map(RunView.Sample::line)
                .limit(MOST_EVIDENCE)
                .toList();
        boolean seen = all.stream()
                .flatMap(c -> after(c).stream())
                .anyMatch(s ->
                        s.standing() != Standing.BLIND && s.mode() != Mode.FULL && s.due() - gone > bound.toNanos());
        // where it was seen to be broken after the time was over, blind samples change nothing; where all are back and
        // it was
        // not, it may only not have been seen for long enough
        boolean blind = !seen && (missing.isEmpty() || all.stream().anyMatch(this::blind));
        return finding(
                blind,
                "slow recovery: every capability must be full again within " + Durations.format(bound)
                        + " after the last fault is gone, and stay so for "
                        + Durations.format(plan.after().hold()) + ", but "
                        + (missing.isEmpty() ? "none held long enough" : String.join(", ", missing) + " did not"),
                evidence);
    }

    private boolean blind(String capability) {
        var after = after(capability);
        long blind = after.stream().filter(s -> s.standing() == Standing.BLIND).count();
        return blind > Expectations.MOST_BLIND * after.size();
    }

    private void late(String capability, long back, Duration bound, String who, List<Finding> all) {
        if (back - gone > bound.toNanos()) {
            all.add(finding(
                    earliest(capability, back) - gone <= bound.toNanos(),
                    "slow recovery: " + who + " must be full again within " + Durations.format(bound)
                            + " after the last fault is gone, but took " + Math.round((back - gone) / 1e6) + "ms",
                    after(capability).stream()
                            .filter(s -> s.due() - gone > bound.toNanos()
                                    && s.due() < back
                                    && s.standing() != Standing.BLIND)
                            .map(RunView.Sample::line)
                            .limit(MOST_EVIDENCE)
                            .toList()));
        }
    }

    /** The earliest time at which a capability may have been back: blind samples before it was seen back may have been full. */
    private long earliest(String capability, long back) {
        var before = after(capability).stream().filter(s -> s.due() < back).toList();
        long earliest = back;
        for (int i = before.size() - 1; i >= 0 && before.get(i).standing() == Standing.BLIND; i--) {
            earliest = before.get(i).due();
        }
        return earliest;
    }

    private static Finding finding(boolean blind, String message, List<Long> evidence) {
        return new Finding(
                "recovery",
                blind ? Weight.INCONCLUSIVE : Weight.FAILURE,
                "recovery",
                message + (blind ? ", as far as is known: samples before are blind" : ""),
                evidence);
    }

    private void order(Map<String, Long> since, List<Finding> all) {
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
            long firstBack = since.getOrDefault(first, 0L);
            long secondBack = since.getOrDefault(second, 0L);
            if (firstBack > secondBack + grain) {
                boolean blind = earliest(first, firstBack) <= secondBack + grain;
                all.add(new Finding(
                        "re-open-order",
                        blind ? Weight.INCONCLUSIVE : Weight.FAILURE,
                        first,
                        first + " must be back before " + second + ", but came "
                                + Math.round((firstBack - secondBack) / 1e6) + "ms later"
                                + (blind ? ", as far as is known: samples before are blind" : ""),
                        List.of()));
            }
        }
    }
}
