package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Only so many bytes a second pass one way, on each connection by itself.
 *
 * @param rate KB (of 1000 bytes) a second, 1 to 10,000
 * @param ratio the share of connections, over 0 and up to 1
 * @param stream which way
 * @param ramp how long the rate falls, from no limit
 */
public record BandwidthFault(long rate, double ratio, Direction stream, Duration ramp) implements TcpFault {
    static final String KIND = "tcp.bandwidth";

    private static final int KILOBYTE = 1000;
    /** How long what the witness sends takes at that rate. */
    private static final Duration SHOWN = Duration.ofMillis(300);

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean timesVolume() {
        return true;
    }

    private long bytes() {
        return rate * SHOWN.toMillis();
    }

    /** Registers it: the bandwidth toxic of Toxiproxy. */
    public static final class Kind extends TcpFaultKind<BandwidthFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Only so many bytes a second pass one way on each connection of a link.")
                    .withParameters(
                            Parameter.integer("rate", "", 1, 10_000, "how much passes, in KB (1000 bytes) a second"),
                            RATIO,
                            Streams.PARAMETER,
                            RAMP)
                    .withSymptom("victim", "short answers come at once, long ones at the rate; its own sends block")
                    .withWitness(
                            "A known volume is sent that way, and the time from its first answer to its last taken.")
                    .withIncidents("aws-us-east-1-internal-network-2021-12-07")
                    .withExample(Map.of("rate", "100")));
        }

        @Override
        public BandwidthFault create(Arguments arguments) {
            return new BandwidthFault(
                    arguments.integer("rate"),
                    arguments.ratio("ratio"),
                    Streams.of(arguments),
                    arguments.duration("ramp"));
        }

        @Override
        Optional<String> refusal(BandwidthFault fault, Link link) {
            long capacity = Volume.capacity(link.protocol(), fault.stream());
            return Streams.tooLarge(name(), link, fault.stream(), fault.bytes(), "rate", capacity / SHOWN.toMillis())
                    .or(() -> Streams.tooFew(name(), fault.ratio(), SHOWN));
        }

        @Override
        Injection inject(BandwidthFault fault, Link link, String id, TcpPlane plane) {
            var attributes = growing(fault.ramp(), Map.of("rate", fault.rate()));
            return plane.toxic(link, id, "bandwidth", fault.stream(), fault.ratio(), attributes);
        }

        @Override
        Measurement measure(BandwidthFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            return Streams.timeVolume(
                    Volume.of(link, fault.stream(), fault.bytes()),
                    fault.ratio(),
                    Duration.ofNanos(fault.bytes() * Duration.ofSeconds(1).toNanos() / (fault.rate() * KILOBYTE)),
                    vantage,
                    address);
        }
    }
}
