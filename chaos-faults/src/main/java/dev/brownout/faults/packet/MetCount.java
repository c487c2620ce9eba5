package dev.brownout.faults.packet;

import java.time.Duration;

/**
 * Counts the packets that a victim met, out of a counter that counts those of witnesses too: what comes while one measures is left
 * out, and what comes soon after, when the ends of its connections are still under way. So it counts too little rather than too
 * much. Thread safe.
 */
final class MetCount {
    /** A packet that was lost is sent again after a second, at first (RFC 6298). */
    static final Duration SETTLES = Duration.ofMillis(1_200);

    private long read;
    private long readAt;
    private long met;
    private boolean measuring;
    private long quietFrom;

    /**
     * Begin at a counter that shows 0.
     *
     * @param now on the clock of {@link System#nanoTime}
     * @param measuring whether a witness measures now
     * @param quietFrom when the last witness's traffic was, or will be, over
     */
    MetCount(long now, boolean measuring, long quietFrom) {
        this.readAt = now;
        this.measuring = measuring;
        this.quietFrom = quietFrom;
    }

    /** Take note of what the counter shows. */
    synchronized void read(long count, long now) {
        if (!measuring && readAt - quietFrom >= 0) {
            // a counter that has begun again shows what came since
            met += count >= read ? count - read : count;
        }
        read = count;
        readAt = now;
    }

    /** Take note that the counter begins again. */
    synchronized void again(long now) {
        read = 0;
        readAt = now;
    }

    synchronized void begin() {
        measuring = true;
    }

    synchronized void end(long quiet) {
        measuring = false;
        quietFrom = quiet;
    }

    synchronized long met() {
        return met;
    }
}
