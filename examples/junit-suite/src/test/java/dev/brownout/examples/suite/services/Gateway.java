package dev.brownout.examples.suite.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A gateway as this suite needs it: an order has an id of its client's, and is booked once for each. Thread safe. */
public final class Gateway implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8, r -> {
        var thread = new Thread(r, "gateway");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Long> orders = new ConcurrentHashMap<>();

    private Gateway(HttpServer server) {
        this.server = server;
    }

    public static Gateway start() throws IOException {
        var gateway = new Gateway(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        gateway.server.setExecutor(gateway.threads);
        gateway.server.createContext("/orders/", gateway::order);
        gateway.server.createContext("/balance", exchange -> answer(exchange, 200, "100"));
        gateway.server.start();
        return gateway;
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** How many orders are in the books. */
    public long booked() {
        return orders.size();
    }

    private void order(HttpExchange exchange) throws IOException {
        var id = exchange.getRequestURI().getPath().substring("/orders/".length());
        if (exchange.getRequestMethod().equals("PUT")) {
            orders.merge(id, 1L, Long::sum);
        }
        answer(exchange, orders.containsKey(id) ? 200 : 404, id);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
