package com.example.faults;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import java.time.Duration;
import java.util.Map;

/** A fault of somebody else's, in a jar of its own: compiled by a test, never part of Brownout. */
public record ClockStopped(Duration behind) implements Fault {
    @Override
    public String kind() {
        return "clock.stopped";
    }

    public static final class Kind implements FaultKind<ClockStopped> {
        @Override
        public FaultDescription description() {
            return FaultDescription.of("clock.stopped", TargetKind.COMPONENT, "A component's clock stands still.")
                    .withParameters(Parameter.duration("behind", "5s", "1s", "1h", "how far behind it is"))
                    .withSymptom("neighbour", "the Date header does not move")
                    .withWitness("two GETs, their Date headers compared");
        }

        @Override
        public ClockStopped create(Arguments arguments) {
            return new ClockStopped(arguments.duration("behind"));
        }

        @Override
        public Injection inject(ClockStopped fault, Target target, InjectionContext context) {
            throw new UnsupportedOperationException("only described here");
        }

        @Override
        public Measurement measure(ClockStopped fault, Target target, Vantage vantage, InjectionContext context) {
            return Measurement.undecided("only described here");
        }
    }
}
