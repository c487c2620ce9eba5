package dev.brownout.api;

import java.util.Map;

/**
 * One entry of a history: something a user of the stack did, or was told.
 *
 * @param id pairs an invocation with its completion; unique in a run
 * @param process who did it: one logical user, which has at most one operation open at a time
 * @param action what was done: {@code place}, {@code cancel}, {@code read-balance}, {@code final-order} …
 * @param type invoked, or how it ended
 * @param data the arguments or the answer, as plain strings; money and quantities in decimal notation
 */
public record Operation(long id, String process, String action, Type type, Map<String, String> data) {

    /** What is known of an operation. A closed set. */
    public enum Type {
        /** It was asked for. */
        INVOKED,
        /** The answer says that it happened. */
        OK,
        /** The answer says that it did not happen. */
        FAILED,
        /** No usable answer: it may have happened, or may happen yet. */
        INDETERMINATE
    }

    /** Copy the data, in order of the keys; of the few actions there are, each is one object, as all checkers switch on it. */
    public Operation {
        action = action.intern();
        data = Data.of(data);
    }
}
