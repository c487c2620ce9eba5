package dev.brownout.faults.container;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import java.time.Duration;

/**
 * A container whose processes all stand still (the kernel's freezer), with its connections open: as a host that is stalled. Its port
 * goes on accepting until the queue is full.
 *
 * @param life after what time it is undone even if nobody takes it away
 */
public record PauseFault(Duration life) implements ContainerFault {
    static final String KIND = "container.pause";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<PauseFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A container stands still, with all its connections open.")
                    .withParameters(LIFE)
                    .withSymptom("host, by docker inspect", "the container is paused; nothing can be run inside it")
                    .withSymptom(
                            "same network", "connected, then silence; open connections are silent too; its alias stays")
                    .withSymptom("host, at a published port", "connected, then silence")
                    .withWitness("docker inspect, and a neighbour whose question is not answered")
                    .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20", "base-sequencer-2025-08-05"));
        }

        @Override
        public PauseFault create(Arguments arguments) {
            return new PauseFault(arguments.duration("life"));
        }

        @Override
        ContainerAbility needed(PauseFault fault) {
            return ContainerAbility.LIFECYCLE;
        }

        @Override
        Injection inject(PauseFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            return plane.hold(component.id(), plane.held(component.id()).paused(), fault.life(), context);
        }

        @Override
        Measurement measure(PauseFault fault, ContainerWitness witness) {
            var sight = witness.look();
            return new Measurement(sight.paused(), sight.serves(), sight.toString());
        }
    }
}
