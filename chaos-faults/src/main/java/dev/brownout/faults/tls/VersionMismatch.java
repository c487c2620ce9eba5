package dev.brownout.faults.tls;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.TlsOutcome;
import dev.brownout.api.Vantage.TlsReading;
import java.time.Instant;
import java.util.Map;

/**
 * Client and server have no version in common.
 *
 * @param ratio the share of handshakes that it hits, over 0, at most 1
 * @param sessions what becomes of established sessions
 * @param server which server it is
 */
public record VersionMismatch(double ratio, Sessions sessions, Server server) implements TlsFault {
    static final String KIND = "tls.version-mismatch";

    /** An SSL 3.0 ServerHello without a session (RFC 6101, 5.6.1.3), with a cipher suite that clients of today still offer. */
    private static final int[] OLD_HELLO_HEAD = {22, 3, 0, 0, 42, 2, 0, 0, 38, 3, 0};

    private static final int RANDOM = 32;
    private static final int[] OLD_HELLO_TAIL = {0, 0xC0, 0x13, 0};

    /** Who does not understand whom. */
    public enum Server {
        /** A server that speaks none of the client's versions and says so: {@code protocol_version} (RFC 8446, 4.2.1). */
        NEWER,
        /** A server that speaks SSL 3.0 only and answers in it, which no client may accept (RFC 7568); the client ends it. */
        OLDER
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public HelloAnswer answer() {
        return server == Server.NEWER ? HelloAnswer.Bytes.alert(70) : oldHello();
    }

    private static HelloAnswer oldHello() {
        var bytes = new int[OLD_HELLO_HEAD.length + RANDOM + OLD_HELLO_TAIL.length];
        System.arraycopy(OLD_HELLO_HEAD, 0, bytes, 0, OLD_HELLO_HEAD.length);
        for (int i = 0; i < RANDOM; i++) {
            bytes[OLD_HELLO_HEAD.length + i] = i; // nothing is ever derived from it
        }
        System.arraycopy(OLD_HELLO_TAIL, 0, bytes, OLD_HELLO_HEAD.length + RANDOM, OLD_HELLO_TAIL.length);
        return new HelloAnswer.Bytes(bytes);
    }

    @Override
    public boolean shows(TlsReading reading, Instant now) {
        return server == Server.NEWER
                ? reading.outcome() == TlsOutcome.ALERT && reading.detail().equals("protocol_version")
                : reading.outcome() == TlsOutcome.VERSION;
    }

    /** Registers it. */
    public static final class Kind extends TlsFaultKind<VersionMismatch> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Client and server of a TLS link have no version of TLS in common.")
                    .withParameters(
                            RATIO,
                            Sessions.PARAMETER,
                            Parameter.text(
                                    "server",
                                    "newer",
                                    "newer: it refuses the client's versions with an alert; older: it answers in SSL 3.0"))
                    .withSymptom("victim of a newer server", "the fatal alert protocol_version, at once")
                    .withSymptom(
                            "victim of an older server",
                            "its own refusal of SSL 3.0; the server receives the alert protocol_version")
                    .withExample(Map.of("server", "older")));
        }

        @Override
        public VersionMismatch create(Arguments arguments) {
            var given = arguments.text("server");
            var server = switch (given) {
                case "newer" -> Server.NEWER;
                case "older" -> Server.OLDER;
                default ->
                    throw new InvalidFaultException(
                            "server", "server must be newer or older, but was \"" + given + "\"");
            };
            return new VersionMismatch(arguments.ratio("ratio"), Sessions.of(arguments), server);
        }
    }
}
