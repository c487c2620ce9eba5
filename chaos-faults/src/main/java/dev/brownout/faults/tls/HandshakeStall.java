package dev.brownout.faults.tls;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.TlsOutcome;
import dev.brownout.api.Vantage.TlsReading;
import java.time.Instant;
import java.util.Map;

/**
 * The server takes the connection and the ClientHello and says nothing, as one does whose handshakes wait for a processor.
 * Lifting it closes the connections that wait; each waits for ten minutes at most.
 *
 * @param ratio the share of handshakes that it hits, over 0, at most 1
 * @param sessions what becomes of established sessions
 */
public record HandshakeStall(double ratio, Sessions sessions) implements TlsFault {
    static final String KIND = "tls.handshake-stall";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public HelloAnswer answer() {
        return new HelloAnswer.Silence();
    }

    @Override
    public boolean shows(TlsReading reading, Instant now) {
        return reading.outcome() == TlsOutcome.SILENT;
    }

    /** Registers it. */
    public static final class Kind extends TlsFaultKind<HandshakeStall> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The server of a TLS link accepts connections and never answers their handshake.")
                    .withParameters(RATIO, Sessions.PARAMETER)
                    .withSymptom(
                            "victim",
                            "connects at once and waits in vain, for as long as its own time limit for handshakes; many"
                                    + " clients have only one for connecting, which is over by then")
                    .withIncidents("azure-front-door-2025-10-29")
                    .withExample(Map.of("ratio", "1")));
        }

        @Override
        public HandshakeStall create(Arguments arguments) {
            return new HandshakeStall(arguments.ratio("ratio"), Sessions.of(arguments));
        }
    }
}
