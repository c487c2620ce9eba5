package dev.brownout.examples.exchange.postgres;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are told where to listen before they start, as Postgres is. Stateless.
 */
public final class FreePorts {
    private static final int LOWEST = 20_000;
    /** Linux gives outgoing connections ports from 32768 on (ip(7), ip_local_port_range). */
    private static final int HIGHEST = 32_000;

    private static final int TRIES = 50;

    private FreePorts() {}

    /**
     * Choose one that nobody listens on, below those that outgoing connections are given, so that none of them takes it
     * before the server does.
     *
     * @return a TCP port of 127.0.0.1, from 20000 to 31999; another one each time, as chance has it
     * @throws IOException if none of 50 was free
     */
    public static int choose() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one
            }
        }
        throw new IOException("a port of 127.0.0.1 from " + LOWEST + " to " + HIGHEST + " must be free, but " + TRIES
                + " that were tried were not; end what listens there");
    }
}
