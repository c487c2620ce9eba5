package dev.brownout.faults.http.proxy;

import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.Decider;
import java.util.concurrent.atomic.LongAdder;

/** That a rule has hit an exchange, or a WebSocket. Used by the connection's event loop only. */
public final class Hit {
    private final LongAdder hits;
    private final Asker asker;
    private final Decider decider;
    private final long ordinal;

    Hit(LongAdder hits, Asker asker, Decider decider, long ordinal) {
        this.hits = hits;
        this.asker = asker;
        this.decider = decider;
        this.ordinal = ordinal;
    }

    /**
     * Tell whether it is a witness's.
     *
     * @return true for a witness's
     */
    public boolean witness() {
        return asker == Asker.WITNESS;
    }

    /** Count that a victim met the fault; witnesses and generators of load are not counted. */
    public void count() {
        if (asker == Asker.VICTIM) {
            hits.increment();
        }
    }

    /**
     * Draw a number that goes with this hit.
     *
     * @return a value from 0 to below 1, the same each time it is asked
     */
    public double draw() {
        return decider.uniform(ordinal);
    }

    /**
     * Decide about the many parts of what was hit, such as frames.
     *
     * @param part which sequence of parts
     * @return decides in that sequence, whose ordinals begin at 0
     */
    public Decider parts(String part) {
        return decider.parts(ordinal, part);
    }
}
