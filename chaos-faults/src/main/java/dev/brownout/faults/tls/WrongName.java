package dev.brownout.faults.tls;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.TlsReading;
import dev.brownout.faults.tls.CertificateShape.Flaw;
import java.time.Instant;
import java.util.Map;

/**
 * The server shows a valid certificate for {@code somebody-else.invalid} (RFC 9525): a default certificate, or another
 * customer's.
 *
 * @param ratio the share of handshakes that it hits, over 0, at most 1
 * @param sessions what becomes of established sessions
 */
public record WrongName(double ratio, Sessions sessions) implements TlsFault {
    static final String KIND = "tls.wrong-name";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public HelloAnswer answer() {
        return new HelloAnswer.Certificate(CertificateShape.of(Flaw.WRONG_NAME));
    }

    @Override
    public boolean shows(TlsReading reading, Instant now) {
        return TlsFaultKind.refused(reading).filter(c -> c.trusted()).isPresent();
    }

    /** Registers it. */
    public static final class Kind extends TlsFaultKind<WrongName> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The server of a TLS link shows a valid certificate for another host.")
                    .withParameters(RATIO, Sessions.PARAMETER)
                    .withSymptom("victim", "the client refuses: no name of the certificate matches; no request arrives")
                    .withSymptom(
                            "victim that does not verify host names (a bare SSLSocket, a JDBC driver with verify-ca)",
                            "nothing")
                    .withIncidents("azure-front-door-2025-10-09")
                    .withExample(Map.of("ratio", "1")));
        }

        @Override
        public WrongName create(Arguments arguments) {
            return new WrongName(arguments.ratio("ratio"), Sessions.of(arguments));
        }
    }
}
