package dev.brownout.scenarios.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a journal.
 *
 * @param n its number, from 1
 * @param wall when it was written, UTC, by the wall clock: for people, never for judging
 * @param mono when it was written, in ns on the run's monotonic clock
 * @param run the run that it belongs to, the same on every line of a journal; empty for a line that was never written
 * @param event what happened
 */
public record Line(long n, Instant wall, long mono, Optional<String> run, Event event) {
    /**
     * Make a line that is not written to a journal.
     *
     * @param n its number, from 1
     * @param wall when, by the wall clock
     * @param mono when, in ns on the run's monotonic clock
     * @param event what happened
     */
    public Line(long n, Instant wall, long mono, Event event) {
        this(n, wall, mono, Optional.empty(), event);
    }
}
