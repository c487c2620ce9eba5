package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.DnsReading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A server whose answers over UDP are truncated, so that resolvers ask again over TCP (RFC 2181, section 9; RFC 7766,
 * section 5), with what they meet there.
 *
 * @param reach which questions over UDP it hits
 * @param tcp what questions over TCP meet, all of them: they come of truncated answers
 */
public record Truncated(Reach reach, Tcp tcp) implements DnsFault {
    static final String KIND = "dns.truncated";

    /** What a question over TCP meets. A closed set. */
    public enum Tcp {
        /** The whole answer. */
        ANSWERS,
        /** No answer, and an open connection. */
        SILENT,
        /** No answer, and the end of the connection. */
        CLOSED
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean replaces() {
        return tcp != Tcp.ANSWERS;
    }

    @Override
    public Optional<Boolean> decided(DnsQuestion question, Duration inPlace) {
        return question.udp() ? Optional.empty() : Optional.of(tcp != Tcp.ANSWERS);
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        if (hit.question().udp()) {
            return DnsReply.now(DnsReplies.truncated(hit.question()));
        }
        return (tcp == Tcp.CLOSED ? DnsReply.CLOSED : DnsReply.SILENCE).now();
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return reading.truncated()
                && switch (tcp) {
                    case ANSWERS -> !reading.addresses().isEmpty();
                    case SILENT -> reading.code().equals("TIMEOUT");
                    case CLOSED -> reading.code().equals("CLOSED");
                };
    }

    /** A look-up over TCP tells the same as one over UDP. */
    @Override
    public boolean lookupTells() {
        return tcp != Tcp.ANSWERS;
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<Truncated> {
        private static final Parameter TCP = Parameter.text(
                "tcp",
                "answers",
                "what questions over TCP meet: answers (the whole one), silent (none) or closed (the connection ends)");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Answers over UDP are truncated, and TCP has the whole one, or has none.")
                    .withParameters(TCP, Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "TC over UDP without records; over TCP as chosen")
                    .withSymptom(
                            "look-up in a JVM",
                            "the addresses, a round trip later; UnknownHostException where TCP has no answer and none is cached")
                    .withExample(Map.of("tcp", "answers")));
        }

        @Override
        public Truncated create(Arguments arguments) {
            return new Truncated(Reach.of(arguments), Choice.of(Tcp.class, arguments, TCP.name()));
        }
    }
}
