package dev.brownout.faults.container;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Durations;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A region that goes dark, rack by rack or at once: what is done to each of its components, which the cast selects by their labels. When a
 * component goes follows from its own label and the fault's parameters alone, so that each injection knows its turn by itself.
 *
 * @param how by power: killed, and started again; by network: off all its networks, and back on them
 * @param over how long it takes from the first rack to the last; zero for all at once
 * @param by the label that tells a component's rack
 * @param order the label's values in the order in which they go; empty for all at once
 * @param life after what time it is undone even if nobody takes it away
 */
public record RegionBlackoutFault(How how, Duration over, String by, List<String> order, Duration life)
        implements ContainerFault {
    static final String KIND = "region.blackout";

    @Override
    public String kind() {
        return KIND;
    }

    /** Copy the order. */
    public RegionBlackoutFault {
        order = List.copyOf(order);
    }

    /** How long after the first a component goes; empty where its rack is not in the order. */
    Optional<Duration> turn(Component component) {
        if (over.isZero()) {
            return Optional.of(Duration.ZERO);
        }
        int place = order.indexOf(component.labels().getOrDefault(by, ""));
        return place < 0
                ? Optional.empty()
                : Optional.of(over.multipliedBy(place).dividedBy(order.size() - 1));
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<RegionBlackoutFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(How.describe(
                            KIND, "A region goes dark: each of its containers, rack by rack over a time, or at once.")
                    .withParameters(
                            How.PARAMETER,
                            Parameter.duration(
                                    "over",
                                    "0s",
                                    "0s",
                                    "1h",
                                    "how long it takes from the first rack to the last; stack time"),
                            Parameter.text("by", "rack", "the label that tells in which rack a component is"),
                            Parameter.text(
                                    "order",
                                    "",
                                    "the racks in the order in which they go, with spaces between; needed for over"),
                            LIFE)
                    .withWitness("docker inspect, and a neighbour who gets no connection at the container's address")
                    .withIncidents("aws-us-east-1-az4-thermal-coinbase-2026-05-07"));
        }

        @Override
        public RegionBlackoutFault create(Arguments arguments) {
            var order = Arrays.stream(arguments.text("order").split("[\\s,]+", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
            var over = arguments.duration("over");
            if (!over.isZero() && order.size() < 2) {
                throw new InvalidFaultException(
                        "order",
                        "order must name two racks or more for over: " + Durations.format(over) + ", but was " + order
                                + "; say for instance order: \"r1 r2 r3\"");
            }
            if (new HashSet<>(order).size() < order.size()) {
                throw new InvalidFaultException("order", "order must name each rack once, but was " + order);
            }
            return new RegionBlackoutFault(
                    How.of(arguments), over, arguments.text("by"), order, arguments.duration("life"));
        }

        @Override
        ContainerAbility needed(RegionBlackoutFault fault) {
            return fault.how().needed();
        }

        @Override
        public Optional<String> refusal(RegionBlackoutFault fault, Target target, Stack stack) {
            return super.refusal(fault, target, stack)
                    .or(() -> fault.turn((Component) target).isPresent()
                            ? Optional.empty()
                            : Optional.of(name() + " cannot be done to " + target.id() + ", because its label "
                                    + fault.by()
                                    + " must be one of order " + fault.order() + ", but its labels are "
                                    + target.labels() + "; name its rack in order, or do it at once (over: 0s)"));
        }

        /** It is dark only when its turn has come. */
        @Override
        public Duration feltAfter(RegionBlackoutFault fault, Target target, Stack stack) {
            return fault.turn((Component) target).orElse(Duration.ZERO);
        }

        @Override
        Injection inject(
                RegionBlackoutFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            return plane.holdAfter(
                    fault.turn(component).orElseThrow(),
                    component.id(),
                    fault.how().hold(plane.held(component.id())),
                    fault.life(),
                    context);
        }

        @Override
        Measurement measure(RegionBlackoutFault fault, ContainerWitness witness) {
            return fault.how().measure(witness);
        }
    }
}
