package dev.brownout.faults.tls;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.TlsReading;
import dev.brownout.faults.tls.CertificateShape.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The server shows a certificate that is no longer valid (RFC 5280, section 4.1.2.5).
 *
 * @param ratio the share of handshakes that it hits, over 0, at most 1
 * @param sessions what becomes of established sessions
 * @param since how long ago it expired
 */
public record Expired(double ratio, Sessions sessions, Duration since) implements TlsFault {
    static final String KIND = "tls.expired";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public HelloAnswer answer() {
        return new HelloAnswer.Certificate(new CertificateShape(Flaw.EXPIRED, since));
    }

    @Override
    public boolean shows(TlsReading reading, Instant now) {
        return TlsFaultKind.refused(reading)
                .filter(c -> now.isAfter(c.notAfter()))
                .isPresent();
    }

    /** Registers it. */
    public static final class Kind extends TlsFaultKind<Expired> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The server of a TLS link shows a certificate that has expired.")
                    .withParameters(
                            RATIO,
                            Sessions.PARAMETER,
                            Parameter.duration("since", "24h", "1m", "8760h", "how long ago it expired"))
                    .withSymptom(
                            "victim", "the client refuses: certificate_expired; nothing is sent, no request arrives")
                    .withSymptom("victim that verifies nothing", "nothing")
                    .withIncidents("coinbase-cert-expiry-2021-11-23")
                    .withExample(Map.of("since", "24h")));
        }

        @Override
        public Expired create(Arguments arguments) {
            return new Expired(arguments.ratio("ratio"), Sessions.of(arguments), arguments.duration("since"));
        }
    }
}
