package dev.brownout.agent;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One WebSocket on a connection of its own (RFC 6455): upgraded, pinged, and read until every ping was answered. Payloads are
 * read past and not kept.
 */
final class WebSocketPings {
    private static final int MOST_PINGS = 1_000;
    private static final int LONGEST_HEAD = 16_384;
    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int PAYLOAD = 4;

    private final Socket socket;
    private final long deadline;
    private final InputStream in;
    private int status;
    private int pings;
    private int pongs;
    private int frames;
    private int closeCode;
    private long began = System.nanoTime();

    private WebSocketPings(Socket socket, long deadline) throws IOException {
        this.socket = socket;
        this.deadline = deadline;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Measure: {@code OUTCOME STATUS PINGS PONGS FRAMES CLOSE-CODE NANOS}. */
    static String take(
            InetSocketAddress target,
            int millis,
            String path,
            String headers,
            int pings,
            boolean tls,
            Exchange exchange)
            throws IOException {
        if (tls) {
            TlsHandshake.prepare();
        }
        long deadline = System.nanoTime() + millis * 1_000_000L;
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            exchange.bind(socket, target, deadline);
            WebSocketPings ws = null;
            try {
                socket.connect(target, Measurements.millisUntil(deadline));
                socket.setTcpNoDelay(true);
                ws = new WebSocketPings(tls ? TlsHandshake.over(socket, target, deadline) : socket, deadline);
                ws.upgrade(target, path, headers);
                if (ws.status == 101) {
                    ws.ping(Math.max(1, Math.min(MOST_PINGS, pings)));
                    ws.read();
                }
                return ws.result("ANSWERED");
            } catch (EOFException e) {
                return ws == null ? "CLOSED 0 0 0 0 0 0" : ws.result("CLOSED");
            } catch (IOException e) {
                var outcome = Measurements.outcome(e, socket.isConnected());
                return ws == null ? outcome + " 0 0 0 0 0 0" : ws.result(outcome);
            }
        }
    }

    private String result(String outcome) {
        long nanos = System.nanoTime() - began;
        return outcome + " " + status + " " + pings + " " + pongs + " " + frames + " " + closeCode + " " + nanos;
    }

    private void upgrade(InetSocketAddress target, String path, String headers) throws IOException {
        var key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        var head = HttpGet.head(target, path, headers)
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(key) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        var words = head().split("[ \r]", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5]\\d\\d")) {
            throw new IOException("no HTTP/1 status line");
        }
        status = Integer.parseInt(words[1]);
        began = System.nanoTime();
    }

    /** Read an answer's head, to the empty line. */
    private String head() throws IOException {
        var text = new StringBuilder();
        while (text.length() < LONGEST_HEAD) {
            text.append((char) octet());
            if (text.length() >= 4 && text.indexOf("\r\n\r\n", text.length() - 4) >= 0) {
                return text.toString();
            }
        }
        throw new IOException("head over " + LONGEST_HEAD + " bytes");
    }

    /** Each with a payload of its own, so that no server takes one answer to be enough for several (section 5.5.3). */
    private void ping(int count) throws IOException {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            frame(all, PING, i);
        }
        pings = count;
        socket.getOutputStream().write(all.toByteArray());
    }

    /** Write a frame of four bytes, masked as a client's must be (section 5.3). */
    private static void frame(ByteArrayOutputStream out, int opcode, int payload) {
        int mask = ThreadLocalRandom.current().nextInt();
        out.write(LAST | opcode);
        out.write(MASKED | PAYLOAD);
        for (int i = 24; i >= 0; i -= 8) {
            out.write(mask >> i);
        }
        for (int i = 24; i >= 0; i -= 8) {
            out.write((payload ^ mask) >> i);
        }
    }

    private void read() throws IOException {
        while (pongs < pings && closeCode == 0) {
            int opcode = octet() & 0x0f;
            int length = octet();
            long size = length & 0x7f;
            if (size == 126) {
                size = (long) octet() << 8 | octet();
            } else if (size == 127) {
                size = 0;
                for (int i = 0; i < 8; i++) {
                    size = size << 8 | octet();
                }
            }
            if ((length & MASKED) != 0 || size < 0) {
                throw new IOException("no frame that a server may send");
            }
            long first = 0;
            for (long i = 0; i < size; i++) {
                int b = octet();
                first = i < 2 ? first << 8 | b : first;
            }
            switch (opcode) {
                case PONG -> pongs++;
                case CLOSE -> closeCode = size >= 2 ? (int) first : 1005; // "no status received" (section 7.4.1)
                default -> frames++;
            }
        }
    }

    private int octet() throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new SocketTimeoutException("deadline");
        }
        if (in.available() == 0) {
            socket.setSoTimeout(Measurements.millisUntil(deadline));
        }
        int b = in.read();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }
}
