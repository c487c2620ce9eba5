package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Durations;
import dev.brownout.api.Injection;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.tcp.LateWitness.Sample;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * What is sent one way arrives late.
 *
 * @param latency how late, 1 ms to 10 minutes
 * @param jitter by how much more or less, at most half the latency: with more, the fault could not be told from none
 * @param ratio the share of connections, over 0 and up to 1
 * @param stream which way
 * @param ramp how long both grow from nothing
 */
public record LatencyFault(Duration latency, Duration jitter, double ratio, Direction stream, Duration ramp)
        implements TcpFault {
    static final String KIND = "tcp.latency";

    /** Check what the parameters' own ranges do not. */
    public LatencyFault {
        if (jitter.multipliedBy(2).compareTo(latency) > 0) {
            throw new InvalidFaultException(
                    "jitter",
                    "jitter must be at most half the latency (" + Durations.format(latency.dividedBy(2)) + "), but was "
                            + Durations.format(jitter));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it: the latency toxic of Toxiproxy. */
    public static final class Kind extends TcpFaultKind<LatencyFault> {
        private static final Duration LONGEST = Duration.ofSeconds(5);
        private static final Duration MARGIN = Duration.ofMillis(600);

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "What is sent one way on a link arrives late.")
                    .withParameters(
                            Parameter.duration("latency", "", "1ms", "10m", "how late each chunk of bytes is"),
                            Parameter.duration(
                                    "jitter", "0s", "0s", "5m", "by how much more or less, at most half the latency"),
                            RATIO,
                            Streams.PARAMETER,
                            RAMP)
                    .withSymptom("victim", "connects at once; the first byte of an answer comes late by the latency")
                    .withWitness("A round trip through the link is timed, as the victim makes it.")
                    .withIncidents(
                            "aws-us-east-1-dynamodb-dns-2025-10-20",
                            "azure-front-door-2025-10-29",
                            "azure-front-door-2025-10-09",
                            "aws-us-east-1-internal-network-2021-12-07",
                            "coinbase-two-storms-2021-01-06")
                    .withExample(Map.of("latency", "150ms")));
        }

        @Override
        public LatencyFault create(Arguments arguments) {
            return new LatencyFault(
                    arguments.duration("latency"),
                    arguments.duration("jitter"),
                    arguments.ratio("ratio"),
                    Streams.of(arguments),
                    arguments.duration("ramp"));
        }

        @Override
        Injection inject(LatencyFault fault, Link link, String id, TcpPlane plane) {
            var attributes = Map.of(
                    "latency",
                    fault.latency().toMillis(),
                    "jitter",
                    fault.jitter().toMillis());
            return plane.toxic(link, id, "latency", fault.stream(), fault.ratio(), growing(fault.ramp(), attributes));
        }

        @Override
        Measurement measure(LatencyFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            var needed = fault.latency().plus(fault.jitter()).plus(MARGIN);
            var deadline = needed.compareTo(LONGEST) < 0 ? needed : LONGEST;
            var least = fault.latency().minus(fault.jitter());
            // beyond the deadline nothing can be said but that it was not there by then
            boolean beyond = least.compareTo(deadline) >= 0;
            var greeting = Greetings.of(link.protocol());
            return new LateWitness(fault.ratio(), least).measure(() -> {
                var reading = vantage.connect(address, greeting, deadline);
                boolean unknown = reading.outcome() == TcpOutcome.SILENT && !beyond;
                return new Sample(unknown ? TcpOutcome.FAILED : reading.outcome(), reading.answerNanos());
            });
        }
    }
}
