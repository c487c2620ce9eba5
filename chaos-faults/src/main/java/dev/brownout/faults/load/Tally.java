package dev.brownout.faults.load;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What a generator did, in its own words. It proves nothing: arrivals are counted at the target. Thread safe. */
final class Tally {
    /** An arrival that leaves no later than this after it was due is in time. */
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LongAdder due = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAccumulator latest = new LongAccumulator(Math::max, 0);
    private final LongAdder sent = new LongAdder();
    private final LongAdder repeats = new LongAdder();
    private final AtomicLong unsent = new AtomicLong();
    private final LongAdder good = new LongAdder();
    private final LongAdder bad = new LongAdder();
    private final LongAdder none = new LongAdder();

    /** Note an arrival that was due and is handed on now, so many ns late. */
    void due(long lateNanos) {
        due.increment();
        latest.accumulate(lateNanos);
        if (lateNanos > LATE_NANOS) {
            late.increment();
        }
    }

    void sent(boolean repeat) {
        sent.increment();
        if (repeat) {
            repeats.increment();
        }
    }

    /** Note one that a bound kept back, and tell whether it was the first. */
    boolean unsent() {
        return unsent.getAndIncrement() == 0;
    }

    /** Note how a request ended: its status, or 0 without an answer. */
    void ended(int status) {
        (status == 0 ? none : status >= 400 ? bad : good).increment();
    }

    long sent() {
        return sent.sum();
    }

    long repeats() {
        return repeats.sum();
    }

    long kept() {
        return unsent.get();
    }

    long handedOut() {
        return due.sum();
    }

    long answered() {
        return good.sum() + bad.sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d arrivals were due, %d of them late by more than 10 ms (at most %.1f ms); %d requests sent, %d of them"
                        + " repeats; %d not sent because of a bound; %d answered well, %d with 4xx or 5xx, %d not at all",
                due.sum(),
                late.sum(),
                latest.get() / 1e6,
                sent.sum(),
                repeats.sum(),
                unsent.get(),
                good.sum(),
                bad.sum(),
                none.sum());
    }
}
