package dev.brownout.faults.packet;

import dev.brownout.api.Arguments;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.tcp.Volume;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What goes one way on a link is cut to a rate, for all its connections together: what comes above it is dropped, after a burst of a second's worth, two at first. That
 * is a policer, as at the edge of many networks, and not a shaper: nothing waits in a queue, so answers are not late but lost and
 * sent again, and TCP often settles below the rate.
 *
 * @param rate KB (1000 bytes) a second
 * @param direction {@link Way#IN} or {@link Way#OUT}
 */
public record RateLimitFault(long rate, Way direction) implements PacketFault {
    static final String KIND = "packet.rate-limit";

    private static final int KILOBYTE = 1000;
    /** How long what the witness sends beyond the burst takes at that rate. */
    private static final Duration SHOWN = Duration.ofMillis(600);

    private static final Duration DEADLINE = Duration.ofSeconds(4);

    @Override
    public String kind() {
        return KIND;
    }

    /** A second's worth: hashlimit takes no less (iptables-extensions(8)). */
    private long burst() {
        return rate * KILOBYTE;
    }

    /** What passes at once: a new bucket is full, and is filled up once more when it is first empty (Linux, xt_hashlimit). */
    private long atOnce() {
        return 2 * burst();
    }

    private long bytes() {
        return atOnce() + rate * SHOWN.toMillis();
    }

    private Duration least() {
        return SHOWN;
    }

    private Direction stream() {
        return direction == Way.OUT ? Direction.UPSTREAM : Direction.DOWNSTREAM;
    }

    @Override
    public List<Rule> rules() {
        return List.of(Rule.of(
                direction,
                "-m hashlimit --hashlimit-above " + rate * KILOBYTE + "b/s --hashlimit-burst " + burst()
                        + "b --hashlimit-name " + Rule.OWN_NAME,
                Rule.DROP));
    }

    /** Registers it. Its exposure counts the packets that were dropped. */
    public static final class Kind extends PacketFaultKind<RateLimitFault> {
        private static final Way[] CHOICE = {Way.IN, Way.OUT};

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "What goes one way on a link of a container is cut to a rate: packets above it are dropped.")
                    .withParameters(
                            Parameter.integer(
                                    "rate",
                                    "",
                                    20,
                                    10_000,
                                    "how much passes on all connections of the link together, in KB (1000 bytes) a"
                                            + " second, after a burst of a second's worth, two at first"),
                            Way.parameter(Way.IN, CHOICE))
                    .withSymptom(
                            "victim",
                            "short exchanges as ever; long ones break down to the rate or below, with packets that are"
                                    + " sent again: unlike with tcp.bandwidth nothing waits in a queue")
                    .withWitness(
                            "More than the burst is sent that way from the victim's network namespace, and the time that"
                                    + " it takes compared.")
                    .withExample(Map.of("rate", "40")));
        }

        @Override
        public RateLimitFault create(Arguments arguments) {
            return new RateLimitFault(arguments.integer("rate"), Way.of(arguments, CHOICE));
        }

        @Override
        Optional<String> refusal(RateLimitFault fault, Link link) {
            long capacity = Volume.capacity(link.protocol(), fault.stream());
            return fault.bytes() <= capacity
                    ? Optional.empty()
                    : Optional.of(KIND + " cannot be proven on link " + link.id() + ": " + fault.bytes()
                            + " bytes would have to go "
                            + fault.direction.name().toLowerCase(Locale.ROOT)
                            + ", and a witness can make " + capacity + " on a link that speaks "
                            + link.protocol()
                            + "; set a smaller rate, or do it to a link that speaks more");
        }

        @Override
        Measurement measure(RateLimitFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            var seen = Volume.of(link, fault.stream(), fault.bytes()).flow(vantage, address, false, DEADLINE);
            var took = Duration.ofNanos(seen.lastNanos());
            var least = fault.least();
            boolean late = (seen.outcome() == TcpOutcome.SILENT && seen.answers() > 0)
                    || (seen.outcome() == TcpOutcome.ANSWERED
                            && took.compareTo(least.multipliedBy(4).dividedBy(5)) >= 0);
            boolean quick = seen.outcome() == TcpOutcome.ANSWERED && took.compareTo(least.dividedBy(2)) < 0;
            return new Measurement(
                    late,
                    quick,
                    seen.outcome() + ", " + seen.answers() + " answers, " + seen.sent() + " bytes sent and "
                            + seen.received() + " received in " + took.toMillis()
                            + " ms; at the rate they take at least "
                            + least.toMillis());
        }
    }
}
