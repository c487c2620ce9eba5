package dev.brownout.faults.load;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;

/**
 * A rate of arrivals and the way there.
 *
 * @param perSecond arrivals a second once ramped up
 * @param ramp how long the rate grows from 0
 * @param shape how arrivals lie within it
 */
public record Rate(long perSecond, Duration ramp, Shape shape) {
    /** Beyond this share of what was asked for there is no doubt; a target that hangs keeps the rest from arriving. */
    private static final double SURE_SHARE = 0.1;

    private static final double RAMPING_SHARE = 0.01;
    private static final long LOOK_MILLIS = 500;
    private static final long LONG_LOOK_MILLIS = 1_200;
    private static final long SLOW = 10;

    static final Parameter PER_SECOND =
            Parameter.integer("rate", "100", 2, Bounds.RATE, "arrivals a second once ramped up");
    static final Parameter RAMP =
            Parameter.duration("ramp", "0s", "0s", "30m", "how long the rate grows from 0, linearly");
    static final Parameter SHAPE = Parameter.text(
            "shape",
            "even",
            "even, jittered (each at a seeded place in its interval) or bursts (all of a second at its beginning)");

    static Rate of(Arguments arguments) {
        return new Rate(arguments.integer("rate"), arguments.duration("ramp"), Shape.of(arguments.text("shape")));
    }

    ArrivalSchedule schedule(Decisions decisions, DecisionStream stream) {
        return new ArrivalSchedule(perSecond, ramp, shape, decisions, stream);
    }

    Rate of(double other) {
        return new Rate(Math.min(Bounds.RATE, Math.max(1, Math.round(other))), ramp, shape);
    }

    long lookMillis() {
        return shape == Shape.BURSTS || perSecond < SLOW ? LONG_LOOK_MILLIS : LOOK_MILLIS;
    }

    boolean shows(long arrived, double seconds) {
        double share = ramp.isZero() ? SURE_SHARE : RAMPING_SHARE;
        return arrived >= Math.max(1, share * perSecond * seconds);
    }
}
