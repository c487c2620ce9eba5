package dev.brownout.scenarios.report;

import dev.brownout.api.Arguments;
import dev.brownout.api.Durations;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
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
                + Words.scale(plan)
                + " of the incident pass in a second.");
        out.add("");
        out.add("First, for " + Durations.format(plan.steady().length()) + ", nothing goes wrong: "
                + Words.percent(plan.steady().share())
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
        p.expect().forEach((c, e) -> out.add("  " + c + " " + Words.expectation(e) + "."));
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
}
