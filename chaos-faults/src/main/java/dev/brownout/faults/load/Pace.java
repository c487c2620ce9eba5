package dev.brownout.faults.load;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Hands arrivals out when they are due, each once, whatever became of those before. Time is a parameter. Not thread safe: one
 * thread asks.
 */
final class Pace {
    private final ArrivalSchedule schedule;
    private final long most;
    private final long lifeNanos;
    private long next;

    /**
     * @param schedule when each is due
     * @param most how many there are at most
     * @param life when the last is due at the latest
     */
    Pace(ArrivalSchedule schedule, long most, Duration life) {
        this.schedule = schedule;
        this.most = most;
        this.lifeNanos = life.toNanos();
    }

    /**
     * Take the next arrival, if it is due.
     *
     * @param elapsed ns since the beginning
     * @return its ordinal; empty when none is due
     */
    OptionalLong poll(long elapsed) {
        return left(elapsed).orElse(1) > 0 ? OptionalLong.empty() : OptionalLong.of(next++);
    }

    /**
     * Tell how long until the next arrival.
     *
     * @param elapsed ns since the beginning
     * @return ns, 0 or less when it is due or late; empty when there are no more
     */
    OptionalLong left(long elapsed) {
        long due = next < most ? schedule.due(next) : Long.MAX_VALUE;
        return due <= lifeNanos ? OptionalLong.of(due - elapsed) : OptionalLong.empty();
    }
}
