package dev.brownout.faults.tcp.proxy;

import java.util.concurrent.atomic.LongAdder;

/**
 * How much of the victims' own traffic met one toxic; what witnesses do is left out. Goes on being readable after the toxic
 * is gone. Thread safe.
 */
public final class Exposure {
    private final LongAdder connections = new LongAdder();
    private final LongAdder hits = new LongAdder();

    void connection() {
        connections.increment();
    }

    void hit() {
        hits.increment();
    }

    void hits(long more) {
        hits.add(more);
    }

    /**
     * Count the links (a connection's one direction) on which the toxic was decided to act.
     *
     * @return how many so far
     */
    public long connections() {
        return connections.sum();
    }

    /**
     * Count what it did there: chunks delayed or dropped, connections closed.
     *
     * @return how often so far
     */
    public long hits() {
        return hits.sum();
    }
}
