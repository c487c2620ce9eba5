package dev.brownout.cli;

import dev.brownout.cli.KnownRuns.Seen;
import dev.brownout.cli.KnownRuns.State;
import dev.brownout.scenarios.json.Json;
import dev.brownout.scenarios.report.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells from outside how far runs are. */
@Command(
        name = "status",
        description = {
            "Tell how far runs are that go on in other terminals: phase, time left, faults in place, what serves worst.",
            "Read from their journals alone; nothing is asked of the runs."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  brownout status                                  every run of this user",
            "  brownout status runs/20261121-101500 --json",
            "",
            "Exit codes: 0 told, 2 bad usage, no such run, or another user's,",
            "            6 a run died and has left something: brownout recover undoes it"
        })
final class StatusCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description =
                    "a run's name, its directory or its journal (default: every run of this user that goes on or died)")
    private Optional<String> named = Optional.empty();

    @Option(names = "--json", description = "as JSON, a list with one entry a run")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    /** A run as JSON. */
    private record Entry(
            String run,
            String journal,
            String state,
            int leftToUndo,
            Optional<Progress.Now> progress,
            Optional<String> problem) {
        static Entry of(Seen s) {
            return new Entry(
                    s.run().name(),
                    s.run().journal().toString(),
                    s.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    s.left(),
                    s.now(),
                    Optional.of(s.problem()).filter(p -> !p.isEmpty()));
        }
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var known = new KnownRuns();
        var seen = named.map(n -> List.of(known.find(n))).orElseGet(known::all).stream()
                .map(KnownRuns::look)
                .toList();
        if (json) {
            out.println(Json.pretty(seen.stream().map(Entry::of).toList()));
        } else if (seen.isEmpty()) {
            out.println("no run goes on");
        } else {
            seen.forEach(s -> lines(s).forEach(out::println));
        }
        return seen.stream().anyMatch(s -> s.state() == State.DIED && s.left() > 0) ? Brownout.NOT_RESTORED : 0;
    }

    static List<String> lines(Seen s) {
        var lines = new ArrayList<String>();
        lines.add(s.run().name() + ": "
                + switch (s.state()) {
                    case GOES_ON ->
                        s.now()
                                .flatMap(Progress.Now::stopping)
                                .map(why -> "is being stopped: " + why)
                                .orElse("goes on");
                    case OVER ->
                        "is over: "
                                + s.now()
                                        .flatMap(Progress.Now::verdict)
                                        .map(Enum::name)
                                        .orElse("") + left(s);
                    case DIED -> "died without an end" + left(s);
                });
        s.now().ifPresent(n -> {
            lines.add("  " + n.scenario() + " on " + n.stack() + ", journal "
                    + s.run().journal());
            if (s.state() == State.GOES_ON) {
                lines.add("  " + n.phase() + ", for " + n.phaseSeconds() + " s"
                        + n.phaseLengthSeconds().map(l -> " of " + l + " s").orElse("")
                        + n.leftSeconds()
                                .map(l -> "; at least " + l + " s left")
                                .orElse("")
                        + "; stopped by its limit in " + n.limitSeconds() + " s"
                        + (n.silentSeconds() > 5 ? "; its journal is silent for " + n.silentSeconds() + " s" : ""));
                lines.add(n.faults().isEmpty() ? "  no fault is in place" : "  faults:");
                n.faults().forEach((fault, words) -> lines.add("    " + fault + " – " + words));
                n.worst().ifPresent(w -> lines.add("  worst now: " + w));
            }
        });
        if (!s.problem().isEmpty()) {
            lines.add("  " + s.problem());
        }
        return lines;
    }

    private static String left(Seen s) {
        return s.left() == 0
                ? ", nothing is left to undo"
                : ", " + s.left() + (s.left() == 1 ? " change is" : " changes are")
                        + " left to undo: say brownout recover";
    }
}
