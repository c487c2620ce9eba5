package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.undo.Ledger;
import dev.brownout.faults.undo.LedgerEntry;
import dev.brownout.faults.undo.StateDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A ledger that is made when the first thing is to be written: most faults are of connections and look-ups, which end with this
 * JVM, and need none. Thread safe.
 */
final class SessionLedger implements UndoLedger, AutoCloseable {
    private final Path file;
    private final StateDirectory state;
    private @org.jspecify.annotations.Nullable Ledger ledger;

    SessionLedger(Path file, StateDirectory state) {
        this.file = file;
        this.state = state;
    }

    @Override
    public synchronized Entry write(String action, Map<String, String> arguments) {
        if (ledger == null) {
            ledger = Ledger.create(file, state);
        }
        return ledger.write(action, arguments);
    }

    /** What is still to be undone. */
    synchronized List<LedgerEntry> left() {
        return ledger == null ? List.of() : ledger.left();
    }

    @Override
    public synchronized void close() throws BrownoutException {
        if (ledger != null) {
            ledger.close();
        }
    }
}
