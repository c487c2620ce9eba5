package dev.brownout.examples.exchange.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads each request to its endpoint, on that endpoint's bulkhead, and its reply back. Every reply carries
 * {@code X-Request-Id} (the caller's, or a new one) and {@code X-Served-By}. Routes are added before serving starts.
 */
public final class Router implements HttpHandler {
    /** Carries a request's id from the edge to the gateway and back. */
    public static final HttpString REQUEST_ID = HttpString.tryFromString("X-Request-Id");

    private static final HttpString SERVED_BY = HttpString.tryFromString("X-Served-By");
    private static final HttpString API_KEY = HttpString.tryFromString("X-MBX-APIKEY");
    private static final HttpString SESSION_TOKEN = HttpString.tryFromString("X-Session-Token");
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final String name;
    private final Duration retryAfter;
    private final Map<String, Route> routes = new HashMap<>();
    private Optional<Route> fallback = Optional.empty();

    private record Route(Optional<Bulkhead> bulkhead, Endpoint endpoint) {}

    /**
     * Makes a router without routes.
     *
     * @param name of the process, for {@code X-Served-By}
     * @param retryAfter what a caller is told who finds every place taken
     */
    public Router(String name, Duration retryAfter) {
        this.name = name;
        this.retryAfter = retryAfter;
    }

    /** Adds a route that may block, such as {@code on("GET /api/v3/order", …)}. */
    public Router on(String methodAndPath, Bulkhead bulkhead, Endpoint endpoint) {
        routes.put(methodAndPath, new Route(Optional.of(bulkhead), endpoint));
        return this;
    }

    /** Adds a route that never blocks and is answered on the I/O thread, so that no stuck work can hold it up. */
    public Router inline(String methodAndPath, Endpoint endpoint) {
        routes.put(methodAndPath, new Route(Optional.empty(), endpoint));
        return this;
    }

    /** Sets the endpoint of every path without a route. */
    public Router otherwise(Bulkhead bulkhead, Endpoint endpoint) {
        fallback = Optional.of(new Route(Optional.of(bulkhead), endpoint));
        return this;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        long arrived = System.nanoTime();
        String id = Optional.ofNullable(exchange.getRequestHeaders().getFirst(REQUEST_ID))
                .filter(given -> given.length() <= 64)
                .orElseGet(() -> UUID.randomUUID().toString());
        exchange.getResponseHeaders().put(REQUEST_ID, id).put(SERVED_BY, name);
        Optional<Route> route = Optional.ofNullable(
                        routes.get(exchange.getRequestMethod() + " " + exchange.getRequestPath()))
                .or(() -> fallback);
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (ex, body) -> lead(ex, route, read(ex, body, id, arrived)),
                        (ex, failure) -> send(ex, Reply.error(ApiError.parameter("body"))));
    }

    private Request read(HttpServerExchange exchange, byte[] body, String id, long arrived) {
        HeaderMap headers = exchange.getRequestHeaders();
        return Request.of(
                        exchange.getRequestMethod().toString(),
                        exchange.getRequestPath(),
                        exchange.getQueryString(),
                        new String(body, StandardCharsets.UTF_8),
                        Optional.ofNullable(headers.getFirst(API_KEY)).orElse(""),
                        id,
                        arrived)
                .with(Optional.ofNullable(headers.getFirst(SESSION_TOKEN)).orElse(""));
    }

    private void lead(HttpServerExchange exchange, Optional<Route> found, Request request) {
        if (found.isEmpty()) {
            send(exchange, Reply.error(ApiError.noSuchPath()));
            return;
        }
        Route route = found.get();
        if (route.bulkhead().isEmpty()) {
            send(exchange, answer(route.endpoint(), request));
            return;
        }
        Bulkhead bulkhead = route.bulkhead().get();
        if (!bulkhead.enter()) {
            send(exchange, Reply.error(ApiError.tooMany(retryAfter)));
            return;
        }
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> bulkhead.run(() -> send(exchange, answer(route.endpoint(), request))));
    }

    private static Reply answer(Endpoint endpoint, Request request) {
        try {
            return endpoint.answer(request);
        } catch (ApiException e) {
            return Reply.error(e.error());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.error(ApiError.refused("shutting down", Duration.ofSeconds(1)));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed, request id {}", request.method(), request.path(), request.id(), e);
            return Reply.error(ApiError.internal());
        }
    }

    private static void send(HttpServerExchange exchange, Reply reply) {
        exchange.setStatusCode(reply.status());
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(Headers.CONTENT_TYPE, reply.contentType());
        if (!reply.retryAfter().isZero()) {
            headers.put(Headers.RETRY_AFTER, (reply.retryAfter().toMillis() + 999) / 1000);
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(reply.body()));
    }
}
