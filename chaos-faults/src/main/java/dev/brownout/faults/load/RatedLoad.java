package dev.brownout.faults.load;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;

/** A load whose requests arrive at a rate. */
interface RatedLoad extends LoadFault {

    /** How many arrive, and how they lie in time. */
    Rate rate();

    @Override
    default ArrivalSchedule schedule(double others, Decisions decisions, DecisionStream stream) {
        return rate().schedule(decisions, stream);
    }

    @Override
    default Duration rampUp() {
        return rate().ramp();
    }

    @Override
    default long lookMillis() {
        return rate().lookMillis();
    }

    @Override
    default boolean shows(long arrived, long others, long open, double seconds) {
        return rate().shows(arrived, seconds);
    }
}
