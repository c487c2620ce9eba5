package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
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
import java.util.Optional;

/**
 * The end of a connection arrives late one way.
 *
 * @param delay how late, 100 ms to 10 minutes
 * @param ratio the share of connections, over 0 and up to 1
 * @param stream which way
 */
public record SlowCloseFault(Duration delay, double ratio, Direction stream) implements TcpFault {
    static final String KIND = "tcp.slow-close";

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration MARGIN = Duration.ofMillis(600);

    @Override
    public String kind() {
        return KIND;
    }

    /** How late an end is shown to be. */
    private Duration shown() {
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    /** Registers it: the slow_close toxic of Toxiproxy. */
    public static final class Kind extends TcpFaultKind<SlowCloseFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The end of connections arrives late one way on a link.")
                    .withParameters(
                            Parameter.duration("delay", "", "100ms", "10m", "how late the end is"),
                            RATIO,
                            Streams.PARAMETER)
                    .withSymptom("victim", "data comes at once; whoever waits for the end of the connection waits on")
                    .withWitness(
                            "A connection is answered, then ended by this side; the time to the far end's end is taken.")
                    .withExample(Map.of("delay", "500ms")));
        }

        @Override
        public SlowCloseFault create(Arguments arguments) {
            return new SlowCloseFault(arguments.duration("delay"), arguments.ratio("ratio"), Streams.of(arguments));
        }

        @Override
        Optional<String> refusal(SlowCloseFault fault, Link link) {
            return Streams.tooFew(name(), fault.ratio(), fault.shown());
        }

        @Override
        Injection inject(SlowCloseFault fault, Link link, String id, TcpPlane plane) {
            return plane.toxic(
                    link,
                    id,
                    "slow_close",
                    fault.stream(),
                    fault.ratio(),
                    Map.of("delay", fault.delay().toMillis()));
        }

        @Override
        Measurement measure(SlowCloseFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            var request = Volume.single(link);
            var deadline = fault.shown().plus(MARGIN);
            return new LateWitness(fault.ratio(), fault.shown()).measure(() -> {
                var reading = request.flow(vantage, address, true, deadline);
                boolean unanswered = reading.outcome() == TcpOutcome.SILENT && reading.answers() == 0;
                return new Sample(unanswered ? TcpOutcome.FAILED : reading.outcome(), reading.endNanos());
            });
        }
    }
}
