package dev.brownout.scenarios.plan;

import dev.brownout.api.Capability;
import dev.brownout.api.Durations;
import dev.brownout.api.Expectation;
import dev.brownout.api.Phase;
import dev.brownout.api.Scenario;
import dev.brownout.api.Stack;
import dev.brownout.api.Steady;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How many samples, and so how much time, what is asked needs to mean something. */
public final class Evidence {
    private Evidence() {}

    /**
     * Tell how many judged samples it takes to hold a share against a tolerance: 2 / tolerance (DESIGN §7).
     *
     * @param tolerance the share of samples that may break the rule, 0 to 1
     * @return the number, at least 2
     */
    public static int needed(double tolerance) {
        // a tolerance of 0: any one sample breaks it, so there is no noise to average out
        return tolerance <= 0 ? 2 : (int) Math.ceil(2 / tolerance - 1e-9);
    }

    /**
     * Tell how many judged samples an expectation needs: 2 / tolerance for each of its shares (DESIGN §7).
     *
     * @param expectation the expectation
     * @return the number, at least 2
     */
    public static int samplesNeeded(Expectation expectation) {
        // a smallest or largest share can only be told from none, or from twice as much, when two samples make it up
        var least = Stream.concat(expectation.atLeast().values().stream(), expectation.atMost().values().stream())
                .mapToInt(Evidence::needed)
                .max()
                .orElse(2);
        double share = expectation.unaffected() ? Expectation.STANDARD_SHARE : expectation.share();
        return Math.max(least, needed(1 - share));
    }

    /** How long it takes to collect what the phase's expectations need, once its faults are felt and settled. */
    static Duration time(Phase phase, Stack stack) {
        var longest = Duration.ZERO;
        for (var capability : stack.capabilities()) {
            var expectation = phase.expect().get(capability.id());
            if (expectation != null) {
                var needs = Stream.of(
                        Optional.of(time(samplesNeeded(expectation), capability)),
                        expectation.limits().detected(),
                        expectation.limits().degraded());
                longest = Stream.concat(Stream.of(longest), needs.flatMap(Optional::stream))
                        .max(Duration::compareTo)
                        .orElseThrow();
            }
        }
        return longest;
    }

    private static Duration time(int samples, Capability capability) {
        return Duration.ofMillis((long) Math.ceil(1000.0 * samples / capability.probesPerSecond()));
    }

    /** The steady stretch, long enough for the samples that its share needs. */
    static Steady steady(Steady asked, Stack stack) {
        int samples = needed(1 - asked.share());
        var length = stack.capabilities().stream()
                .map(c -> time(samples, c))
                .max(Duration::compareTo)
                .filter(needed -> needed.compareTo(asked.length()) > 0)
                .orElse(asked.length());
        return new Steady(length, asked.share(), asked.within().compareTo(length) > 0 ? asked.within() : length);
    }

    /** Bounds on stretches of time that are shorter than what the probes can see: two of their intervals. */
    static List<String> tooFine(Scenario scenario, Stack stack) {
        var problems = new ArrayList<String>();
        for (var capability : stack.capabilities()) {
            var finest = time(2, capability);
            bounds(scenario, capability).forEach((where, bound) -> {
                if (bound.compareTo(finest) < 0) {
                    problems.add(where + " must be at least two intervals of the probes of " + capability.id() + " ("
                            + Durations.format(finest) + " at " + capability.probesPerSecond()
                            + " a second), but was " + Durations.format(bound)
                            + "; raise it, or let the stack declare more probes");
                }
            });
        }
        return problems;
    }

    private static Map<String, Duration> bounds(Scenario scenario, Capability capability) {
        var bounds = new LinkedHashMap<String, Duration>();
        for (var phase : scenario.timeline()) {
            var of = " of " + capability.id() + " in phase " + phase.id();
            Optional.ofNullable(phase.expect().get(capability.id()))
                    .map(Expectation::limits)
                    .ifPresent(l -> {
                        l.worstGap().ifPresent(b -> bounds.put("worst-gap" + of, b));
                        l.detected().ifPresent(b -> bounds.put("detected" + of, b));
                        l.degraded().ifPresent(b -> bounds.put("degraded" + of, b));
                    });
        }
        Optional.ofNullable(scenario.after().each().get(capability.id()))
                .ifPresent(b -> bounds.put("each of " + capability.id() + " in after", b));
        return bounds;
    }
}
