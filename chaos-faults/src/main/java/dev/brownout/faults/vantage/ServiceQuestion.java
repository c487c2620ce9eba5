package dev.brownout.faults.vantage;

import dev.brownout.api.Protocol;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What a neighbour asks a service to see whether it serves: something small that every service of its protocol answers. */
public final class ServiceQuestion {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final int SSL_REQUEST = 80877103;

    private ServiceQuestion() {}

    /**
     * Tell whether something is asked that has to be answered; else a connection is all that is tried, which the system takes in
     * for a process that stands still, too.
     *
     * @param protocol what the service speaks
     * @return whether there is such a question
     */
    public static boolean isAnswered(Protocol protocol) {
        return switch (protocol) {
            case HTTP1, POSTGRES, REDIS -> true;
            case TCP, TLS, HTTPS1 -> false;
        };
    }

    /**
     * Ask, for at most a second.
     *
     * @param vantage where the asker stands
     * @param address where the service is
     * @param protocol what it speaks
     * @return how it ended; any answer will do
     */
    public static TcpOutcome ask(Vantage vantage, InetSocketAddress address, Protocol protocol) {
        return switch (protocol) {
            case HTTP1 ->
                vantage.get(address, "/healthz", Map.of("Brownout-Witness", "1"), DEADLINE)
                        .outcome();
            // SSLRequest, answered with one byte (PostgreSQL manual, "Message Formats")
            case POSTGRES ->
                connect(
                        vantage,
                        address,
                        ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array());
            case REDIS -> connect(vantage, address, "PING\r\n".getBytes(StandardCharsets.US_ASCII));
            case TCP, TLS, HTTPS1 -> connect(vantage, address, new byte[0]);
        };
    }

    private static TcpOutcome connect(Vantage vantage, InetSocketAddress address, byte[] greeting) {
        return vantage.connect(address, greeting, DEADLINE).outcome();
    }
}
