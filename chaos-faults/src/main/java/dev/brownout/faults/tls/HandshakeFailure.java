package dev.brownout.faults.tls;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.TlsOutcome;
import dev.brownout.api.Vantage.TlsReading;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The server ends handshakes after the ClientHello.
 *
 * @param ratio the share of handshakes that it hits, over 0, at most 1
 * @param sessions what becomes of established sessions
 * @param with how it ends them
 */
public record HandshakeFailure(double ratio, Sessions sessions, With with) implements TlsFault {
    static final String KIND = "tls.handshake-failure";

    /** How a handshake is ended. */
    public enum With {
        /** A fatal {@code handshake_failure}: no set of parameters is acceptable (RFC 8446, section 6.2). */
        HANDSHAKE_FAILURE,
        /** A fatal {@code internal_error}: something of the server's own is broken (RFC 8446, section 6.2). */
        INTERNAL_ERROR,
        /** A reset of the connection, without a word of TLS. */
        RESET;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static With of(String given) {
            return Arrays.stream(values())
                    .filter(w -> w.word().equals(given))
                    .findFirst()
                    .orElseThrow(() -> new InvalidFaultException(
                            "with",
                            "with must be handshake-failure, internal-error or reset, but was \"" + given + "\""));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public HelloAnswer answer() {
        return switch (with) {
            case HANDSHAKE_FAILURE -> HelloAnswer.Bytes.alert(40);
            case INTERNAL_ERROR -> HelloAnswer.Bytes.alert(80);
            case RESET -> new HelloAnswer.Reset();
        };
    }

    @Override
    public boolean shows(TlsReading reading, Instant now) {
        return with == With.RESET
                // a proxy in front of the plane may hand a reset on as an orderly end
                ? reading.outcome() == TlsOutcome.RESET || reading.outcome() == TlsOutcome.CLOSED
                : reading.outcome() == TlsOutcome.ALERT
                        && reading.detail().equals(with.name().toLowerCase(Locale.ROOT));
    }

    /** Registers it. */
    public static final class Kind extends TlsFaultKind<HandshakeFailure> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The server of a TLS link ends handshakes with a fatal alert or a reset.")
                    .withParameters(
                            RATIO,
                            Sessions.PARAMETER,
                            Parameter.text(
                                    "with",
                                    "handshake-failure",
                                    "how it ends them: the alert handshake-failure or internal-error, or reset"))
                    .withSymptom("victim", "an exception of its handshake, at once; no request arrives")
                    .withIncidents("azure-front-door-2025-10-29")
                    .withExample(Map.of("ratio", "0.5")));
        }

        @Override
        public HandshakeFailure create(Arguments arguments) {
            return new HandshakeFailure(
                    arguments.ratio("ratio"), Sessions.of(arguments), With.of(arguments.text("with")));
        }
    }
}
