package dev.brownout.faults.undo;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Undoes what stands in a ledger whose run is over: the last written first, going on after a step that fails, each seen to be
 * restored and noted as such. Doing it again does what is left. Thread safe; two recoveries of one ledger exclude each other.
 */
public final class Recovery {
    private static final Duration STEP = Duration.ofSeconds(30);

    private final StateDirectory state;
    private final UndoActions actions;
    private final Duration limit;

    /**
     * Make a recovery.
     *
     * @param state where ledgers are noted; notes of ledgers that have become clean are deleted
     * @param actions how to undo
     */
    public Recovery(StateDirectory state, UndoActions actions) {
        this(state, actions, STEP);
    }

    Recovery(StateDirectory state, UndoActions actions, Duration limit) {
        this.state = state;
        this.actions = actions;
        this.limit = limit;
    }

    /**
     * One step of a recovery.
     *
     * @param entry what was to be undone
     * @param restored whether it was restored, and seen to be
     * @param words what was restored and how that was seen, or why not and what to do by hand
     */
    public record Step(LedgerEntry entry, boolean restored, String words) {}

    /**
     * What came of a recovery.
     *
     * @param ledger the ledger
     * @param steps every step, in the order in which they were tried; empty when nothing was left
     * @param problems what is wrong with the ledger itself; empty when nothing is
     */
    public record Report(Path ledger, List<Step> steps, List<String> problems) {
        /** Copy the lists. */
        public Report {
            steps = List.copyOf(steps);
            problems = List.copyOf(problems);
        }

        /**
         * Tell whether all is as before.
         *
         * @return true when every step was restored and the ledger could be read and written
         */
        public boolean complete() {
            return problems.isEmpty() && steps.stream().allMatch(Step::restored);
        }
    }

    /**
     * Undo what is left in a ledger.
     *
     * @param ledger its file
     * @param watcher is shown each step when it is over
     * @return what came of it
     * @throws BrownoutException if its run still lives, somebody else recovers it, or it cannot be read; then nothing was
     *     done
     */
    public Report run(Path ledger, Consumer<Step> watcher) {
        if (!Files.isRegularFile(ledger)) {
            throw new BrownoutException("undo ledger must be a file, but " + ledger
                    + " is none; brownout recover --list shows those there are");
        }
        try {
            var taken = LedgerLock.take(ledger);
            if (taken.isEmpty()) {
                throw new BrownoutException("undo ledger " + ledger
                        + " must be of a run that is over, but its run still goes on, or somebody else recovers it;"
                        + " stop the run (Ctrl-C undoes), or wait for the other one");
            }
            try (var lock = taken.get()) {
                return undo(ledger, lock, watcher);
            }
        } catch (IOException e) {
            throw new BrownoutException("undo ledger " + ledger + " must be readable and writable, but: " + e, e);
        }
    }

    private Report undo(Path ledger, LedgerLock lock, Consumer<Step> watcher) throws IOException {
        var content = LedgerContent.read(lock.channel());
        var problems = new ArrayList<String>();
        content.damage()
                .forEach(d -> problems.add(ledger + " " + d
                        + "; restore by hand what it was about, then delete that line and say brownout recover"));
        var steps = new ArrayList<Step>();
        if (!content.left().isEmpty()) {
            var lines = new LedgerFile(lock.channel(), content.sound());
            for (var entry : content.left()) {
                var step = step(entry);
                if (step.restored()) {
                    try {
                        lines.undone(entry.number());
                    } catch (IOException e) {
                        problems.add(ledger + " must be writable, but: " + e + "; entry " + entry.number()
                                + " is restored, but not noted as such; make room and say brownout recover");
                    }
                }
                steps.add(step);
                watcher.accept(step);
            }
        }
        var report = new Report(ledger, steps, problems);
        if (report.complete()) {
            state.forgetLedger(ledger);
        }
        return report;
    }

    private Step step(LedgerEntry entry) {
        var action = actions.find(entry.action());
        if (action.isEmpty()) {
            return new Step(
                    entry,
                    false,
                    "undo action must be one of " + actions.names() + ", but was \"" + entry.action()
                            + "\"; put the jar that brings it on the class path (BROWNOUT_CLASSPATH)");
        }
        var done = new CompletableFuture<String>();
        var thread = new Thread(() -> perform(action.get(), entry, done), "brownout-recover-" + entry.number());
        thread.setDaemon(true);
        thread.start();
        try {
            return new Step(entry, true, done.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            thread.interrupt();
            return new Step(entry, false, "it must be undone within " + limit.toSeconds() + " s, but was not");
        } catch (ExecutionException e) {
            var cause = e.getCause();
            return new Step(
                    entry, false, cause instanceof BrownoutException b ? String.valueOf(b.getMessage()) : "" + cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
            return new Step(entry, false, "interrupted while it was undone; say brownout recover again");
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever an action throws, the steps after it must still be done
    private static void perform(UndoAction action, LedgerEntry entry, CompletableFuture<String> done) {
        try {
            done.complete(action.undo(entry.arguments()));
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }
}
