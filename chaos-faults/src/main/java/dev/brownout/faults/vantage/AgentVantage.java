package dev.brownout.faults.vantage;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Vantage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The vantage that an agent gives inside a JVM. Thread safe.
 *
 * <p>The agent's {@code VantageLink} describes the lines that are spoken.
 */
final class AgentVantage implements Vantage {
    /** How much later than its deadline a measurement may be told, and how long its mark outlives it. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How long the first use of TLS may keep a JVM busy; only the first takes it. */
    private static final Duration FIRST_TLS = Duration.ofSeconds(10);

    private final String component;
    private final Socket socket;
    private final SourceMarks marks;
    private final Predicate<InetSocketAddress> speaksTls;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private volatile boolean gone;

    /** One measurement under way. */
    private static final class Call {
        private final Duration deadline;
        private final CompletableFuture<String[]> result = new CompletableFuture<>();

        /** Where its connections come from; used by the connection's reader only. */
        private final List<InetSocketAddress> sources = new ArrayList<>();

        Call(Duration deadline) {
            this.deadline = deadline;
        }
    }

    AgentVantage(String component, Socket socket, SourceMarks marks, Predicate<InetSocketAddress> speaksTls) {
        this.component = component;
        this.socket = socket;
        this.marks = marks;
        this.speaksTls = speaksTls;
    }

    @Override
    public String component() {
        return component;
    }

    @Override
    public TcpReading connect(InetSocketAddress address, byte[] greeting, Duration deadline) {
        var words = call(deadline, "connect", target(address), millis(deadline), encode(greeting));
        return new TcpReading(TcpOutcome.valueOf(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
    }

    @Override
    public FlowReading flow(
            InetSocketAddress address, byte[] unit, int times, byte[] marker, boolean end, Duration deadline) {
        var words = call(
                deadline,
                "flow",
                target(address),
                millis(deadline),
                encode(unit),
                Integer.toString(times),
                encode(marker),
                end ? "1" : "0");
        return new FlowReading(
                TcpOutcome.valueOf(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]),
                Long.parseLong(words[7]),
                Long.parseLong(words[8]));
    }

    @Override
    public HoldReading hold(InetSocketAddress address, byte[] greeting, int count, Duration deadline) {
        var words =
                call(deadline, "hold", target(address), millis(deadline), encode(greeting), Integer.toString(count));
        return new HoldReading(Integer.parseInt(words[2]), Integer.parseInt(words[3]), Integer.parseInt(words[4]));
    }

    @Override
    public DnsReading query(String name, Duration deadline) {
        var words = call(deadline, "query", encode(name), millis(deadline));
        return new DnsReading(
                words[2],
                addresses(words[6]),
                words[3].equals("1"),
                Long.parseLong(words[4]),
                words[7].equals("1"),
                Long.parseLong(words[5]));
    }

    @Override
    public LookupReading lookup(String name, Duration deadline) {
        var words = call(deadline, "lookup", encode(name), millis(deadline));
        return new LookupReading(words[2].equals("1"), addresses(words[4]), decode(words[5]), Long.parseLong(words[3]));
    }

    @Override
    public HttpReading get(InetSocketAddress address, String path, Map<String, String> headers, Duration deadline) {
        boolean tls = speaksTls.test(address);
        var words = call(
                deadline,
                tls ? FIRST_TLS : Duration.ZERO,
                "get",
                target(address),
                millis(deadline),
                encode(path),
                encode(lines(path, headers)),
                tls ? "tls" : "plain");
        return new HttpReading(
                TcpOutcome.valueOf(words[2]),
                Integer.parseInt(words[3]),
                decode(words[4]),
                words[5].equals("-") ? "" : words[5],
                Long.parseLong(words[6]),
                headers(decode(words[8])),
                decode(words[9]),
                Long.parseLong(words[7]));
    }

    @Override
    public WebSocketReading webSocket(
            InetSocketAddress address, String path, Map<String, String> headers, int pings, Duration deadline) {
        boolean tls = speaksTls.test(address);
        var words = call(
                deadline,
                tls ? FIRST_TLS : Duration.ZERO,
                "ws",
                target(address),
                millis(deadline),
                encode(path),
                encode(lines(path, headers)),
                Integer.toString(pings),
                tls ? "tls" : "plain");
        return new WebSocketReading(
                TcpOutcome.valueOf(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5]),
                Integer.parseInt(words[6]),
                Integer.parseInt(words[7]),
                Long.parseLong(words[8]));
    }

