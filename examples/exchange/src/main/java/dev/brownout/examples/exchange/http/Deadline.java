package dev.brownout.examples.exchange.http;

import java.time.Duration;

/**
 * A moment on the monotonic clock by which an answer is due.
 *
 * @param endNanos on the scale of {@link System#nanoTime()}
 * @param limited whether there is a limit at all
 */
public record Deadline(long endNanos, boolean limited) {
    private static final Duration FAR = Duration.ofHours(1);

    /** Makes a deadline some time after a moment; a duration of zero means "no limit". */
    public static Deadline after(long startNanos, Duration limit) {
        return limit.isZero() ? new Deadline(0, false) : new Deadline(startNanos + limit.toNanos(), true);
    }

    /** Makes a deadline some time from now; a duration of zero means "no limit". */
    public static Deadline in(Duration limit) {
        return after(System.nanoTime(), limit);
    }

    /** Gives the time left, never negative; an hour if there is no limit. */
    public Duration remaining() {
        return limited ? Duration.ofNanos(Math.max(0, endNanos - System.nanoTime())) : FAR;
    }

    /** Tells whether it has passed. */
    public boolean passed() {
        return limited && endNanos - System.nanoTime() <= 0;
    }

    /** Gives the earlier of this and a deadline some time from now; zero leaves this one as it is. */
    public Deadline orIn(Duration limit) {
        if (limit.isZero()) {
            return this;
        }
        Deadline other = in(limit);
        return !limited || other.endNanos - endNanos < 0 ? other : this;
    }
}
