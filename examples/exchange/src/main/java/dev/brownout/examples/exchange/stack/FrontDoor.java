package dev.brownout.examples.exchange.stack;

import dev.brownout.examples.exchange.account.Account;
import dev.brownout.examples.exchange.gateway.Signatures;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Sends requests to the exchange as a customer does, signed where that is needed. Never blocks: connecting, sending and
 * reading happen on the client's own threads, with as many connections as there are open requests. Thread safe.
 */
final class FrontDoor {
    private final URI base;
    private final HttpClient client;
    private final Duration timeout;

    /**
     * Make a customer's client.
     *
     * @param base such as {@code http://127.0.0.1:8080}
     * @param executor runs the client and whatever depends on its answers
     * @param timeout when a request is given up
     */
    FrontDoor(URI base, Executor executor, Duration timeout) {
        this.base = base;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build();
    }

    /** Send a request that needs no signature. */
    CompletableFuture<HttpAnswer> open(String path, Map<String, String> parameters) {
        return send(HttpRequest.newBuilder(uri(path, encode(parameters))).GET());
    }

    /** Send a signed request; everything travels in the query. */
    CompletableFuture<HttpAnswer> signed(Account account, String method, String path, Map<String, String> parameters) {
        var all = new LinkedHashMap<>(parameters);
        all.put("timestamp", Long.toString(System.currentTimeMillis()));
        var payload = encode(all);
        var query = payload + "&signature=" + Signatures.sign(account.secret(), payload);
        return send(HttpRequest.newBuilder(uri(path, query))
                .header("X-MBX-APIKEY", account.apiKey())
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /** Send a request that shows a session's token and needs no signature. */
    CompletableFuture<HttpAnswer> withToken(String token, String method, String path) {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("X-Session-Token", token)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private URI uri(String path, String query) {
        return base.resolve(query.isEmpty() ? path : path + "?" + query);
    }

    /** A future derived from the client's own cancels the request when it is cancelled ({@link HttpClient#sendAsync}). */
    private CompletableFuture<HttpAnswer> send(HttpRequest.Builder request) {
        return client.sendAsync(
                        request.timeout(timeout).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenApply(HttpAnswer::of);
    }

    private static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
