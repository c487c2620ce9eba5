package dev.brownout.faults.tls;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.TlsReading;
import dev.brownout.faults.tls.CertificateShape.Flaw;
import java.time.Instant;
import java.util.Map;

/**
 * The server shows a certificate whose issuer nobody trusts: a private authority that was changed, or a chain with a part
 * missing.
 *
 * @param ratio the share of handshakes that it hits, over 0, at most 1
 * @param sessions what becomes of established sessions
 */
public record UnknownIssuer(double ratio, Sessions sessions) implements TlsFault {
    static final String KIND = "tls.unknown-issuer";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public HelloAnswer answer() {
        return new HelloAnswer.Certificate(CertificateShape.of(Flaw.UNKNOWN_ISSUER));
    }

    @Override
    public boolean shows(TlsReading reading, Instant now) {
        return TlsFaultKind.refused(reading)
                .filter(c -> !c.trusted() && TlsFaultKind.isCurrent(c, now))
                .isPresent();
    }

    /** Registers it. */
    public static final class Kind extends TlsFaultKind<UnknownIssuer> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The server of a TLS link shows a certificate of an authority that nobody trusts.")
                    .withParameters(RATIO, Sessions.PARAMETER)
                    .withSymptom(
                            "victim",
                            "the client refuses: unknown_ca, in a JVM \"unable to find valid certification path\"")
                    .withSymptom("victim that verifies nothing", "nothing")
                    .withExample(Map.of("ratio", "1")));
        }

        @Override
        public UnknownIssuer create(Arguments arguments) {
            return new UnknownIssuer(arguments.ratio("ratio"), Sessions.of(arguments));
        }
    }
}
