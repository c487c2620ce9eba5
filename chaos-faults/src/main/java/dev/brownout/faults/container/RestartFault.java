package dev.brownout.faults.container;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import java.time.Duration;
import java.util.Optional;

/**
 * A container that is stopped in order and started again after a while, as in a roll-out; when the fault is taken away before, it is
 * started at once.
 *
 * @param down how long it stays down; afterwards nothing of the fault is left to be seen
 * @param grace after what time it is killed
 * @param life after what time it is undone even if nobody takes it away
 */
public record RestartFault(Duration down, Duration grace, Duration life) implements ContainerFault {
    static final String KIND = "container.restart";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<RestartFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describeDown(
                            KIND, "A container is stopped in order, as in a roll-out, and started again after a while.")
                    .withParameters(
                            Parameter.duration(
                                    "down",
                                    "1m",
                                    "100ms",
                                    "24h",
                                    "how long it stays down before it is started again; stack time"),
                            GRACE,
                            LIFE)
                    .withWitness("docker inspect, and a neighbour who gets no connection at the container's address"));
        }

        @Override
        public RestartFault create(Arguments arguments) {
            return new RestartFault(
                    arguments.duration("down"), arguments.duration("grace"), arguments.duration("life"));
        }

        @Override
        ContainerAbility needed(RestartFault fault) {
            return ContainerAbility.LIFECYCLE;
        }

        @Override
        Injection inject(RestartFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            var life = fault.down().compareTo(fault.life()) < 0 ? fault.down() : fault.life();
            return plane.hold(
                    component.id(), plane.held(component.id()).down(Optional.of(fault.grace())), life, context);
        }

        @Override
        Measurement measure(RestartFault fault, ContainerWitness witness) {
            var sight = witness.look();
            return new Measurement(sight.down(), sight.serves(), sight.toString());
        }
    }
}
