package dev.brownout.examples.exchange.ledger;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shared by all callers and doubled by each one's failure, up to a cap, without jitter. With a dozen callers waiting, two
 * rounds are enough to reach minutes, and the process then stays away from a ledger that has long been healthy: the
 * documented mistake of the fragile posture.
 */
public final class DoublingReconnects implements Reconnects {
    private final LongSupplier nanoTime;
    private final Duration initial;
    private final Duration cap;
    private Duration delay;
    private long opensAt;
    private boolean closed;

    /**
     * Makes an open gate.
     *
     * @param nanoTime the monotonic clock
     * @param initial the delay after the first failure
     * @param cap no delay is longer
     */
    public DoublingReconnects(LongSupplier nanoTime, Duration initial, Duration cap) {
        this.nanoTime = nanoTime;
        this.initial = initial;
        this.cap = cap;
        this.delay = initial;
    }

    @Override
    public synchronized Duration closedFor() {
        long left = opensAt - nanoTime.getAsLong();
        return closed && left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    @Override
    public synchronized void failed() {
        closed = true;
        opensAt = nanoTime.getAsLong() + delay.toNanos();
        Duration doubled = delay.multipliedBy(2);
        delay = doubled.compareTo(cap) > 0 ? cap : doubled;
    }

    @Override
    public synchronized void succeeded() {
        closed = false;
        delay = initial;
    }
}
