package dev.brownout.faults.load;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;

/**
 * Who asks again, and when: a pure function of seed, ordinal and attempt.
 *
 * @param most how often one asks again at most; 0 for never
 * @param givenUp the share of requests that are asked again although they were answered well: their caller is gone
 * @param backOff how long one waits
 * @param jittered whether each waits a seeded time up to twice as long, so that all do not come at once
 * @param decisions decides
 * @param stream the stream of the decisions
 */
record Repeats(
        int most, double givenUp, Duration backOff, boolean jittered, Decisions decisions, DecisionStream stream) {

    /** Nobody asks again. */
    static Repeats none() {
        return new Repeats(0, 0, Duration.ZERO, false, new Decisions(0), DecisionStream.of("none"));
    }

    /**
     * Tell whether a request is sent again.
     *
     * @param ordinal the arrival's number
     * @param attempt how often it was sent again before
     * @param failed whether it failed
     */
    boolean again(long ordinal, int attempt, boolean failed) {
        return attempt < most && (failed || decisions.hit(givenUp, stream, ordinal));
    }

    /**
     * Tell how long to wait until then.
     *
     * @return ns
     */
    long waitNanos(long ordinal, int attempt) {
        return jittered
                ? (long) (2 * backOff.toNanos() * decisions.uniform(stream, ordinal * (most + 1L) + attempt))
                : backOff.toNanos();
    }
}
