package dev.brownout.faults.tls;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.TlsReading;
import dev.brownout.faults.tls.CertificateShape.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The server shows a certificate that is not yet valid (RFC 5280, section 4.1.2.5): rolled out early, or seen by a clock that
 * is behind.
 *
 * @param ratio the share of handshakes that it hits, over 0, at most 1
 * @param sessions what becomes of established sessions
 * @param until how long it is until it is valid
 */
public record NotYetValid(double ratio, Sessions sessions, Duration until) implements TlsFault {
    static final String KIND = "tls.not-yet-valid";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public HelloAnswer answer() {
        return new HelloAnswer.Certificate(new CertificateShape(Flaw.NOT_YET_VALID, until));
    }

    @Override
    public boolean shows(TlsReading reading, Instant now) {
        return TlsFaultKind.refused(reading)
                .filter(c -> now.isBefore(c.notBefore()))
                .isPresent();
    }

    /** Registers it. */
    public static final class Kind extends TlsFaultKind<NotYetValid> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The server of a TLS link shows a certificate that is not yet valid.")
                    .withParameters(
                            RATIO,
                            Sessions.PARAMETER,
                            // long enough that it does not become valid while the fault is on
                            Parameter.duration("until", "24h", "1h", "8760h", "how long it is until it is valid"))
                    .withSymptom("victim", "the client refuses: the certificate is not yet valid; no request arrives")
                    .withSymptom("victim that verifies nothing", "nothing")
                    .withExample(Map.of("until", "24h")));
        }

        @Override
        public NotYetValid create(Arguments arguments) {
            return new NotYetValid(arguments.ratio("ratio"), Sessions.of(arguments), arguments.duration("until"));
        }
    }
}
