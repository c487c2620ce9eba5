package dev.brownout.junit;

import com.sun.net.httpserver.HttpServer;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Capability;
import dev.brownout.api.Component;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.api.Protocol;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import dev.brownout.api.Timings;
import dev.brownout.api.Workload;
import dev.brownout.faults.vantage.TestJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A stack that is started anew for each run, in this JVM: customers buy at a till, over HTTP. The till answers every request; what
 * customers see otherwise is the plane's doing. A running till can be told to end by itself.
 */
final class TillStack implements StackProvider {
    private static final Component CUSTOMER = new Component("customer", Map.of("role", "customer"), Timings.NONE);
    private static final Component TILL = new Component("till", Map.of("role", "till"), Timings.NONE);
    private static final Link FRONT =
            Link.between(CUSTOMER, TILL, Protocol.HTTP1).with(Link.FRONT, "true");

    /** How often a till was started, and how many run now. */
    final List<Running> started = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
        return "till";
    }

    @Override
    public Map<String, String> variants() {
        return Map.of("plain", "customers and a till");
    }

    @Override
    public Stack describe(String variant, Map<String, String> options) {
        return new Stack(
                "till:plain",
                "customers and a till",
                Map.of(),
                List.of(CUSTOMER, TILL),
                List.of(FRONT),
                List.of(),
                List.of(new Capability("buy", "customers can buy", Duration.ofMillis(500), Duration.ofSeconds(2), 20)));
    }

    @Override
    public RunningStack start(Stack stack, FaultPlane plane, Path directory) {
        try {
            var running = new Running(plane);
            started.add(running);
            return running;
        } catch (IOException e) {
            throw new BrownoutException("the till must have a free port, but: " + e, e);
        }
    }

    /** One till. */
    static final class Running implements RunningStack {
        private final ExecutorService threads = Executors.newCachedThreadPool(r -> {
            var thread = new Thread(r, "till");
            thread.setDaemon(true);
            return thread;
        });
        private final HttpServer server;
        private final URI front;
        private final TestJvm jvm;
        private final HttpClient customers;
        private final CompletableFuture<Consumer<Exit>> listener = new CompletableFuture<>();
        volatile boolean closed;

        Running(FaultPlane plane) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                var body = "{}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                try (var out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            server.setExecutor(threads);
            server.start();
            plane.connect(FRONT, server.getAddress());
            var address = plane.open(FRONT);
            front = URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/buy");
            jvm = TestJvm.join(plane, CUSTOMER);
            customers = HttpClient.newBuilder().executor(threads).build();
        }

        @Override
        public Map<String, Probe> probes() {
            return Map.of("buy", ordinal -> probe(customers, front));
        }

        @Override
        public Optional<Workload> workload(long seed) {
            return Optional.empty();
        }

        @Override
        public void onUnexpectedExit(Consumer<Exit> told) {
            listener.complete(told);
        }

        /** Let the till end although nobody asked it to. */
        void die() {
            listener.join().accept(new Exit("till", "exit code 1; its log ends:\nout of paper"));
        }

        @Override
        public void close() {
            closed = true;
            jvm.close();
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** Ask once, and tell what an answer means to a customer. */
    static CompletableFuture<Probe.Answer> probe(HttpClient client, URI front) {
        return client.sendAsync(HttpRequest.newBuilder(front).build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> {
                    var mode = answer.statusCode() == 200
                            ? Mode.FULL
                            : answer.statusCode() == 429
                                            && answer.headers()
                                                    .firstValue("Retry-After")
                                                    .isPresent()
                                    ? Mode.REFUSED
                                    : Mode.ERROR;
                    return Probe.Answer.of(mode, String.valueOf(answer.statusCode()));
                });
    }
}
