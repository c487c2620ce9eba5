package dev.brownout.faults.http.proxy;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.util.concurrent.atomic.LongAdder;

/** That a rule has hit an exchange, or a WebSocket. Used by the connection's event loop only. */
public final class Hit {
    private final LongAdder hits;
    private final boolean witness;
    private final Decisions decisions;
    private final DecisionStream stream;
    private final long ordinal;

    Hit(LongAdder hits, boolean witness, Decisions decisions, DecisionStream stream, long ordinal) {
        this.hits = hits;
        this.witness = witness;
        this.decisions = decisions;
        this.stream = stream;
        this.ordinal = ordinal;
    }

    /**
     * Tell whether it is a witness's.
     *
     * @return true for a witness's
     */
    public boolean witness() {
        return witness;
    }

    /** Count that a victim met the fault; witnesses are not counted. */
    public void count() {
        if (!witness) {
            hits.increment();
        }
    }

    /**
     * Draw a number that goes with this hit.
     *
     * @return a value from 0 to below 1, the same each time it is asked
     */
    public double draw() {
        return decisions.uniform(stream, ordinal);
    }

    /**
     * Decide about one of many parts of what was hit, such as a frame.
     *
     * @param ratio the share of hits
     * @param part which sequence of parts
     * @param number how many were decided before in that sequence
     * @return true for a hit
     */
    public boolean decide(double ratio, String part, long number) {
        return decisions.hit(ratio, DecisionStream.of(stream.key(), ordinal, part), number);
    }
}
