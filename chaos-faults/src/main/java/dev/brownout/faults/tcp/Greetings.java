package dev.brownout.faults.tcp;

import dev.brownout.api.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a witness sends to be answered, by what is spoken on a link. None of it changes anything at the far end. */
public final class Greetings {
    /** The header that marks a witness's HTTP request; its value is {@code 1}. */
    public static final String WITNESS_HEADER = "Brownout-Witness";

    /** What a witness asks of an HTTP server. */
    public static final String HEALTH_PATH = "/healthz";

    private static final int SSL_REQUEST = 80877103;

    private Greetings() {}

    /**
     * Give the greeting of a protocol.
     *
     * @param protocol what is spoken
     * @return the bytes; empty where nothing is known that would be answered
     */
    public static byte[] of(Protocol protocol) {
        return switch (protocol) {
            case HTTP1 ->
                ("GET " + HEALTH_PATH + " HTTP/1.1\r\nHost: brownout\r\n" + WITNESS_HEADER
                                + ": 1\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
            // SSLRequest, answered with one byte (PostgreSQL manual, "Message Formats")
            case POSTGRES ->
                ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array();
            // an inline command (Redis serialization protocol specification); an error is an answer too
            case REDIS -> "PING\r\n".getBytes(StandardCharsets.US_ASCII);
            case TCP -> new byte[0];
        };
    }
}
