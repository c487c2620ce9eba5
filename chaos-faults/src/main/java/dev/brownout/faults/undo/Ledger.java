package dev.brownout.faults.undo;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ledger in a file, one JSON object a line: who owns it ({@code {"ledger":1,"pid":…,"began":…}}), then {@code
 * {"entry":1,"action":…,"arguments":{…}}} before something is touched and {@code {"undone":1}} after it was restored. Each
 * line is on disk (fsync) when its method returns. Thread safe.
 *
 * <p>While it is open its file is locked, so that nobody recovers what a run that lives still holds. Before the first entry
 * is written the ledger is noted in the user's {@link StateDirectory}, so that the next run notices when this process dies.
 */
public final class Ledger implements UndoLedger, AutoCloseable {
    private final Path file;
    private final Optional<StateDirectory> state;
    private final LedgerLock lock;
    private final LedgerFile lines;
    private final Map<Integer, LedgerEntry> left = new LinkedHashMap<>();
    private Optional<Path> note = Optional.empty();
    private int last;
    private boolean closed;

    private Ledger(Path file, Optional<StateDirectory> state, LedgerLock lock) throws IOException {
        this.file = file;
        this.state = state;
        this.lock = lock;
        this.lines = new LedgerFile(lock.channel(), 0);
        var self = ProcessHandle.current();
        lines.owner(self.pid(), self.info().startInstant().orElse(Instant.EPOCH).toString());
    }

    /**
     * Create a ledger that no later run will notice by itself: {@link Recovery} has to be told of it.
     *
     * @param file a file that does not exist yet, in a directory that does
     * @return the empty ledger, open
     * @throws BrownoutException if it cannot be written
     */
    public static Ledger create(Path file) {
        return create(file, Optional.empty());
    }

    /**
     * Create a ledger that the next run notices, should this process die with something left to undo.
     *
     * @param file a file that does not exist yet, in a directory that does
     * @param state where the next run looks
     * @return the empty ledger, open
     * @throws BrownoutException if it cannot be written
     */
    public static Ledger create(Path file, StateDirectory state) {
        return create(file, Optional.of(state));
    }

    private static Ledger create(Path file, Optional<StateDirectory> state) {
        LedgerLock lock = null;
        try {
            lock = LedgerLock.create(file);
            StateDirectory.sync(parent(file));
            return new Ledger(file, state, lock);
        } catch (IOException e) {
            if (lock != null) {
                lock.close();
            }
            throw new BrownoutException(
                    "undo ledger " + file + " must be a new file that can be written and locked, but: " + e
                            + "; nothing was touched; name another place",
                    e);
        }
    }

    private static Path parent(Path file) {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    @Override
    public synchronized Entry write(String action, Map<String, String> arguments) {
        if (closed) {
            throw new BrownoutException("undo ledger " + file + " must be open, but was closed; nothing was touched");
        }
        var entry = new LedgerEntry(last + 1, action, arguments);
        try {
            if (note.isEmpty() && state.isPresent()) {
                note = Optional.of(state.get().note(file));
            }
            lines.entry(entry);
        } catch (IOException e) {
            throw new BrownoutException(
                    "undo ledger " + file + " must be writable, but: " + e + "; nothing was touched for " + action
                            + "; make room and run again",
                    e);
        }
        last++;
        left.put(entry.number(), entry);
        return () -> undone(entry.number());
    }

    private synchronized void undone(int number) {
        if (!left.containsKey(number)) {
            return;
        }
        try {
            if (!closed) {
                lines.undone(number);
            }
            left.remove(number);
        } catch (IOException e) {
            throw new BrownoutException(
                    "undo ledger " + file + " must be writable, but: " + e + "; entry " + number
                            + " is restored, but not noted as such; make room and say brownout recover",
                    e);
        }
    }

    /**
     * List what is still to be undone.
     *
     * @return the entries that are not closed, the last written first; empty when nothing is left
     */
    public synchronized List<LedgerEntry> left() {
        var entries = new ArrayList<>(left.values());
        Collections.reverse(entries);
        return List.copyOf(entries);
    }

    /** Let go of the file. If something is left to undo, the next run notices. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (left.isEmpty()) {
                note.ifPresent(StateDirectory::forget);
            }
            lock.close();
        }
    }
}
