package dev.brownout.scenarios.judge;

import dev.brownout.api.Capability;
import dev.brownout.api.Durations;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.api.RunView.Standing;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the stretch before the first fault against what the plan asks: every capability full, and seen to be. */
final class SteadyRules {
    private static final int MOST_EVIDENCE = 3;
    /** A stall before the first fault hides nothing that counts; what "unaffected" is held against says how little was seen. */
    private static final double LEAST_SEEN = 0.5;

    private final Plan plan;
    private final PhaseWindow window;
    private final List<String> bad = new ArrayList<>();
    private final List<Long> evidence = new ArrayList<>();
    private boolean hopeless;

    /**
     * Judge a stretch.
     *
     * @param samples capability to all its samples so far
     * @param standings no fault was done yet: they know stalls only
     */
    SteadyRules(Plan plan, PhaseWindow window, Map<String, List<Sample>> samples, Standings standings) {
        this.plan = plan;
        this.window = window;
        plan.stack()
                .capabilities()
                .forEach(c -> judge(
                        c,
                        samples.getOrDefault(c.id(), List.of()).stream()
                                .filter(window::has)
                                .toList(),
                        standings));
    }

    private void judge(Capability capability, List<Sample> due, Standings standings) {
        var seen = due.stream().filter(s -> standings.of(s) != Standing.BLIND).toList();
        if (due.isEmpty() || seen.size() < LEAST_SEEN * due.size()) {
            bad.add(capability.id() + " was blind: "
                    + (due.isEmpty()
                            ? "it has no samples"
                            : (due.size() - seen.size()) + " of " + due.size()
                                    + " samples overlap a stall of the harness (at most half may)"));
            return;
        }
        var poor = seen.stream().filter(s -> s.mode() != Mode.FULL).toList();
        double full = 1 - poor.size() / (double) seen.size();
        if (full < plan.steady().share()) {
            bad.add(capability.id() + " was full in " + Percentiles.percent(full) + " of " + seen.size() + " samples"
                    + credentials(poor));
            poor.stream().limit(MOST_EVIDENCE).map(Sample::line).forEach(evidence::add);
        }
    }

    /** Who is not let in learns nothing of the stack, and will not by waiting. */
    private String credentials(List<Sample> poor) {
        var refused = poor.stream()
                .filter(s -> s.detail().startsWith(Probe.UNAUTHORISED))
                .toList();
        if (refused.isEmpty()) {
            return "";
        }
        hopeless |= refused.size() == poor.size();
        return ", " + refused.size() + " of them because its probe is "
                + refused.get(0).detail() + "; this is no outage: give the probe credentials that the stack accepts";
    }

    boolean held() {
        return bad.isEmpty();
    }

    /** Whether it is not worth watching once more, or there is no time left, when it has been watched since a time. */
    boolean late(long began) {
        return hopeless
                || window.to() - began + plan.steady().length().toNanos()
                        > plan.steady().within().toNanos();
    }

    Event.Signalled heldSignal() {
        return new Event.Signalled(
                Event.Signal.STEADY,
                "every capability was full in at least "
                        + Percentiles.percent(plan.steady().share()) + " of its samples");
    }

    /** What to say when it will not hold any more. */
    Finding finding() {
        return new Finding(
                "steady-state",
                Weight.NOT_STEADY,
                Event.STEADY,
                "steady state did not hold before the first fault ("
                        + Percentiles.percent(plan.steady().share()) + " full is asked, within "
                        + Durations.format(plan.steady().within()) + "): " + String.join("; ", bad),
                evidence);
    }
}
