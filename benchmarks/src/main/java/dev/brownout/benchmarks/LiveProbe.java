package dev.brownout.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Sends the same bytes on a connection that stays open and expects the same bytes back. */
final class LiveProbe extends AskingProbe {
    private static final String PING = "PING\r\n";
    private static final String GET = "GET /healthz HTTP/1.1\r\nHost: target\r\n\r\n";
    private static final String UPGRADE = """
            GET /stream HTTP/1.1\r
            Host: target\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
            \r
            """;

    private final Socket socket;
    private final InputStream in;
    private final byte[] question;
    private byte[] good = new byte[0];

    private LiveProbe(InetSocketAddress address, byte[] question, long lateNanos) throws IOException {
        super(lateNanos);
        this.socket = new Socket(address.getAddress(), address.getPort());
        this.question = question;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(1_000);
        in = socket.getInputStream();
    }

    static LiveProbe ping(InetSocketAddress address, long lateNanos) throws IOException {
        return new LiveProbe(address, PING.getBytes(StandardCharsets.US_ASCII), lateNanos);
    }

    static LiveProbe http(InetSocketAddress address) throws IOException {
        return new LiveProbe(address, GET.getBytes(StandardCharsets.US_ASCII), Long.MAX_VALUE);
    }

    /** Upgrade, then send a masked text frame of five letters each time (RFC 6455, section 5.7) and expect an echo. */
    static LiveProbe webSocket(InetSocketAddress address) throws IOException {
        var probe = new LiveProbe(address, LiveServer.frame(true), Long.MAX_VALUE);
        probe.socket.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = probe.in.read();
            if (c < 0) {
                throw new EOFException("closed while upgrading");
            }
            head.append((char) c);
        }
        return probe;
    }

    @Override
    boolean ask() throws IOException {
        socket.getOutputStream().write(question);
        var buffer = new byte[4096];
        int length = 0;
        do {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new EOFException("closed");
            }
            length += read;
        } while (length < good.length && Arrays.equals(buffer, 0, length, good, 0, length));
        if (good.length == 0) {
            good = Arrays.copyOf(buffer, length);
            return true;
        }
        return Arrays.equals(buffer, 0, length, good, 0, good.length);
    }

    @Override
    public void close() throws IOException {
        super.close();
        socket.close();
    }
}
