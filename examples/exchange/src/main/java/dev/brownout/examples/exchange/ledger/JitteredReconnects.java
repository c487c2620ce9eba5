package dev.brownout.examples.exchange.ledger;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Grows with each round of failures up to a low cap, with full jitter, and lets one caller at a time try: attempts at a
 * dead ledger are few, and its return is noticed within the cap.
 */
public final class JitteredReconnects implements Reconnects {
    private final LongSupplier nanoTime;
    private final DoubleSupplier chance;
    private final Duration initial;
    private final Duration cap;
    private Duration ceiling = Duration.ZERO;
    private long opensAt;

    /**
     * Makes an open gate.
     *
     * @param nanoTime the monotonic clock
     * @param chance uniform in [0, 1)
     * @param initial the most that the first delay can be
     * @param cap the most that any delay can be
     */
    public JitteredReconnects(LongSupplier nanoTime, DoubleSupplier chance, Duration initial, Duration cap) {
        this.nanoTime = nanoTime;
        this.chance = chance;
        this.initial = initial;
        this.cap = cap;
    }

    @Override
    public synchronized Duration closedFor() {
        if (ceiling.isZero()) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        if (opensAt - now > 0) {
            return Duration.ofNanos(opensAt - now);
        }
        opensAt = now + jitter();
        return Duration.ZERO;
    }

    @Override
    public synchronized void failed() {
        Duration doubled = ceiling.isZero() ? initial : ceiling.multipliedBy(2);
        ceiling = doubled.compareTo(cap) > 0 ? cap : doubled;
        opensAt = nanoTime.getAsLong() + jitter();
    }

    @Override
    public synchronized void succeeded() {
        ceiling = Duration.ZERO;
    }

    private long jitter() {
        return (long) (ceiling.toNanos() * chance.getAsDouble());
    }
}
