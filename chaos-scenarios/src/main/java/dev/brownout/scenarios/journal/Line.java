package dev.brownout.scenarios.journal;

import java.time.Instant;

/**
 * One line of a journal.
 *
 * @param n its number, from 1
 * @param wall when it was written, UTC, by the wall clock: for people, never for judging
 * @param mono when it was written, in ns on the run's monotonic clock
 * @param event what happened
 */
public record Line(long n, Instant wall, long mono, Event event) {}
