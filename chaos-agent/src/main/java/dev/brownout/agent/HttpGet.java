package dev.brownout.agent;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * One HTTP/1.1 {@code GET} on a connection of its own (RFC 9112), read to the end of its body, which is digested and, but for
 * its beginning, not kept.
 */
final class HttpGet {
    private static final int LONGEST_LINE = 16_384;
    private static final int MOST_HEADERS = 200;
    private static final long LARGEST_BODY = 64L << 20;
    private static final String NOTHING = " 0 - - 0 0 - -";
    private static final int KEPT_OF_BODY = 1024;
    private static final int KEPT_OF_HEADERS = 8192;

    private final Socket socket;
    private final long deadline;
    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int status;
    private String contentType = "";
    private long length = -1;
    private boolean chunked;
    private final StringBuilder headers = new StringBuilder();
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private long bodyBytes;

    private HttpGet(Socket socket, long deadline) throws IOException {
        this.socket = socket;
        this.deadline = deadline;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Fetch: {@code OUTCOME STATUS CONTENT-TYPE DIGEST NANOS BYTES HEADERS START}; headers are whole lines apart by a line
     * feed, and the digest is {@code -} where the answer was not whole.
     */
    static String take(
            InetSocketAddress target, int millis, String path, String headers, boolean tls, Exchange exchange)
            throws IOException {
        if (tls) {
            TlsHandshake.prepare();
        }
        long deadline = System.nanoTime() + millis * 1_000_000L;
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            exchange.bind(socket, target, deadline);
            long began = System.nanoTime();
            HttpGet get = null;
            try {
                socket.connect(target, Measurements.millisUntil(deadline));
                socket.setTcpNoDelay(true);
                var stream = tls ? TlsHandshake.over(socket, target, deadline) : socket;
                began = System.nanoTime();
                stream.getOutputStream().write(request(target, path, headers).getBytes(StandardCharsets.UTF_8));
                get = new HttpGet(stream, deadline);
                get.head();
                return get.result("ANSWERED", get.body(), began);
            } catch (EOFException e) {
                return get == null ? "CLOSED" + NOTHING : get.result("CLOSED", "-", began);
            } catch (IOException e) {
                var outcome = Measurements.outcome(e, socket.isConnected());
                return get == null ? outcome + NOTHING : get.result(outcome, "-", began);
            }
        }
    }

    private String result(String outcome, String digest, long began) {
        long nanos = System.nanoTime() - began;
        return outcome + " " + status + " " + Words.encode(contentType) + " " + digest + " " + nanos + " " + bodyBytes
                + " " + Words.encode(headers.toString()) + " " + Words.encode(start.toByteArray());
    }

    private static String request(InetSocketAddress target, String path, String headers) {
        return head(target, path, headers) + "Connection: close\r\n\r\n";
    }

    /** Write a request's line and headers, without what ends them. */
    static String head(InetSocketAddress target, String path, String headers) {
        var text = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        boolean host = false;
        for (var line : headers.split("\n", -1)) {
            if (!line.isEmpty()) {
                host |= line.toLowerCase(Locale.ROOT).startsWith("host:");
                text.append(line).append("\r\n");
            }
        }
        if (!host) {
            text.append("Host: ").append(target.getAddress().getHostAddress());
            text.append(':').append(target.getPort()).append("\r\n");
        }
        return text.toString();
    }

    private void head() throws IOException {
        do {
            var words = line().split(" ", 3);
            if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5]\\d\\d")) {
                throw new IOException("no HTTP/1 status line");
            }
            status = Integer.parseInt(words[1]);
            headers.setLength(0);
            fields();
        } while (status / 100 == 1 && status != 101);
    }

    private void fields() throws IOException {
        for (int i = 0; i < MOST_HEADERS; i++) {
            var line = line();
            if (line.isEmpty()) {
                return;
            }
            int colon = line.indexOf(':');
            var name = colon < 0 ? line : line.substring(0, colon).toLowerCase(Locale.ROOT);
            var value = line.substring(colon + 1).trim();
            if (headers.length() + line.length() < KEPT_OF_HEADERS) {
                headers.append(name).append(": ").append(value).append('\n');
            }
            switch (name) {
                case "content-type" -> contentType = value.split(";", 2)[0].trim();
                case "content-length" -> length = number(value, 10);
                case "transfer-encoding" ->
                    chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
                default -> {}
            }
        }
        throw new IOException("more than " + MOST_HEADERS + " header lines");
    }

    private String body() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        if (status == 204 || status == 304) {
            length = 0; // no body, whatever the headers say (RFC 9112, section 6.3)
        } else if (chunked) {
            long total = 0;
            for (long size = chunk(); size > 0; size = chunk()) {
                total += size;
                read(digest, size, true);
                line();
                if (total > LARGEST_BODY) {
                    throw new IOException("body over " + LARGEST_BODY + " bytes");
                }
            }
            fields();
            return hex(digest.digest());
        }
        read(digest, length >= 0 ? length : LARGEST_BODY, length >= 0);
        return hex(digest.digest());
    }

    private long chunk() throws IOException {
        return number(line().split(";", 2)[0].trim(), 16);
    }

    private static long number(String text, int radix) throws IOException {
        try {
            long n = Long.parseLong(text, radix);
            if (n >= 0 && n <= LARGEST_BODY) {
                return n;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IOException("no length between 0 and " + LARGEST_BODY + ": " + text);
    }

    private void read(MessageDigest digest, long size, boolean exact) throws IOException {
        for (long left = size; left > 0; ) {
            tick();
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0 && exact) {
                throw new EOFException();
            }
            if (n < 0) {
                return;
            }
            digest.update(buffer, 0, n);
            bodyBytes += n;
            start.write(buffer, 0, Math.min(n, KEPT_OF_BODY - start.size()));
            left -= n;
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            tick();
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            if (b == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            line.append((char) b);
        }
        throw new IOException("line over " + LONGEST_LINE + " bytes");
    }

    /** A read may take what is left, no more, however slowly the bytes drip in. */
    private void tick() throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new java.net.SocketTimeoutException("deadline");
        }
        if (in.available() == 0) {
            socket.setSoTimeout(Measurements.millisUntil(deadline));
        }
    }

    private static String hex(byte[] bytes) {
        var text = new StringBuilder();
        for (byte b : bytes) {
            text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return text.toString();
    }
}
