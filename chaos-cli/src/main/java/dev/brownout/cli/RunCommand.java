package dev.brownout.cli;

import dev.brownout.api.Outcome;
import dev.brownout.faults.node.NodePlane;
import dev.brownout.faults.undo.Runs;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.scenarios.journal.Event.Stopped;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.json.Json;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.play.OutageSession;
import dev.brownout.scenarios.play.RunFiles;
import dev.brownout.scenarios.report.ConsoleReport;
import dev.brownout.scenarios.report.Paint;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays a scenario against a stack and judges it. */
@Command(
        name = "run",
        description = "Play an outage against a stack, prove every fault, judge how the stack degraded and recovered.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  brownout run aws-us-east-1-dynamodb-dns-2025-10-20",
            "  brownout run aws-us-east-1-dynamodb-dns-2025-10-20 --stack exchange:fragile",
            "  brownout run my-game-day.yaml --seed 7 --dry-run",
            "  brownout run my-game-day.yaml --html build/brownout.html --junit-xml build/brownout.xml --quiet",
            "  brownout run my-game-day.yaml --plane http://127.0.0.1:8475",
            "  brownout run my-game-day.yaml --halt-when 'place-order full < 20%% for 10s' --limit 30m",
            "",
            "From another terminal, brownout status tells how far it is, and brownout abort stops it and waits.",
            "A run that is killed may leave changes behind; the next one notices, does nothing and exits with 6, until",
            "brownout recover has undone them."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private PlanOptions options = new PlanOptions();

    @Option(names = "--dry-run", description = "print the resolved plan as JSON and do nothing")
    private boolean dryRun;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "where to write the journal, a new file (default: runs/<time>/journal.jsonl)")
    private Optional<Path> journal = Optional.empty();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Option(
            names = "--plane",
            paramLabel = "URL",
            description = "have links and names go through a chaos node that runs already, by its control API,"
                    + " such as http://127.0.0.1:8475 (default: planes of this process, which end with it)")
    private Optional<URI> plane = Optional.empty();

    @Option(
            names = "--recover",
            description = "first undo what killed runs have left, as brownout recover does (default: refuse to start)")
    private boolean recover;

    @Option(
            names = {"-q", "--quiet"},
            description = "print the verdict only")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "log more, to the file beside the journal")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var library = Library.load();
        var made = options.plan(library);
        if (dryRun) {
            out.println(Json.pretty(made.plan()));
            return 0;
        }
        var states = StateDirectory.standard();
        if (recover && !states.leftovers().isEmpty()) {
            int recovered = new CommandLine(new RecoverCommand())
                    .setOut(out)
                    .setErr(spec.commandLine().getErr())
                    .execute();
            if (recovered != 0) {
                return recovered;
            }
        }
        var left = states.leftovers();
        if (!left.isEmpty()) {
            return refuse(left);
        }
        new Runs(states).forgetDead();
        var directory = RunDirectory.create(journal, Clock.systemUTC().instant());
        Logging.to(directory.log(), verbose);
        var paint = new Paint(Terminal.interactive() && !Terminal.noColor());
        var interrupted = new AtomicInteger();
        var state = new LiveState(made.plan(), paint);
        boolean live = Terminal.interactive() && !quiet;
        try (var session = session(library, made, directory.files())
                .watch(line -> watch(line, state, live, out))
                .open(directory.files())) {
            var view = live
                    ? Optional.of(new LiveView(state, session.clock(), out, Terminal.width()))
                    : Optional.<LiveView>empty();
            Consumer<String> say = message -> view.ifPresentOrElse(
                    v -> v.say(message), () -> spec.commandLine().getErr().println(message));
            Signals.handle(number -> interrupt(number, interrupted, session, say));
            view.ifPresent(LiveView::start);
            var played = session.play(Brownout.Version.number(), Optional.of(options.asked()));
            view.ifPresent(LiveView::close);
            new ConsoleReport(paint)
                    .lines(played.verdict(), played.journal().toString())
                    .forEach(out::println);
            reports.write(played.journal(), library.checkers());
            if (played.left() > 0) {
                say.accept(played.left() + " changes are still to be undone: say brownout recover");
                return Brownout.NOT_RESTORED;
            }
            return exitCode(played.verdict(), interrupted.get());
        }
    }

    private OutageSession.Builder session(Library library, PlanOptions.Made made, RunFiles files) {
        var session = OutageSession.of(library, made.plan(), made.stack().provider());
        plane.ifPresent(url -> session.planes(seed -> files.keepOriginals(NodePlane.connect(url))));
        return session;
    }

    /** What an earlier run has left would be taken for the stack's own, and a fault for its neighbour's. */
    private int refuse(List<StateDirectory.Leftover> left) {
        var err = spec.commandLine().getErr();
        err.println("brownout: nothing may be left of earlier runs, but there is:");
        left.forEach(l -> err.println("  " + l.ledger() + ": " + l.words()));
        err.println("Nothing was touched. Say: brownout recover, or run with --recover");
        return Brownout.NOT_RESTORED;
    }

    private void watch(Line line, LiveState state, boolean live, PrintWriter out) {
        state.accept(line);
        if (!live && !quiet) {
            var text = LiveState.plain(line);
            if (!text.isEmpty()) {
                out.println(text);
            }
        }
    }

    /** The first signal stops the run and undoes; every further one says what is left. None skips the undo. */
    private static void interrupt(int number, AtomicInteger interrupted, OutageSession session, Consumer<String> say) {
        boolean first = interrupted.compareAndSet(0, number);
        if (first) {
            session.stop(Stopped.Kind.INTERRUPTED, number == 2 ? "Ctrl-C (SIGINT)" : "SIGTERM");
        }
        var left = session.inPlace();
        say.accept((first ? "stopping: " : "still stopping: ")
                + (left.isEmpty() ? "no fault is in place, the stack is being ended" : "still to undo: " + left));
    }

    private static int exitCode(Verdict verdict, int signal) {
        // what could not be restored is louder than who interrupted, and a signal that came too late has stopped
        // nothing
        return signal != 0 && verdict.outcome() == Outcome.ABORTED
                ? 128 + signal
                : verdict.outcome().exitCode();
    }
}
