package dev.brownout.faults.conformance;

import dev.brownout.api.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the tls plane, and faults of the planes in front of it and behind it on links over TLS. */
class TlsFaultsIT {

    @Nested
    class Expired extends TlsConformance {
        Expired() {
            super("tls.expired", Map.of());
        }
    }

    @Nested
    class ExpiredOfAShare extends TlsConformance {
        ExpiredOfAShare() {
            super("tls.expired", Map.of("ratio", 0.3, "since", "2h"));
        }
    }

    @Nested
    class NotYetValid extends TlsConformance {
        NotYetValid() {
            super("tls.not-yet-valid", Map.of());
        }
    }

    @Nested
    class WrongName extends TlsConformance {
        WrongName() {
            super("tls.wrong-name", Map.of());
        }
    }

    @Nested
    class UnknownIssuer extends TlsConformance {
        UnknownIssuer() {
            super("tls.unknown-issuer", Map.of("sessions", "cut"));
        }
    }

    @Nested
    class HandshakeStall extends TlsConformance {
        HandshakeStall() {
            super("tls.handshake-stall", Map.of());
        }
    }

    @Nested
    class HandshakeStallOfAShare extends TlsConformance {
        HandshakeStallOfAShare() {
            super("tls.handshake-stall", Map.of("ratio", 0.25));
        }
    }

    @Nested
    class HandshakeFailureOfAShare extends TlsConformance {
        HandshakeFailureOfAShare() {
            super("tls.handshake-failure", Map.of("ratio", 0.25));
        }
    }

    @Nested
    class InternalErrorAlert extends TlsConformance {
        InternalErrorAlert() {
            super("tls.handshake-failure", Map.of("with", "internal-error"));
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTPS1;
        }
    }

    @Nested
    class HandshakeReset extends TlsConformance {
        HandshakeReset() {
            super("tls.handshake-failure", Map.of("with", "reset"));
        }
    }

    @Nested
    class NewerVersion extends TlsConformance {
        NewerVersion() {
            super("tls.version-mismatch", Map.of());
        }
    }

    @Nested
    class OlderVersion extends TlsConformance {
        OlderVersion() {
            super("tls.version-mismatch", Map.of("server", "older"));
        }
    }

    @Nested
    class ExpiredOfHttp extends TlsConformance {
        ExpiredOfHttp() {
            super("tls.expired", Map.of());
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTPS1;
        }
    }

    @Nested
    class ErrorPageOverTls extends TlsConformance {
        ErrorPageOverTls() {
            super("http.error-page", Map.of("ratio", 0.25));
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTPS1;
        }
    }

    @Nested
    class LatencyOverTls extends TlsConformance {
        LatencyOverTls() {
            super("tcp.latency", Map.of("latency", "100ms"));
        }
    }

    @Nested
    class TimeoutOverTls extends TlsConformance {
        TimeoutOverTls() {
            super("tcp.timeout", Map.of());
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTPS1;
        }
    }
}
