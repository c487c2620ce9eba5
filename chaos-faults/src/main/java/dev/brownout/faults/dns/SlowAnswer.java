package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.DnsReading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A server that answers a name late, and rightly.
 *
 * @param reach which questions it hits
 * @param delay how late
 * @param jitter how much earlier or later than that at most, evenly spread; not more than the delay
 */
public record SlowAnswer(Reach reach, Duration delay, Duration jitter) implements DnsFault {
    static final String KIND = "dns.slow";
    private static final Duration LONGER_THAN_ANY_STALL = Duration.ofMillis(500);

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean replaces() {
        return false;
    }

    /** An answer of another kind can be late too. */
    @Override
    public boolean goesWith(DnsFault other) {
        return !(other instanceof SlowAnswer || other instanceof NoReply);
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        return hit.late(delay.plusNanos((long) (jitter.toNanos() * (2 * hit.draw() - 1))));
    }

    private long soonest() {
        return delay.minus(jitter).toNanos();
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return reading.nanos() >= soonest()
                && (!reading.code().equals("TIMEOUT") || DnsWitness.WIRE_DEADLINE.compareTo(delay.plus(jitter)) <= 0);
    }

    @Override
    public Tries tries() {
        return reach.ratio() < 1 ? DnsFault.super.tries() : new Tries(inARow(), Duration.ZERO);
    }

    @Override
    public int inARow() {
        return reach.ratio() >= 1 && delay.compareTo(LONGER_THAN_ANY_STALL) < 0 ? 3 : 1;
    }

    /** A look-up may be answered from a cache, or outlast the resolver's patience. */
    @Override
    public boolean lookupTells() {
        return false;
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<SlowAnswer> {
        private static final Parameter DELAY =
                Parameter.duration("delay", "300ms", "50ms", "1m", "how late each answer that it hits is");
        private static final Parameter JITTER = Parameter.duration(
                "jitter", "0s", "0s", "1m", "how much earlier or later than the delay at most, evenly spread");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The DNS server answers for the name late.")
                    .withParameters(DELAY, JITTER, Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "the right answer, not before the delay less the jitter")
                    .withSymptom(
                            "look-up in a JVM",
                            "as late when it is not cached; UnknownHostException when the delay outlasts the resolver's patience")
                    .withIncidents("robinhood-dns-herd-2020-03-02")
                    .withExample(Map.of("delay", "300ms", "jitter", "50ms")));
        }

        @Override
        public SlowAnswer create(Arguments arguments) {
            var delay = arguments.duration(DELAY.name());
            var jitter = arguments.duration(JITTER.name());
            if (jitter.compareTo(delay.dividedBy(2)) > 0) {
                throw new InvalidFaultException(
                        JITTER.name(),
                        "jitter must be at most half the delay, but was " + arguments.text(JITTER.name()) + " of "
                                + arguments.text(DELAY.name()) + "; give a longer delay");
            }
            return new SlowAnswer(Reach.of(arguments), delay, jitter);
        }
    }
}
