package dev.brownout.faults.container;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import java.time.Duration;

/**
 * A zone that is lost at once: what is done to each of its components, which the cast selects by their labels.
 *
 * @param how by power: killed, and started again; by network: off all its networks, and back on them
 * @param life after what time it is undone even if nobody takes it away
 */
public record ZoneLossFault(How how, Duration life) implements ContainerFault {
    static final String KIND = "zone.loss";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<ZoneLossFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(How.describe(KIND, "A zone is lost: each of its containers at once.")
                    .withParameters(How.PARAMETER, LIFE)
                    .withWitness("docker inspect, and a neighbour who gets no connection at the container's address")
                    .withIncidents("alibaba-hk-zone-c-okx-2022-12-18", "aws-ap-northeast-1-power-2025-04-15"));
        }

        @Override
        public ZoneLossFault create(Arguments arguments) {
            return new ZoneLossFault(How.of(arguments), arguments.duration("life"));
        }

        @Override
        ContainerAbility needed(ZoneLossFault fault) {
            return fault.how().needed();
        }

        @Override
        Injection inject(ZoneLossFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            return plane.hold(component.id(), fault.how().hold(plane.held(component.id())), fault.life(), context);
        }

        @Override
        Measurement measure(ZoneLossFault fault, ContainerWitness witness) {
            return fault.how().measure(witness);
        }
    }
}
