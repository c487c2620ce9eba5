package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.DnsReading;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Rcode;

/**
 * A name that comes and goes: in each period first a bad window, then a good one, from the moment of injection on.
 *
 * @param reach which questions of a bad window it hits
 * @param period how long a bad and a good window take together
 * @param bad the share of the period that is bad, over 0, below 1
 * @param shape what is answered in a bad window
 * @param negativeTtl for how long absence may be cached (RFC 2308), whole seconds
 */
public record Flap(Reach reach, Duration period, double bad, Shape shape, Duration negativeTtl) implements DnsFault {
    static final String KIND = "dns.flap";

    /** A bad window is asked in at least this long apart: looking must not become load. */
    private static final long CLOSEST_MILLIS = 2;

    private static final long LONGEST_LOOK_MILLIS = 2_000;

    /** Answers of a bad window. A closed set. */
    public enum Shape {
        /** As {@link ServerFailure}. */
        SERVFAIL(Rcode.SERVFAIL),
        /** As {@link NameError}. */
        NXDOMAIN(Rcode.NXDOMAIN),
        /** As {@link EmptyAnswer}. */
        EMPTY_ANSWER(Rcode.NOERROR),
        /** As {@link Refused}. */
        REFUSED(Rcode.REFUSED);

        private final int code;

        Shape(int code) {
            this.code = code;
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    private Duration badWindow() {
        return Duration.ofNanos((long) (period.toNanos() * bad));
    }

    @Override
    public Optional<Boolean> decided(DnsQuestion question, Duration inPlace) {
        boolean good = inPlace.toNanos() % period.toNanos() >= badWindow().toNanos();
        return good ? Optional.of(false) : Optional.empty();
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        var question = hit.question();
        return DnsReply.now(
                shape == Shape.SERVFAIL || shape == Shape.REFUSED
                        ? DnsReplies.plain(question.message(), shape.code)
                        : DnsReplies.negative(question, shape.code, question.name(), negativeTtl));
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return reading.code().equals(Rcode.string(shape.code))
                && reading.addresses().isEmpty();
    }

    /** One look-up falls into a good window or a bad one. */
    @Override
    public boolean lookupTells() {
        return false;
    }

    /** So often that a bad window is sure to be met, and in it a hit; through two periods where that is short. */
    @Override
    public Tries tries() {
        long apart = badWindow().toMillis() / (Decisions.window(reach.ratio()) + 2);
        long length = Math.max(period.toMillis(), Math.min(2 * period.toMillis(), LONGEST_LOOK_MILLIS));
        return new Tries((int) (length / Math.max(1, apart)) + 2, Duration.ofMillis(apart));
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<Flap> {
        private static final Parameter PERIOD = Parameter.duration(
                "period", "1s", "20ms", "2s", "how long a bad and a good window take together; longer ones are phases");
        private static final Parameter BAD = new Parameter(
                "bad",
                Parameter.Type.RATIO,
                Optional.of("0.5"),
                "0.05",
                "0.95",
                "the share of the period, from its beginning, that is bad");
        private static final Parameter SHAPE = Parameter.text(
                "shape", "servfail", "what a bad window answers: servfail, nxdomain, empty-answer or refused");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The name comes and goes.")
                    .withParameters(PERIOD, BAD, SHAPE, NEGATIVE_TTL, Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "by turns the chosen failure and the right answer")
                    .withSymptom(
                            "look-up in a JVM", "fails now and then, when the cached addresses run out in a bad window")
                    .withExample(Map.of("period", "600ms", "bad", "0.5")));
        }

        @Override
        public Flap create(Arguments arguments) {
            var fault = new Flap(
                    Reach.of(arguments),
                    arguments.duration(PERIOD.name()),
                    arguments.ratio(BAD.name()),
                    Choice.of(Shape.class, arguments, SHAPE.name()),
                    arguments.duration(NEGATIVE_TTL.name()));
            if (fault.tries().apart().toMillis() < CLOSEST_MILLIS) {
                throw new InvalidFaultException(
                        PERIOD.name(),
                        "period must hold a bad window of "
                                + CLOSEST_MILLIS * (Decisions.window(fault.reach.ratio()) + 2)
                                + " ms with this ratio, or no witness could meet it, but was "
                                + arguments.text(PERIOD.name()) + "; give a longer period, more bad or a larger ratio");
            }
            return fault;
        }
    }
}
