package dev.brownout.api;

import java.util.Map;

/**
 * Undo one kind of change, from what stands in an {@link UndoLedger} alone: the process that made the change may be gone.
 * Found with {@link java.util.ServiceLoader}, so implementations need a public constructor. Stateless and thread safe.
 */
public interface UndoAction {

    /**
     * Name the action as ledgers do.
     *
     * @return {@code plane.action} in kebab-case, unique
     */
    String name();

    /**
     * Restore what was before and see that it is so. Idempotent: does nothing where the change was never made or is undone
     * already. Takes at most some seconds.
     *
     * @param arguments as they were given to {@link UndoLedger#write}
     * @return what was restored and how that was seen, in a line for people
     * @throws BrownoutException if it could not be restored or not be seen to be; the message says what to do by hand
     */
    String undo(Map<String, String> arguments);
}
