package dev.brownout.faults.container;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import java.time.Duration;

/**
 * A container that runs without network: it is taken off every network that it is on, and put back on them by the same names and fixed
 * addresses. Its process lives on, as a new node does whose network does not come.
 *
 * @param life after what time it is undone even if nobody takes it away
 */
public record OffNetworkFault(Duration life) implements ContainerFault {
    static final String KIND = "container.off-network";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<OffNetworkFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A container runs without network.")
                    .withParameters(LIFE)
                    .withSymptom("host, by docker inspect", "the container runs, on no network")
                    .withSymptom(
                            "inside the container",
                            "network is unreachable, at once; open connections are silent, then time out")
                    .withSymptom("same network", "time-out, after 3 s no route to host; its alias is gone")
                    .withSymptom(
                            "host, at a published port",
                            "connection refused; after the fault Docker may publish another port")
                    .withWitness("docker inspect, and a neighbour who gets no connection at the container's address")
                    .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20"));
        }

        @Override
        public OffNetworkFault create(Arguments arguments) {
            return new OffNetworkFault(arguments.duration("life"));
        }

        @Override
        ContainerAbility needed(OffNetworkFault fault) {
            return ContainerAbility.NETWORKS;
        }

        @Override
        Injection inject(OffNetworkFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            return plane.hold(component.id(), plane.held(component.id()).off(), fault.life(), context);
        }

        @Override
        Measurement measure(OffNetworkFault fault, ContainerWitness witness) {
            var sight = witness.look();
            return new Measurement(sight.off(), sight.serves(), sight.toString());
        }
    }
}
