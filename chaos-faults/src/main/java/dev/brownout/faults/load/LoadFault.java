package dev.brownout.faults.load;

import dev.brownout.api.Fault;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;

/** What the load faults have in common. */
interface LoadFault extends Fault {

    /** What each asks. Where its path is empty, the link's label tells. */
    Ask ask();

    /** What is never gone beyond. */
    Bounds bounds();

    /**
     * When the first of them are due.
     *
     * @param others the victim's own requests a second, for those that multiply them
     * @param decisions the injection's decisions
     * @param stream the stream of the schedule's
     */
    ArrivalSchedule schedule(double others, Decisions decisions, DecisionStream stream);

    /** Those who arrive. */
    Crowd crowd(Crowd.Place place, Decisions decisions, DecisionStream stream);

    /** How many arrive within {@link #schedule}. */
    default long count() {
        return bounds().requests();
    }

    /** Whether the load is a multiple of the victim's own. */
    default boolean multiplies() {
        return false;
    }

    /** How long it takes until all of it is there. */
    Duration rampUp();

    /** How long a look at the arrivals must take to be sure to hold some, in ms. */
    long lookMillis();

    /**
     * Recognise the load in what arrived at the target.
     *
     * @param arrived requests of it
     * @param others the victim's own requests
     * @param open its connections that are open now
     * @param seconds in what time they arrived
     * @return whether it is there
     */
    boolean shows(long arrived, long others, long open, double seconds);
}
