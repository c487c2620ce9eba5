package dev.brownout.faults.vantage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The main class of a child JVM that does what a component does, a line of standard input each, and says what came of it. */
final class Victim {
    private Victim() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        // not -Dsun.net.inetaddr.negative.ttl: the JDK's java.security file sets this property, and it wins
        Security.setProperty("networkaddress.cache.ttl", "1");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(line.split(" ", -1)));
        }
    }

    private static String answer(String[] words) {
        try {
            return switch (words[0]) {
                case "lookup" ->
                    Arrays.stream(InetAddress.getAllByName(words[1]))
                            .map(InetAddress::getHostAddress)
                            .collect(Collectors.joining(" "));
                case "self" -> InetAddress.getLocalHost().getHostAddress();
                case "reverse" ->
                    InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).getHostName();
                case "socket" -> {
                    try (var socket = new Socket(words[1], Integer.parseInt(words[2]))) {
                        yield "connected to " + socket.getInetAddress().getHostAddress();
                    }
                }
                case "reach" -> {
                    // HOST PORT MILLIS PATH: connects, asks and reads the whole answer, like a client with a limit
                    long begun = System.nanoTime();
                    int limit = Integer.parseInt(words[3]);
                    try (var socket = new Socket()) {
                        socket.connect(new java.net.InetSocketAddress(words[1], Integer.parseInt(words[2])), limit);
                        socket.setSoTimeout(limit);
                        var request = "GET " + words[4] + " HTTP/1.1\r\nHost: victim\r\nConnection: close\r\n\r\n";
                        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                        int bytes = socket.getInputStream().readAllBytes().length;
                        yield "answered " + bytes + " " + (System.nanoTime() - begun) / 1_000_000;
                    }
                }
                case "http" -> {
                    // a client of its own each time, so that no pooled connection hides a look-up
                    var request = HttpRequest.newBuilder(URI.create(words[1])).build();
                    yield HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body();
                }
                case "jdbc" -> {
                    try (var connection = DriverManager.getConnection(words[1], "user", "password")) {
                        yield "connected " + connection;
                    }
                }
                default -> "unknown command";
            };
        } catch (IOException | SQLException | RuntimeException e) {
            return chain(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Tell every cause: who wraps an exception is not what is tested. */
    private static String chain(Throwable thrown) {
        var text = new StringBuilder("failed");
        int depth = 0;
        for (var t = thrown; t != null && depth < 10; t = t.getCause(), depth++) {
            text.append(" <- ").append(t.toString().replace('\n', ' '));
        }
        return text.toString();
    }
}
