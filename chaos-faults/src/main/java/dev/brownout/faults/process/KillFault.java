package dev.brownout.faults.process;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.ProcessControl;
import java.time.Duration;

/**
 * A process that is killed (SIGKILL) with its descendants and stays down until the fault is gone; then it is started again.
 *
 * @param life after what time it is undone even if nobody takes it away
 */
public record KillFault(Duration life) implements ProcessFault {
    static final String KIND = "process.kill";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ProcessFaultKind<KillFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(
                    describe(KIND, "A process is killed, and stays down.")
                            .withParameters(LIFE)
                            .withSymptom("host", "no process")
                            .withSymptom("same network", "connection refused, open connections reset or closed")
                            .withSymptom(
                                    "through a port that Docker publishes",
                                    "connected, then closed: Docker's proxy hides the refusal")
                            .withWitness("the table of processes, and a neighbour whose connection is refused"),
                    ProcessControl.RESTART);
        }

        @Override
        public KillFault create(Arguments arguments) {
            return new KillFault(arguments.duration("life"));
        }

        @Override
        Injection inject(KillFault fault, String component, ProcessPlane plane, InjectionContext context) {
            return plane.down(component, false, fault.life(), context);
        }

        @Override
        Measurement measure(KillFault fault, ProcessWitness witness) {
            var sight = witness.look();
            return new Measurement(sight.down(), sight.serves(), sight.toString());
        }
    }
}
