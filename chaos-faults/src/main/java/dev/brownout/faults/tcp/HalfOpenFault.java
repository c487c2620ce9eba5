package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One end of a connection, or both, is cut off as if its cable were pulled, and nobody is told: nothing is acknowledged, and
 * neither an end nor a reset comes.
 *
 * @param direction what vanishes: what the victim sends (upstream), what the target sends, or both, which is empty
 * @param ratio the share of connections, over 0 and up to 1
 * @param ramp how long that share grows
 */
public record HalfOpenFault(Optional<Direction> direction, double ratio, Duration ramp) implements TcpFault {
    static final String KIND = "tcp.half-open";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hidesTheRest() {
        return Decisions.window(ratio) == 1;
    }

    /** Registers it: the half_open toxic of our server. Its exposure counts the connections that were cut off. */
    public static final class Kind extends TcpFaultKind<HalfOpenFault> {
        private static final String BOTH = "both";

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Open connections of a link are dead, and neither end is told.")
                    .withParameters(
                            Parameter.text(
                                    "direction",
                                    BOTH,
                                    "what vanishes: upstream (what the victim sends), downstream (what the target sends;"
                                            + " what the victim sends is still acknowledged) or both"),
                            RATIO,
                            RAMP)
                    .withSymptom(
                            "victim",
                            "connects; then nothing is acknowledged and nothing comes, neither an end nor a reset;"
                                    + " keep-alive gives up")
                    .withWitness("A connection through the link is opened and greets, and hears nothing."));
        }

        @Override
        public HalfOpenFault create(Arguments arguments) {
            var given = arguments.text("direction");
            var direction = Direction.find(given);
            if (direction.isEmpty() && !given.equalsIgnoreCase(BOTH)) {
                throw new InvalidFaultException(
                        "direction", "direction must be upstream, downstream or both, but was \"" + given + "\"");
            }
            return new HalfOpenFault(direction, arguments.ratio("ratio"), arguments.duration("ramp"));
        }

        @Override
        Optional<String> refusal(HalfOpenFault fault, Link link) {
            return filterRefusal();
        }

        @Override
        Injection inject(HalfOpenFault fault, Link link, String id, TcpPlane plane) {
            var attributes = growing(fault.ramp(), Map.of());
            return fault.direction().isPresent()
                    ? plane.toxic(link, id, "half_open", fault.direction().get(), fault.ratio(), attributes)
                    : plane.halfOpen(link, id, fault.ratio(), attributes);
        }

        @Override
        Measurement measure(HalfOpenFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            return HitWitness.connect(
                    fault.ratio(), vantage, address, Greetings.of(link.protocol()), Set.of(TcpOutcome.SILENT));
        }
    }
}
