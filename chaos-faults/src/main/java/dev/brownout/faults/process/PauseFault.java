package dev.brownout.faults.process;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.ProcessControl;
import java.time.Duration;

/**
 * A process that is stopped by a signal with its descendants (SIGSTOP): as a long pause of its garbage collector, or a host
 * that is stalled. Its connections stay open and its port goes on accepting until the queue is full.
 *
 * @param life after what time it goes on even if nobody takes the fault away
 */
public record PauseFault(Duration life) implements ProcessFault {
    static final String KIND = "process.pause";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ProcessFaultKind<PauseFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(
                    describe(KIND, "A process stands still, with all its connections open.")
                            .withParameters(LIFE)
                            .withSymptom("host", "the process is stopped (state T)")
                            .withSymptom("same network", "connected, then silence; open connections are silent too")
                            .withWitness("the table of processes, and a neighbour whose question is not answered")
                            .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20", "base-sequencer-2025-08-05"),
                    ProcessControl.PAUSE);
        }

        @Override
        public PauseFault create(Arguments arguments) {
            return new PauseFault(arguments.duration("life"));
        }

        @Override
        Injection inject(PauseFault fault, String component, ProcessPlane plane, InjectionContext context) {
            return plane.pause(component, fault.life(), context);
        }

        @Override
        Measurement measure(PauseFault fault, ProcessWitness witness) {
            var sight = witness.look();
            return new Measurement(sight.paused(), sight.serves(), sight.toString());
        }
    }
}
