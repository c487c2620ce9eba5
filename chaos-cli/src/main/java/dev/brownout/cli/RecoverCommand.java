package dev.brownout.cli;

import dev.brownout.faults.undo.LedgerEntry;
import dev.brownout.faults.undo.Recovery;
import dev.brownout.faults.undo.Runs;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.faults.undo.StateDirectory.Leftover;
import dev.brownout.faults.undo.UndoActions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Undoes what killed runs have left. */
@Command(
        name = "recover",
        description = {
            "Undo what runs have left that were killed: the last change first, each seen to be restored.",
            "Doing it again does what is still left."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  brownout recover --dry-run                       what is left, and by whom",
            "  brownout recover                                 undo all of it",
            "  brownout recover runs/20261121-101500/ledger.jsonl",
            "",
            "Exit codes: 0 everything is as before, 6 something could not be restored, 2 bad usage, or a run that still goes on"
        })
final class RecoverCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "LEDGER",
            description = "ledgers to undo (default: those of every run of this user that is over)")
    private List<Path> ledgers = new ArrayList<>();

    @Option(
            names = {"--list", "--dry-run"},
            description = "only tell what is left, and undo nothing")
    private boolean list;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var state = StateDirectory.standard();
        var left = state.leftovers();
        if (list) {
            tell(left, out);
            return 0;
        }
        boolean complete = true;
        var files = ledgers;
        if (ledgers.isEmpty()) {
            files = left.stream().map(Leftover::ledger).filter(Files::exists).toList();
            for (var gone : left) {
                if (!Files.exists(gone.ledger())) {
                    out.println(gone.ledger() + ": " + gone.words());
                    complete = false;
                }
            }
        }
        var recovery = new Recovery(state, UndoActions.load());
        int restored = 0;
        for (var file : files) {
            out.println(file + ":");
            var report = recovery.run(
                    file,
                    step -> out.println((step.restored() ? "  ok   " : "  BAD  ")
                            + step.entry().action() + " #" + step.entry().number() + ": " + step.words()));
            report.problems().forEach(p -> out.println("  BAD  " + p));
            restored += (int)
                    report.steps().stream().filter(Recovery.Step::restored).count();
            complete &= report.complete();
        }
        new Runs(state).forgetDead();
        out.println(
                !complete
                        ? "not everything is as before: see the lines marked BAD, then say brownout recover again"
                        : restored == 0 ? "nothing is left to undo" : restored + " restored; nothing is left to undo");
        return complete ? 0 : Brownout.NOT_RESTORED;
    }

    private static void tell(List<Leftover> left, PrintWriter out) {
        if (left.isEmpty()) {
            out.println("nothing is left to undo");
        }
        for (var leftover : left) {
            out.println(leftover.ledger() + ": " + leftover.words());
            leftover.left().forEach(e -> out.println("  " + line(e)));
        }
    }

    private static String line(LedgerEntry entry) {
        return entry.action() + " #" + entry.number() + " " + entry.arguments();
    }
}
