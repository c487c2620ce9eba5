package dev.brownout.scenarios.report;

import dev.brownout.api.Arguments;
import dev.brownout.api.Durations;
import dev.brownout.api.Expectation;
import dev.brownout.api.Mode;
import dev.brownout.api.ServiceLimits;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells a plan in sentences: what {@code brownout explain} prints. */
public final class Prose {
    private Prose() {}

    /**
     * Tell a plan.
     *
     * @param plan the plan
     * @return paragraphs, a line each
     */
    public static List<String> of(Plan plan) {
        var out = new ArrayList<String>();
        out.add(plan.title() + ".");
        out.add("Played against " + plan.stack().id() + " (" + plan.stack().title() + ") with seed " + plan.seed()
                + "; "
                + Durations.format(Duration.ofMillis(Math.round(plan.timeScale() * 1000)))
                + " of the incident pass in a second.");
        out.add("");
        out.add("First, for " + Durations.format(plan.steady().length()) + ", nothing goes wrong: "
                + percent(plan.steady().share())
                + " of the samples of every capability must be full; it is waited for up to "
                + Durations.format(plan.steady().within())
                + ", or the run does not start. Meanwhile each fault's symptom is "
                + "measured to be absent.");
        plan.phases().forEach(p -> phase(p, out));
        out.add("");
        out.add("Then everything must be full again within "
                + Durations.format(plan.after().within()) + " and stay so for "
                + Durations.format(plan.after().hold()) + "."
                + (plan.after().reopenOrder().isEmpty()
                        ? ""
                        : " In this order: " + String.join(", ", plan.after().reopenOrder()) + ".")
                + plan.after().each().entrySet().stream()
                        .map(e -> " " + e.getKey() + " within " + Durations.format(e.getValue()) + ".")
                        .collect(Collectors.joining()));
        if (!plan.checkers().isEmpty()) {
            out.add("Throughout: "
                    + plan.checkers().entrySet().stream()
                            .map(e -> e.getKey() + values(e.getValue().arguments()))
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        out.add("The run is stopped and undone when it takes longer than " + Durations.format(plan.limit())
                + plan.halts().stream().map(h -> ", or when: " + h.words()).collect(Collectors.joining()) + ".");
        return out;
    }

    private static void phase(PlannedPhase p, List<String> out) {
        out.add("");
        out.add(p.id() + (p.title().isEmpty() ? "" : " – " + p.title()) + ".");
        out.add("  From +" + Durations.format(p.incidentAt()) + " of the incident for "
                + Durations.format(p.incidentLength()) + ", played in " + Durations.format(p.length())
                + (p.lengthened().isEmpty() ? "" : " (lengthened: " + String.join("; ", p.lengthened()) + ")") + ".");
        p.faults().forEach(f -> out.add("  " + fault(f)));
        p.expect().forEach((c, e) -> out.add("  " + c + " " + expectation(e)));
    }

    private static String fault(PlannedFault f) {
        return f.kind() + " on " + f.target() + values(f.arguments()) + ", proven from "
                + String.join(" and ", f.victims())
                + (f.continues().isPresent() ? "; goes on from the phase before" : "")
                + ".";
    }

    private static String values(Arguments arguments) {
        var values = arguments.values().entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? "" : " (" + values + ")";
    }

    private static String expectation(Expectation e) {
        if (e.unaffected()) {
            return "must be as in the steady phase.";
        }
        return "must be " + e.anyOf().stream().map(Mode::word).collect(Collectors.joining(" or ")) + " in "
                + percent(e.share()) + " of its samples"
                + e.within()
                        .map(w -> ", answered within " + Durations.format(w))
                        .orElse("")
                + limits(e.limits())
                + e.atMost().entrySet().stream()
                        .map(a -> ", " + a.getKey().word() + " in at most " + percent(a.getValue()))
                        .collect(Collectors.joining())
                + e.atLeast().entrySet().stream()
                        .map(a -> ", " + a.getKey().word() + " in at least " + percent(a.getValue()))
                        .collect(Collectors.joining())
                + ".";
    }

    private static String limits(ServiceLimits l) {
        var words = new ArrayList<String>();
        l.p50().ifPresent(d -> words.add("half of the answers within " + Durations.format(d)));
        l.max().ifPresent(d -> words.add("every answer within " + Durations.format(d)));
        l.staleness().ifPresent(d -> words.add("nothing older than " + Durations.format(d)));
        l.worstGap().ifPresent(d -> words.add("no stretch over " + Durations.format(d) + " without a graceful answer"));
        l.detected().ifPresent(d -> words.add("telling of the fault within " + Durations.format(d)));
        l.degraded().ifPresent(d -> words.add("graceful within " + Durations.format(d) + " of it"));
        l.changes().ifPresent(n -> words.add("changing its mode at most " + n + " times"));
        return words.stream().map(w -> ", " + w).collect(Collectors.joining());
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
