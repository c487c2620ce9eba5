package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Durations;
import dev.brownout.api.Outcome;
import dev.brownout.cli.KnownRuns.Seen;
import dev.brownout.faults.undo.Runs;
import dev.brownout.faults.undo.Runs.Run;
import dev.brownout.scenarios.play.RunClock;
import dev.brownout.scenarios.report.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops a run from another terminal, and waits until everything is undone. */
@Command(
        name = "abort",
        description = {
            "Ask a run that goes on in another terminal to stop, wait until it has undone everything, and say how it ended.",
            "Asking is making a file beside its journal: no signal and no port is needed. Asking again only waits."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  brownout abort                                   the one run of this user that goes on",
            "  brownout abort 20261121-101500 --reason 'the game day is over'",
            "",
            "Exit codes: 0 the run is over and everything is as before, 1 asked, but it is not over within --within,",
            "            2 bad usage, no such run, or another user's, 6 something is not restored: brownout recover"
        })
final class AbortCommand implements Callable<Integer> {
    private static final int STILL_GOES_ON = 1;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description =
                    "a run's name, its directory or its journal (default: the only run of this user that goes on)")
    private Optional<String> named = Optional.empty();

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "how long to wait for it to be over (default: ${DEFAULT-VALUE})")
    private String within = "2m";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "why, for the run's journal and report")
    private String reason = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var limit = Durations.parse(within);
        var known = new KnownRuns();
        var run = named.map(known::find).orElseGet(() -> only(known));
        if (Runs.goesOn(run)) {
            var words = "asked by brownout abort of process "
                    + ProcessHandle.current().pid() + " at "
                    + Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS)
                    + (reason.isEmpty() ? "" : ": " + reason);
            out.println(
                    Runs.ask(run, words)
                            ? run.name() + ": asked to stop"
                            : run.name() + ": was asked to stop before; waiting for it");
            out.flush();
            if (!over(run, limit)) {
                out.println(run.name() + ": is not over within " + Durations.format(limit)
                        + "; it goes on undoing, say brownout abort again to wait for it");
                StatusCommand.lines(KnownRuns.look(run)).forEach(out::println);
                return STILL_GOES_ON;
            }
        }
        return tell(KnownRuns.look(run), out);
    }

    private static Run only(KnownRuns known) {
        var all = known.all();
        var living = all.stream().filter(Runs::goesOn).toList();
        if (living.size() == 1) {
            return living.get(0);
        }
        if (living.isEmpty() && all.size() == 1) {
            // it died: that is said, and what to do about it
            return all.get(0);
        }
        throw new BrownoutException(
                living.isEmpty()
                        ? "a run must go on to be stopped, but none does" + dead(all)
                        : "a run must be named where several go on; name one of " + KnownRuns.paths(living));
    }

    private static String dead(List<Run> all) {
        return all.isEmpty()
                ? ""
                : "; these died, say brownout recover to undo what they have left: " + KnownRuns.paths(all);
    }

    private static boolean over(Run run, Duration limit) {
        var clock = RunClock.start();
        while (Runs.goesOn(run)) {
            if (clock.now() >= limit.toNanos()) {
                return false;
            }
            clock.parkUntil(clock.now() + Duration.ofMillis(100).toNanos());
        }
        return true;
    }

    private static int tell(Seen seen, PrintWriter out) {
        StatusCommand.lines(seen).forEach(out::println);
        seen.now().ifPresent(n -> {
            n.stopping().ifPresent(why -> out.println("  stopped: " + why));
            if (!n.restored().isEmpty()) {
                out.println("  seen gone: " + String.join(", ", n.restored()));
            }
            n.faults().forEach((fault, words) -> out.println("  " + fault + " – " + words));
        });
        boolean incomplete = seen.left() > 0
                || seen.now().flatMap(Progress.Now::verdict).stream().anyMatch(v -> v == Outcome.ROLLBACK_INCOMPLETE);
        return incomplete ? Brownout.NOT_RESTORED : 0;
    }
}
