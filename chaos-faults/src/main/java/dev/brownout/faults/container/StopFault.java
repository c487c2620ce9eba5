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
 * A container that is stopped in order (its stop signal, SIGKILL for who is left) and stays down until the fault is gone; then it is
 * started again.
 *
 * @param grace after what time it is killed
 * @param life after what time it is undone even if nobody takes it away
 */
public record StopFault(Duration grace, Duration life) implements ContainerFault {
    static final String KIND = "container.stop";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<StopFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describeDown(KIND, "A container is stopped in order, and stays down.")
                    .withParameters(GRACE, LIFE)
                    .withWitness("docker inspect, and a neighbour who gets no connection at the container's address"));
        }

        @Override
        public StopFault create(Arguments arguments) {
            return new StopFault(arguments.duration("grace"), arguments.duration("life"));
        }

        @Override
        ContainerAbility needed(StopFault fault) {
            return ContainerAbility.LIFECYCLE;
        }

        @Override
        Injection inject(StopFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            return plane.hold(
                    component.id(), plane.held(component.id()).down(Optional.of(fault.grace())), fault.life(), context);
        }

        @Override
        Measurement measure(StopFault fault, ContainerWitness witness) {
            var sight = witness.look();
            return new Measurement(sight.down(), sight.serves(), sight.toString());
        }
    }
}
