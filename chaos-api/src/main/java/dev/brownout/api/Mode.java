package dev.brownout.api;

import java.util.Locale;

/** How a capability served one probe. A closed set, worst last. */
public enum Mode {
    /** As in steady state. */
    FULL,
    /** Right, but later than the capability's {@code slowAfter}. */
    SLOW,
    /** Old content, labelled as such, with its age. */
    STALE,
    /** Accepted for later. */
    QUEUED,
    /** An honest no: 503 or 429, JSON, a stable code, {@code Retry-After}. */
    REFUSED,
    /** Anything else that answers: an HTML page, a reset, a 500. */
    ERROR,
    /** Nothing by the capability's deadline. */
    HUNG,
    /** An answer that lies: 200 with false content, such as a balance of zero. */
    WRONG;

    /**
     * Write the mode as files and reports do.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
