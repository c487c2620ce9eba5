package dev.brownout.api;

import java.util.Map;

/**
 * Where it is written, before anything that outlives this process is touched, how to undo it. After a {@code kill -9},
 * {@code brownout recover} reads it and does what is left. Thread safe.
 */
public interface UndoLedger {

    /**
     * Write how to undo something that is about to be done. When this returns, the entry is on disk (fsync).
     *
     * @param action an {@link UndoAction#name()}
     * @param arguments what that action needs to know, complete: whoever reads it knows nothing else
     * @return the entry, to be closed when it has been undone and seen to be
     * @throws BrownoutException if it could not be written; then nothing must be done
     */
    Entry write(String action, Map<String, String> arguments);

    /** One thing to undo. Thread safe. */
    interface Entry extends AutoCloseable {
        /** Note that it is undone. Idempotent. */
        @Override
        void close();
    }
}
