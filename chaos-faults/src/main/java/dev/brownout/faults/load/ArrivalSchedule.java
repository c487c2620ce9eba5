package dev.brownout.faults.load;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;

/**
 * When each arrival of a load is due: a pure function of its ordinal, so that no answer can move it (open loop). Immutable and
 * thread safe.
 *
 * @param rate arrivals a second once ramped up, over 0; infinite for all at once
 * @param ramp how long the rate grows from 0, linearly; zero for at once
 * @param shape how arrivals lie within their rate
 * @param decisions decides the places of {@link Shape#JITTERED}
 * @param stream the stream of those decisions
 */
record ArrivalSchedule(double rate, Duration ramp, Shape shape, Decisions decisions, DecisionStream stream) {
    private static final double SECOND = 1e9;

    /**
     * Spread a number of arrivals over a time, without a ramp.
     *
     * @param count how many
     * @param within over what time; zero for all at once
     */
    static ArrivalSchedule spread(
            long count, Duration within, Shape shape, Decisions decisions, DecisionStream stream) {
        return new ArrivalSchedule(count / (within.toNanos() / SECOND), Duration.ZERO, shape, decisions, stream);
    }

    /**
     * Tell when an arrival is due.
     *
     * @param ordinal how many arrive before it
     * @return ns since the beginning; never less than that of an earlier ordinal
     */
    long due(long ordinal) {
        return switch (shape) {
            case EVEN -> nanos((double) ordinal);
            case JITTERED -> nanos(ordinal + decisions.uniform(stream, ordinal));
            case BURSTS -> (long) (Math.floor(nanos((double) ordinal) / SECOND) * SECOND);
        };
    }

    /** When so many have arrived: the inverse of {@code rate·t²/2·ramp}, then of {@code rate·t}. */
    private long nanos(double arrivals) {
        double seconds = ramp.toNanos() / SECOND;
        double whileRamping = rate * seconds / 2;
        return (long) (SECOND
                * (arrivals < whileRamping
                        ? Math.sqrt(2 * seconds * arrivals / rate)
                        : seconds + (arrivals - (seconds == 0 ? 0 : whileRamping)) / rate));
    }
}
