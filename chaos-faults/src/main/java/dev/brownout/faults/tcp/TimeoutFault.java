package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
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
import java.util.Set;

/**
 * What is sent one way is lost, while the connection stays open and acknowledges it.
 *
 * @param timeout after how long without data it is closed; zero for never
 * @param ratio the share of connections, over 0 and up to 1
 * @param stream which way
 * @param ramp how long that share grows
 */
public record TimeoutFault(Duration timeout, double ratio, Direction stream, Duration ramp) implements TcpFault {
    static final String KIND = "tcp.timeout";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hidesTheRest() {
        return Decisions.window(ratio) == 1;
    }

    /**
     * Registers it: the timeout toxic of Toxiproxy. Lifting it closes the connections that it acted on, since their streams
     * have a hole.
     */
    public static final class Kind extends TcpFaultKind<TimeoutFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "What is sent one way on a link is lost, while the connection stays open.")
                    .withParameters(
                            Parameter.duration(
                                    "timeout",
                                    "0s",
                                    "0s",
                                    "10m",
                                    "after how long without data it is closed; 0s for never"),
                            RATIO,
                            Streams.PARAMETER,
                            RAMP)
                    .withSymptom(
                            "victim",
                            "connects at once, sends, and waits in vain; closed without an answer after the timeout")
                    .withWitness("A connection through the link is opened, and never answered.")
                    .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20"));
        }

        @Override
        public TimeoutFault create(Arguments arguments) {
            return new TimeoutFault(
                    arguments.duration("timeout"),
                    arguments.ratio("ratio"),
                    Streams.of(arguments),
                    arguments.duration("ramp"));
        }

        @Override
        Injection inject(TimeoutFault fault, Link link, String id, TcpPlane plane) {
            var attributes =
                    growing(fault.ramp(), Map.of("timeout", fault.timeout().toMillis()));
            return plane.toxic(link, id, "timeout", fault.stream(), fault.ratio(), attributes);
        }

        @Override
        Measurement measure(TimeoutFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            return HitWitness.connect(
                    fault.ratio(),
                    vantage,
                    address,
                    Greetings.of(link.protocol()),
                    Set.of(TcpOutcome.SILENT, TcpOutcome.CLOSED));
        }
    }
}
