package dev.brownout.faults.conformance;

import dev.brownout.api.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the tls plane, and faults of the planes in front of it and behind it on links over TLS. */
class TlsFaultsIT {

    @Nested
    class Expired extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.expired";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class ExpiredOfAShare extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.expired";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("ratio", 0.3, "since", "2h");
        }
    }

    @Nested
    class NotYetValid extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.not-yet-valid";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class WrongName extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.wrong-name";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class UnknownIssuer extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.unknown-issuer";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("sessions", "cut");
        }
    }

    @Nested
    class HandshakeStall extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.handshake-stall";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class HandshakeStallOfAShare extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.handshake-stall";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("ratio", 0.25);
        }
    }

    @Nested
    class HandshakeFailureOfAShare extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.handshake-failure";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("ratio", 0.25);
        }
    }

    @Nested
    class InternalErrorAlert extends TlsConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTPS1;
        }

        @Override
        protected String kind() {
            return "tls.handshake-failure";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("with", "internal-error");
        }
    }

    @Nested
    class HandshakeReset extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.handshake-failure";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("with", "reset");
        }
    }

    @Nested
    class NewerVersion extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.version-mismatch";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class OlderVersion extends TlsConformance {
        @Override
        protected String kind() {
            return "tls.version-mismatch";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("server", "older");
        }
    }

    @Nested
    class ExpiredOfHttp extends TlsConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTPS1;
        }

        @Override
        protected String kind() {
            return "tls.expired";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class ErrorPageOverTls extends TlsConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTPS1;
        }

        @Override
        protected String kind() {
            return "http.error-page";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("ratio", 0.25);
        }
    }

    @Nested
    class LatencyOverTls extends TlsConformance {
        @Override
        protected String kind() {
            return "tcp.latency";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("latency", "100ms");
        }
    }

    @Nested
    class TimeoutOverTls extends TlsConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTPS1;
        }

        @Override
        protected String kind() {
            return "tcp.timeout";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }
}
