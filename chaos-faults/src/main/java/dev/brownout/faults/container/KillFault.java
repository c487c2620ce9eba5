package dev.brownout.faults.container;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import java.time.Duration;
import java.util.Optional;

/**
 * A container that is killed (SIGKILL) and stays down, whatever its restart policy, until the fault is gone; then it is started again.
 *
 * @param life after what time it is undone even if nobody takes it away
 */
public record KillFault(Duration life) implements ContainerFault {
    static final String KIND = "container.kill";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<KillFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describeDown(KIND, "A container is killed, and stays down.")
                    .withParameters(LIFE)
                    .withWitness("docker inspect, and a neighbour who gets no connection at the container's address"));
        }

        @Override
        public KillFault create(Arguments arguments) {
            return new KillFault(arguments.duration("life"));
        }

        @Override
        ContainerAbility needed(KillFault fault) {
            return ContainerAbility.LIFECYCLE;
        }

        @Override
        Injection inject(KillFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            return plane.hold(component.id(), plane.held(component.id()).down(Optional.empty()), fault.life(), context);
        }

        @Override
        Measurement measure(KillFault fault, ContainerWitness witness) {
            var sight = witness.look();
            return new Measurement(sight.down(), sight.serves(), sight.toString());
        }
    }
}
