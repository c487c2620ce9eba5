package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is sent one way arrives in small pieces, with a pause after each.
 *
 * @param size the pieces' mean size in bytes
 * @param variation by how many bytes more or less, less than the size
 * @param delay the pause, 1 ms to 500 ms
 * @param ratio the share of connections, over 0 and up to 1
 * @param stream which way
 */
public record SlicerFault(long size, long variation, Duration delay, double ratio, Direction stream)
        implements TcpFault {
    static final String KIND = "tcp.slicer";

    private static final long LEAST_PIECES = 4;
    private static final Duration SHOWN = Duration.ofMillis(300);

    /** Check what the parameters' own ranges do not. */
    public SlicerFault {
        if (variation >= size) {
            throw new InvalidFaultException(
                    "variation", "variation must be less than the size (" + size + " bytes), but was " + variation);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean timesVolume() {
        return true;
    }

    /** How many pieces show the pauses. */
    private long pieces() {
        return Math.max(LEAST_PIECES, SHOWN.dividedBy(delay) + 1);
    }

    private long bytes() {
        return (pieces() + 1) * (size + variation);
    }

    private Duration least() {
        return delay.multipliedBy(pieces());
    }

    /** Registers it: the slicer toxic of Toxiproxy. */
    public static final class Kind extends TcpFaultKind<SlicerFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "What is sent one way on a link arrives in small pieces.")
                    .withParameters(
                            Parameter.integer("size", "64", 1, 65_536, "how large a piece is on average, in bytes"),
                            Parameter.integer(
                                    "variation", "0", 0, 65_535, "by how many bytes more or less, less than the size"),
                            Parameter.duration("delay", "5ms", "1ms", "500ms", "the pause after each piece"),
                            RATIO,
                            Streams.PARAMETER)
                    .withSymptom("victim", "reads return a few bytes at a time; long messages dribble in")
                    .withWitness(
                            "A known volume is sent that way, and the time from its first answer to its last taken.")
                    .withExample(Map.of("size", "64", "delay", "10ms")));
        }

        @Override
        public SlicerFault create(Arguments arguments) {
            return new SlicerFault(
                    arguments.integer("size"),
                    arguments.integer("variation"),
                    arguments.duration("delay"),
                    arguments.ratio("ratio"),
                    Streams.of(arguments));
        }

        @Override
        Optional<String> refusal(SlicerFault fault, Link link) {
            long capacity = Volume.capacity(link.protocol(), fault.stream());
            return Streams.tooLarge(
                            name(), link, fault.stream(), fault.bytes(), "size", capacity / (fault.pieces() + 1))
                    .or(() -> Streams.tooFew(name(), fault.ratio(), fault.least()));
        }

        @Override
        Injection inject(SlicerFault fault, Link link, String id, TcpPlane plane) {
            var attributes = Map.of(
                    "average_size",
                    fault.size(),
                    "size_variation",
                    fault.variation(),
                    "delay",
                    TimeUnit.NANOSECONDS.toMicros(fault.delay().toNanos()));
            return plane.toxic(link, id, "slicer", fault.stream(), fault.ratio(), attributes);
        }

        @Override
        Measurement measure(SlicerFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            var volume = Volume.of(link, fault.stream(), fault.bytes());
            return Streams.timeVolume(volume, fault.ratio(), fault.least(), vantage, address);
        }
    }
}
