package dev.brownout.faults.decide;

/** Whose traffic a decision is about: each of them has streams and ordinals of its own, so that none changes another's. */
public enum Asker {
    /** The component under test: only what it meets is exposure. */
    VICTIM,
    /** Who measures: left out of every count and quota. */
    WITNESS,
    /** A generator of load: meets faults as a victim does, but proves nothing about the victim. */
    LOAD;

    private final String word = name().toLowerCase(java.util.Locale.ROOT);

    /**
     * Give its word in the names of streams.
     *
     * @return {@code victim}, {@code witness} or {@code load}
     */
    public String word() {
        return word;
    }
}
