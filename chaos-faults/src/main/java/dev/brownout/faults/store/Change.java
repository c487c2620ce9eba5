package dev.brownout.faults.store;

import java.util.Map;

/** What a fault changes in a store. Several faults that want the same share one, which is made once and undone once. */
interface Change {

    /** Returns the name of the {@link dev.brownout.api.UndoAction} that undoes it. */
    String action();

    /**
     * Look at what is there, and refuse where it cannot be changed.
     *
     * @return what the undo action needs to know
     */
    Map<String, String> before();

    /** Make the change. It may be undone afterwards even if this fails. */
    void make();

    /** Undo it and see that it is undone. Idempotent. */
    void undo(Map<String, String> before);
}
