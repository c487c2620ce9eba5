package dev.brownout.faults.packet;

import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What the kinds of faults of packets have in common: everything but their parameters, rules and witnesses. They are done in the
 * network namespace of the link's victim, to what it and the place that it connects to send each other.
 */
abstract class PacketFaultKind<F extends PacketFault> implements FaultKind<F> {
    private static final List<String> ON_THE_WIRE = List.of("packet.", "tcp.", "tls.", "http.", "ws.", "load.");

    private final FaultDescription description;

    PacketFaultKind(FaultDescription description) {
        this.description = description;
    }

    /** Begin the description of a fault of a link's packets. */
    static FaultDescription describe(String name, String summary) {
        return FaultDescription.of(name, TargetKind.LINK, summary);
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    /** They stand in the victim's namespace, wherever the planes are. */
    @Override
    public final boolean beyondPlanes() {
        return true;
    }

    /** Say why the fault cannot be proven on a link. */
    Optional<String> refusal(F fault, Link link) {
        return Optional.empty();
    }

    @Override
    public final Optional<String> refusal(F fault, Target target, Stack stack) {
        var link = (Link) target;
        return lacking(stack.component(link.from()), link).or(() -> refusal(fault, link));
    }

    private Optional<String> lacking(Component victim, Link link) {
        return victim.container().contains(ContainerAbility.PACKETS)
                ? Optional.empty()
                : Optional.of(name() + " cannot be done to link " + link.id()
                        + ", because its stack does not declare that a helper may filter packets in the container of "
                        + victim.id() + "; declare ContainerAbility.PACKETS for " + victim.id()
                        + " and attach its container to the plane (FaultPlane.attach), or use a tcp fault");
    }

    @Override
    public final boolean conflictsWith(F fault, Fault other) {
        return other.kind().equals(name())
                || (fault.hidesTheRest()
                        && ON_THE_WIRE.stream().anyMatch(plane -> other.kind().startsWith(plane)))
                || (other instanceof PacketFault packet && packet.hidesTheRest());
    }

    @Override
    public String uncounted() {
        return "what is lost while a witness measures, and in the second after, is not counted";
    }

    @Override
    public final Injection inject(F fault, Target target, InjectionContext context) {
        return context.plane().part(PacketPlane.class).inject((Link) target, fault.rules(), context);
    }

    @Override
    public final Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        var link = (Link) target;
        return context.plane()
                .part(PacketPlane.class)
                .witnessing(
                        link,
                        () -> measure(fault, link, vantage, context.plane().open(link)));
    }

    /** Measure through the link's address, while no other witness of packets does. */
    abstract Measurement measure(F fault, Link link, Vantage vantage, InetSocketAddress address);
}
