package dev.brownout.faults.tcp;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** What a witness sends to be answered, by what is spoken on a link. None of it changes anything at the far end. */
public final class Greetings {
    /** The header that marks a witness's HTTP request; its value is {@code 1}. */
    public static final String WITNESS_HEADER = "Brownout-Witness";

    /** The application protocol (ALPN, RFC 7301) that marks a witness's TLS handshake; a server ignores what it does not know. */
    public static final String WITNESS_PROTOCOL = "brownout-witness";

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
            case TLS, HTTPS1 -> clientHello();
            case TCP -> new byte[0];
        };
    }

    /** The JDK's own ClientHello, answered with a ServerHello or with an alert. */
    private static byte[] clientHello() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            var engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            var parameters = engine.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {WITNESS_PROTOCOL});
            engine.setSSLParameters(parameters);
            var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            return Arrays.copyOf(hello.array(), hello.position());
        } catch (GeneralSecurityException | SSLException e) {
            throw new BrownoutException("this JVM must have TLS, but has not: " + e, e);
        }
    }
}