    private static String lines(String path, Map<String, String> headers) {
        var lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(": ").append(value).append('\n'));
        if (path.chars().anyMatch(c -> c <= ' ') || lines.indexOf("\r") >= 0) {
            throw new BrownoutException(
                    "path and headers must be without control characters, but were \"" + path + "\" and " + headers);
        }
        return lines.toString();
    }

    private static Map<String, String> headers(String lines) {
        var headers = new TreeMap<String, String>();
        for (var line : lines.split("\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                headers.merge(line.substring(0, colon), line.substring(colon + 2), (one, more) -> one + ", " + more);
            }
        }
        return headers;
    }

    @Override
    public TlsReading handshake(InetSocketAddress address, String serverName, Duration deadline) {
        var words = call(deadline, FIRST_TLS, "tls", target(address), millis(deadline), encode(serverName));
        return new TlsReading(
                TlsOutcome.valueOf(words[2]),
                decode(words[3]),
                decode(words[4]),
                words.length > 6 ? Optional.of(certificate(words)) : Optional.empty(),
                Long.parseLong(words[5]));
    }

    private static ServerCertificate certificate(String[] words) {
        var names = decode(words[8]);
        return new ServerCertificate(
                decode(words[6]),
                decode(words[7]),
                names.isEmpty() ? List.of() : List.of(names.split(",", -1)),
                Instant.ofEpochMilli(Long.parseLong(words[9])),
                Instant.ofEpochMilli(Long.parseLong(words[10])),
                words[11].equals("1"),
                words[12].equals("1"),
                decode(words[13]));
    }

    /** Handle one line of the agent. Called by the connection's reader only. */
    void received(String[] words) throws IOException {
        var call = words.length >= 3 ? calls.get(words[0]) : null;
        if (call == null) {
            return; // its deadline is over
        }
        switch (words[1]) {
            case "bound" -> {
                var source = new InetSocketAddress(
                        InetAddress.getByAddress(Base64.getUrlDecoder().decode(words[2])), Integer.parseInt(words[3]));
                call.sources.add(source);
                marks.mark(source, call.deadline.plus(GRACE));
                send(words[0] + " go");
            }
            case "done" -> {
                call.sources.forEach(source -> marks.mark(source, GRACE)); // its port is free for others now
                call.result.complete(words);
            }
            default -> call.result.completeExceptionally(nothing(decode(words[2])));
        }
    }

    /** Fail whatever waits, and whatever comes. */
    void gone() {
        gone = true;
        calls.values().forEach(call -> call.result.completeExceptionally(nothing("its agent is gone")));
    }

    void send(String line) throws IOException {
        synchronized (socket) {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private String[] call(Duration deadline, String... command) {
        return call(deadline, Duration.ZERO, command);
    }

    /** Have something measured by a deadline, before which the agent may take some time to prepare. */
    private String[] call(Duration deadline, Duration before, String... command) {
        var id = Long.toString(ids.incrementAndGet());
        var call = new Call(deadline);
        calls.put(id, call);
        try {
            if (gone) {
                throw nothing("its agent is gone");
            }
            send(id + " " + String.join(" ", command));
            return call.result.get(before.plus(deadline).plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw nothing(
                    "its agent did not answer within " + before.plus(deadline).plus(GRACE));
        } catch (IOException e) {
            throw nothing("its agent is gone: " + e);
        } catch (ExecutionException e) {
            throw nothing(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw nothing("the measurement was interrupted");
        } finally {
            calls.remove(id);
        }
    }

    private BrownoutException nothing(String why) {
        return new BrownoutException("the vantage inside " + component + " measured nothing: " + why);
    }

    private static String target(InetSocketAddress address) {
        if (address.getAddress() == null) {
            throw new BrownoutException("address must be resolved, but was " + address);
        }
        return encode(address.getAddress().getAddress()) + " " + address.getPort();
    }

    private static String millis(Duration deadline) {
        return Long.toString(Math.max(1, deadline.toMillis()));
    }

    private static List<String> addresses(String word) {
        return word.equals("-") ? List.of() : List.of(word.split(",", -1));
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return bytes.length == 0 ? "-" : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String decode(String word) {
        return word.equals("-") ? "" : new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8);
    }
}
