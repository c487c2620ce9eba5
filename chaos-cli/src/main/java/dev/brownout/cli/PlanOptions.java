package dev.brownout.cli;

import dev.brownout.api.Durations;
import dev.brownout.api.Halt;
import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.library.NamedStack;
import dev.brownout.scenarios.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What explain and run need to make a plan. */
final class PlanOptions {
    @Parameters(paramLabel = "SCENARIO", description = "an outage's id (see brownout list) or a scenario file")
    private String scenario = "";

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            defaultValue = "exchange:resilient",
            description =
                    "what to play against: NAME:VARIANT, with options as ?k=v&k=v, or a stack file, with its variables"
                            + " as ?k=v&k=v (default: ${DEFAULT-VALUE})")
    private String stack = "";

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            description =
                    "seconds of incident time in a second of stack time; 1 is real time (default: the scenario's)")
    private double timeScale = Double.NaN;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "all decisions follow from it (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--var", paramLabel = "K=V", description = "a value for a variable of the scenario")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "the environment this is; a scenario meant for another is refused")
    private String environment = "";

    @Option(
            names = "--halt-when",
            paramLabel = "CONDITION",
            description = {
                "also stop, and undo everything, when this is true; may be given again:",
                "\"place-order full < 20%% for 10s\" or \"place-order graceful < 0.5 for 5s\" (a capability's share"
                        + " of answers that are full, or that the phase allows),",
                "\"no-lost-acks broken\" (a checker of the scenario's always), \"stop-file ops/stop\" (a file is there)"
            })
    private List<String> haltWhen = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "DURATION",
            description = "how long the whole run may take before it is stopped and undone"
                    + " (default: the scenario's, else what the plan takes and a margin)")
    private Optional<String> limit = Optional.empty();

    /** The plan and who can start its stack. */
    record Made(Plan plan, NamedStack stack) {}

    Made plan(Library library) {
        var read = library.scenario(scenario, variables)
                .withHalts(haltWhen.stream().map(Halt::parse).toList(), limit.map(Durations::parse));
        Library.refuseElsewhere(read, environment, "say --environment ");
        var named = library.stack(stack);
        double scale = Double.isNaN(timeScale) ? read.timeScale() : timeScale;
        return new Made(library.planner().plan(read, named.stack(), seed, scale), named);
    }

    /** The words that name the scenario and change it, to be said again; stack, seed and time scale stand in the plan. */
    List<String> asked() {
        var words = new ArrayList<String>();
        words.add(scenario);
        variables.forEach((name, value) -> words.addAll(List.of("--var", name + "=" + value)));
        haltWhen.forEach(condition -> words.addAll(List.of("--halt-when", condition)));
        limit.ifPresent(l -> words.addAll(List.of("--limit", l)));
        if (!environment.isEmpty()) {
            words.addAll(List.of("--environment", environment));
        }
        return words;
    }
}
