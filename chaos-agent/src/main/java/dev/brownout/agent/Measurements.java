package dev.brownout.agent;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the harness can ask this JVM to measure; each ends by its deadline. */
final class Measurements {
    private Measurements() {}

    /**
     * Do one command.
     *
     * @param words {@code ID connect IP PORT MILLIS GREETING}, {@code ID query NAME MILLIS}, {@code ID lookup NAME MILLIS},
     *     {@code ID flow IP PORT MILLIS UNIT TIMES MARKER END}, {@code ID hold IP PORT MILLIS GREETING COUNT}, {@code ID tls IP
     *     PORT MILLIS NAME}, {@code ID get IP PORT MILLIS PATH HEADERS plain|tls} or {@code ID ws IP PORT MILLIS PATH HEADERS
     *     PINGS plain|tls}
     * @return the words of the result
     * @throws IOException if nothing could be measured
     * @throws RuntimeException if the command is malformed
     */
    static String take(String[] words, Exchange exchange, @Nullable PlaneDns dns, Lookups lookups) throws IOException {
        return switch (words[1]) {
            case "connect" -> connect(address(words), millis(words[4]), Words.decode(words[5]), exchange);
            case "query" -> {
                if (dns == null) {
                    throw new IOException("this JVM does not ask the plane: the agent has no dns argument");
                }
                yield query(Words.text(words[2]), millis(words[3]), dns);
            }
            case "lookup" -> lookups.take(Words.text(words[2]), millis(words[3]));
            case "flow" ->
                Flow.take(
                        address(words),
                        millis(words[4]),
                        Words.decode(words[5]),
                        Integer.parseInt(words[6]),
                        Words.decode(words[7]),
                        words[8].equals("1"),
                        exchange);
            case "hold" ->
                Held.take(
                        address(words), millis(words[4]), Words.decode(words[5]), Integer.parseInt(words[6]), exchange);
            case "tls" -> TlsHandshake.take(address(words), millis(words[4]), Words.text(words[5]), exchange);
            case "get" ->
                HttpGet.take(
                        address(words),
                        millis(words[4]),
                        Words.text(words[5]),
                        Words.text(words[6]),
                        words[7].equals("tls"),
                        exchange);
            case "ws" ->
                WebSocketPings.take(
                        address(words),
                        millis(words[4]),
                        Words.text(words[5]),
                        Words.text(words[6]),
                        Integer.parseInt(words[7]),
                        words[8].equals("tls"),
                        exchange);
            default -> throw new IllegalArgumentException("unknown command " + words[1]);
        };
    }

    private static int millis(String word) {
        return Math.max(1, Math.min(600_000, Integer.parseInt(word)));
    }

    /** Literals only, so that measuring a connection never looks anything up. */
    private static InetSocketAddress address(String[] words) throws IOException {
        var bytes = Words.decode(words[2]);
        return new InetSocketAddress(InetAddress.getByAddress(bytes), Integer.parseInt(words[3]));
    }

    /** Ask the server itself: {@code CODE SOA TTL NANOS ADDRESSES TRUNCATED}. */
    private static String query(String name, int millis, PlaneDns dns) throws IOException {
        long began = System.nanoTime();
        var answer = dns.query(name, millis);
        long nanos = System.nanoTime() - began;
        return answer.code() + " " + (answer.soa() ? 1 : 0) + " " + answer.ttl() + " " + nanos + " "
                + Lookups.addresses(answer.addresses()) + " " + (answer.truncated() ? 1 : 0);
    }

    /** Connect, greet, wait for a byte: {@code OUTCOME CONNECT-NANOS ANSWER-NANOS}. */
    private static String connect(InetSocketAddress target, int millis, byte[] greeting, Exchange exchange)
            throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        long connect = 0;
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            exchange.bind(socket, target, deadline);
            long began = System.nanoTime();
            try {
                socket.connect(target, millisUntil(deadline));
                long connected = System.nanoTime();
                connect = connected - began;
                if (greeting.length == 0) {
                    return "ANSWERED " + connect + " 0";
                }
                socket.setTcpNoDelay(true);
                socket.getOutputStream().write(greeting);
                socket.setSoTimeout(millisUntil(deadline));
                int first = socket.getInputStream().read();
                return first < 0
                        ? "CLOSED " + connect + " 0"
                        : "ANSWERED " + connect + " " + (System.nanoTime() - connected);
            } catch (IOException e) {
                return outcome(e, connect > 0) + " " + connect + " 0";
            }
        }
    }

    static int millisUntil(long deadline) {
        return (int) Math.max(1, (deadline - System.nanoTime() + 999_999) / 1_000_000);
    }

    /** Tell how a connection failed, by the exceptions of the JDK's own sockets. */
    static String outcome(IOException e, boolean connected) {
        var text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof SocketTimeoutException) {
            return connected ? "SILENT" : "CONNECT_TIMEOUT";
        }
        if (text.contains("reset") || text.contains("broken pipe") || text.contains("aborted")) {
            return "RESET"; // even from connect: the peer had accepted, and reset before we were told
        }
        if (e instanceof ConnectException) {
            return text.contains("timed out") ? "CONNECT_TIMEOUT" : text.contains("refused") ? "REFUSED" : "FAILED";
        }
        return "FAILED";
    }
}
