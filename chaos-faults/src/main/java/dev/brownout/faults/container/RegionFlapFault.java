package dev.brownout.faults.container;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import java.time.Duration;

/**
 * A region that goes and comes back, again and again: what is done to each of its components, which the cast selects by their labels.
 *
 * @param how by power: killed, and started again; by network: off all its networks, and back on them
 * @param off how long it is away
 * @param on how long it is there in between
 * @param life after what time it is undone even if nobody takes it away
 */
public record RegionFlapFault(How how, Duration off, Duration on, Duration life) implements ContainerFault {
    static final String KIND = "region.flap";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<RegionFlapFault> {
        /** How much longer than it is there the witness looks, before it says that it stays. */
        private static final Duration LONGER = Duration.ofSeconds(1);

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(How.describe(KIND, "A region goes and comes back, again and again.")
                    .withParameters(
                            How.PARAMETER,
                            Parameter.duration("off", "2s", "100ms", "1h", "how long it is away each time; stack time"),
                            // a witness has to look for longer than this, and may look for a few seconds only
                            Parameter.duration(
                                    "on", "2s", "100ms", "3s", "how long it is there in between; stack time"),
                            LIFE)
                    .withWitness("docker inspect, watched for longer than it is there, and a neighbour's question"));
        }

        @Override
        public RegionFlapFault create(Arguments arguments) {
            return new RegionFlapFault(
                    How.of(arguments), arguments.duration("off"), arguments.duration("on"), arguments.duration("life"));
        }

        @Override
        ContainerAbility needed(RegionFlapFault fault) {
            return fault.how().needed();
        }

        @Override
        Injection inject(RegionFlapFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            return plane.alternate(
                    component.id(),
                    fault.how().hold(plane.held(component.id())),
                    new Rhythm(fault.off(), 1, fault.off(), fault.on()),
                    fault.life(),
                    context);
        }

        @Override
        Measurement measure(RegionFlapFault fault, ContainerWitness witness) {
            return witness.steadyFor(fault.on().plus(LONGER));
        }
    }
}
