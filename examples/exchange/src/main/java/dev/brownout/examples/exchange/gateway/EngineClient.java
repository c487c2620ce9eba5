package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Upstream;
import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.Wire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the engine. An answer that is not the engine's JSON (a proxy's page, say) counts as no answer. Safe for any thread.
 */
public final class EngineClient {
    private final Upstream engine;
    private final Duration timeout;

    /**
     * Makes a client.
     *
     * @param timeout of one try, > 0
     */
    public EngineClient(Upstream engine, Duration timeout) {
        this.engine = engine;
        this.timeout = timeout;
    }

    /** Submits an order, once. */
    public Reply submit(NewOrder order, Deadline deadline)
            throws Upstream.Unsent, Upstream.Unanswered, InterruptedException {
        return call("POST", "/engine/order", Json.bytes(Wire.newOrder(order)), deadline);
    }

    /** Cancels an order, once. */
    public Reply cancel(String account, Optional<Long> orderId, String clientOrderId, Deadline deadline)
            throws Upstream.Unsent, Upstream.Unanswered, InterruptedException {
        return call("POST", "/engine/cancel?" + reference(account, orderId, clientOrderId), new byte[0], deadline);
    }

    /** Asks for an order. */
    public Reply order(String account, Optional<Long> orderId, String clientOrderId, Deadline deadline)
            throws Upstream.Unsent, Upstream.Unanswered, InterruptedException {
        return call("GET", "/engine/order?" + reference(account, orderId, clientOrderId), new byte[0], deadline);
    }

    /** Asks for anything else. */
    public Reply get(String path, Map<String, String> parameters, Deadline deadline)
            throws Upstream.Unsent, Upstream.Unanswered, InterruptedException {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return call("GET", query.isEmpty() ? path : path + "?" + query, new byte[0], deadline);
    }

    private static String reference(String account, Optional<Long> orderId, String clientOrderId) {
        return "account=" + encode(account)
                + orderId.map(id -> "&orderId=" + id).orElseGet(() -> "&origClientOrderId=" + encode(clientOrderId));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Reply call(String method, String path, byte[] body, Deadline deadline)
            throws Upstream.Unsent, Upstream.Unanswered, InterruptedException {
        Duration remaining = deadline.remaining();
        Duration limit = remaining.compareTo(timeout) < 0 ? remaining : timeout;
        Reply reply = engine.call(method, path, Map.of("Content-Type", "application/json"), body, limit);
        if (!reply.isJson() || reply.status() >= 500) {
            throw new Upstream.Unanswered(
                    "engine must answer JSON, but answered " + reply.status() + " " + reply.contentType(),
                    new IllegalStateException("not the engine's answer"));
        }
        return reply;
    }
}
