package dev.brownout.faults.process;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.ProcessControl;
import java.time.Duration;

/**
 * A process that is ended in order (its stop signal, SIGKILL for who is left) and started again after a while, as in a roll-out;
 * when the fault is taken away before, it is started at once.
 *
 * @param down how long it stays down; afterwards nothing of the fault is left to be seen
 * @param life after what time it is undone even if nobody takes it away
 */
public record RestartFault(Duration down, Duration life) implements ProcessFault {
    static final String KIND = "process.restart";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ProcessFaultKind<RestartFault> {
        private static final Parameter DOWN = Parameter.duration(
                "down", "1m", "100ms", "24h", "how long it stays down before it is started again; stack time");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(
                    describe(KIND, "A process is ended in order, as in a roll-out, and started again after a while.")
                            .withParameters(DOWN, LIFE)
                            .withSymptom("host", "no process")
                            .withSymptom("same network", "connection refused, open connections reset or closed")
                            .withSymptom(
                                    "through a port that Docker publishes",
                                    "connected, then closed: Docker's proxy hides the refusal")
                            .withWitness("the table of processes, and a neighbour whose connection is refused"),
                    ProcessControl.RESTART);
        }

        @Override
        public RestartFault create(Arguments arguments) {
            return new RestartFault(arguments.duration("down"), arguments.duration("life"));
        }

        @Override
        Injection inject(RestartFault fault, String component, ProcessPlane plane, InjectionContext context) {
            return plane.down(
                    component, true, fault.down().compareTo(fault.life()) < 0 ? fault.down() : fault.life(), context);
        }

        @Override
        Measurement measure(RestartFault fault, ProcessWitness witness) {
            var sight = witness.look();
            return new Measurement(sight.down(), sight.serves(), sight.toString());
        }
    }
}
