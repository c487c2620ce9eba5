package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.FlowReading;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A connection is closed once so many bytes have passed one way.
 *
 * @param bytes how many; 0 closes it at the first
 * @param ratio the share of connections, over 0 and up to 1
 * @param stream which way
 */
public record LimitDataFault(long bytes, double ratio, Direction stream) implements TcpFault {
    static final String KIND = "tcp.limit-data";

    /** What fits here no witness's greeting gets through. */
    private static final long GREETING = 512;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hidesTheRest() {
        return bytes < GREETING && Decisions.window(ratio) == 1;
    }

    @Override
    public boolean timesVolume() {
        return true;
    }

    /** Registers it: the limit_data toxic of Toxiproxy. */
    public static final class Kind extends TcpFaultKind<LimitDataFault> {
        private static final Duration DEADLINE = Duration.ofSeconds(3);

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Connections of a link are closed once so many bytes have passed one way.")
                    .withParameters(
                            Parameter.integer(
                                    "bytes", "", 0, 4_000_000, "how many pass; with 0 the first closes the connection"),
                            RATIO,
                            Streams.PARAMETER)
                    .withSymptom("victim", "an answer that breaks off, then the end of the connection")
                    .withWitness(
                            "More than that is sent that way, and the connection is closed before all is answered.")
                    .withExample(Map.of("bytes", "0")));
        }

        @Override
        public LimitDataFault create(Arguments arguments) {
            return new LimitDataFault(arguments.integer("bytes"), arguments.ratio("ratio"), Streams.of(arguments));
        }

        @Override
        Optional<String> refusal(LimitDataFault fault, Link link) {
            long capacity = Volume.capacity(link.protocol(), fault.stream());
            return Streams.tooLarge(name(), link, fault.stream(), fault.bytes() + 1, "bytes", capacity - 1);
        }

        @Override
        Injection inject(LimitDataFault fault, Link link, String id, TcpPlane plane) {
            return plane.toxic(link, id, "limit_data", fault.stream(), fault.ratio(), Map.of("bytes", fault.bytes()));
        }

        @Override
        Measurement measure(LimitDataFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            var volume = Volume.of(link, fault.stream(), fault.bytes() + 1);
            boolean down = fault.stream() == Direction.DOWNSTREAM;
            return HitWitness.measure(
                    fault.ratio(),
                    () -> volume.flow(vantage, address, false, DEADLINE),
                    (FlowReading r) -> (r.outcome() == TcpOutcome.CLOSED || r.outcome() == TcpOutcome.RESET)
                            && (!down || r.received() <= fault.bytes()),
                    r -> r.outcome() == TcpOutcome.ANSWERED,
                    "closed before all was answered");
        }
    }
}
