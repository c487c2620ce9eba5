package dev.brownout.faults.decide;

/** Decides for one stream of one injection, and has each decision noted under their names. Immutable and thread safe. */
public final class Decider {
    private final Decisions decisions;
    private final String injection;
    private final String name;
    private final DecisionStream stream;

    Decider(Decisions decisions, String injection, String name, DecisionStream stream) {
        this.decisions = decisions;
        this.injection = injection;
        this.name = name;
        this.stream = stream;
    }

    /**
     * Decide once.
     *
     * @param ratio the share of hits: 0 or less never hits, 1 or more always does
     * @param ordinal how many decisions this stream has made before, from 0
     * @return true for a hit
     */
    public boolean hit(double ratio, long ordinal) {
        boolean hit = decisions.hit(ratio, stream, ordinal);
        decisions.note(injection, name, ordinal, hit);
        return hit;
    }

    /**
     * Draw a number that goes with a decision; this is not noted.
     *
     * @param ordinal the decision's
     * @return a value from 0 to below 1, the same each time it is asked
     */
    public double uniform(long ordinal) {
        return decisions.uniform(stream, ordinal);
    }

    /**
     * Decide on the parts of something that was decided, such as a connection's messages.
     *
     * @param ordinal the decision's
     * @param part which sequence of parts
     * @return the stream of these parts
     */
    public Decider parts(long ordinal, String part) {
        return new Decider(
                decisions,
                injection,
                name + " " + ordinal + " " + part,
                DecisionStream.of(stream.key(), ordinal, part));
    }
}
