package dev.brownout.faults.tcp;

import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import dev.brownout.faults.tcp.proxy.SocketFilters;
import dev.brownout.faults.tcp.toxic.Attributes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the kinds of faults on a link's TCP have in common: everything but their parameters, toxics and witnesses. */
abstract class TcpFaultKind<F extends TcpFault> implements FaultKind<F> {
    static final Parameter RATIO = Parameter.ratio("ratio", "1", "the share of connections, in whole percents");

    static final Parameter RAMP = Parameter.duration(
            "ramp",
            "0s",
            "0s",
            "1h",
            "how long it takes to grow from nothing to its full strength; its witness sees the full strength only");

    private static final List<String> ON_THE_WIRE = List.of("packet.", "tcp.", "tls.", "http.", "ws.", "load.");

    private final FaultDescription description;

    TcpFaultKind(FaultDescription description) {
        this.description = description;
    }

    /** Begin the description of a fault on a link. */
    static FaultDescription describe(String name, String summary) {
        return FaultDescription.of(name, TargetKind.LINK, summary);
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    /** Put the fault in place on an open link. */
    abstract Injection inject(F fault, Link link, String id, TcpPlane plane);

    /** Measure through the link's address, while no other witness does. */
    abstract Measurement measure(F fault, Link link, Vantage vantage, InetSocketAddress address);

    /** Say why the fault cannot be done to a link whose protocol has answers. */
    Optional<String> refusal(F fault, Link link) {
        return Optional.empty();
    }

    /** Without an answer hardly anything can be proven. */
    @Override
    public Optional<String> refusal(F fault, Target target, Stack stack) {
        var link = (Link) target;
        return link.protocol() == Protocol.TCP
                ? Optional.of(name() + " cannot be proven on link " + target.id()
                        + ", whose protocol is tcp: nothing is known that the far end would answer; give the link the"
                        + " protocol it speaks (http1, https1, postgres, redis, tls)")
                : refusal(fault, link);
    }

    /** Say why sockets cannot be filtered on this system. */
    final Optional<String> filterRefusal() {
        return SocketFilters.unavailable()
                .map(reason -> name() + " cannot be done here: " + reason + "; use tcp.timeout, which loses the data of"
                        + " connections but still acknowledges it");
    }

    @Override
    public boolean conflictsWith(F fault, Fault other) {
        boolean onSameWire = ON_THE_WIRE.stream().anyMatch(plane -> other.kind().startsWith(plane));
        return other.kind().equals(name())
                || (fault.hidesTheRest() && onSameWire)
                || (other instanceof TcpFault tcp
                        && (tcp.hidesTheRest() || (fault.timesVolume() && tcp.timesVolume())));
    }

    @Override
    public final Injection inject(F fault, Target target, InjectionContext context) {
        return inject(fault, (Link) target, context.id(), context.plane().part(TcpPlane.class));
    }

    @Override
    public final Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        var link = (Link) target;
        var plane = context.plane().part(TcpPlane.class);
        return plane.witnessing(link, () -> measure(fault, link, vantage, plane.open(link)));
    }

    /** Add the attribute that makes a toxic grow, where it is to; a real Toxiproxy then never sees it. */
    static Map<String, Long> growing(Duration ramp, Map<String, Long> attributes) {
        var all = new HashMap<>(attributes);
        if (ramp.toMillis() > 0) {
            all.put(Attributes.RAMP, ramp.toMillis());
        }
        return Map.copyOf(all);
    }
}
