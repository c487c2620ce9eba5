package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.undo.Recovery;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.faults.undo.UndoActions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Undoes what a killed run or test JVM has left. Thread safe; one at a time. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final StateDirectory state;

    Leftovers(StateDirectory state) {
        this.state = state;
    }

    /**
     * Recover, before anything new is touched.
     *
     * @throws BrownoutException if something could not be restored: a fault would be taken for a leftover, or the other way
     *     round
     */
    synchronized void recover() {
        var left = state.leftovers();
        if (left.isEmpty()) {
            return;
        }
        var recovery = new Recovery(state, UndoActions.load());
        for (var leftover : left) {
            LOG.warn("an earlier run has left {}: {}", leftover.ledger(), leftover.words());
            try {
                undo(recovery, leftover);
            } catch (BrownoutException e) {
                // another test JVM, started beside this one, may have undone it meanwhile
                if (state.leftovers().stream().anyMatch(still -> still.ledger().equals(leftover.ledger()))) {
                    throw e;
                }
            }
        }
    }

    private static void undo(Recovery recovery, StateDirectory.Leftover leftover) {
        var report = recovery.run(
                leftover.ledger(),
                step -> LOG.warn(
                        "{} {} #{}: {}",
                        step.restored() ? "restored" : "NOT restored",
                        step.entry().action(),
                        step.entry().number(),
                        step.words()));
        if (!report.complete()) {
            throw new BrownoutException("what an earlier run has left must be undone before a test begins, but "
                    + leftover.ledger() + " could not be: " + report.problems()
                    + report.steps().stream()
                            .filter(s -> !s.restored())
                            .map(Recovery.Step::words)
                            .toList()
                    + "; see to it by hand, then say brownout recover");
        }
    }
}
