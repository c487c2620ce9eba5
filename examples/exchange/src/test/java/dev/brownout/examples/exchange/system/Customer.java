package dev.brownout.examples.exchange.system;

import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.gateway.Signatures;
import dev.brownout.examples.exchange.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A customer with an account, who signs and asks, with a limit of his own on every answer. */
final class Customer {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final String account;
    private final Duration patience;

    /** What came back, and how long that took. */
    record Answer(int status, String type, JsonNode body, HttpResponse<byte[]> raw, Duration took) {
        int code() {
            return body.path("code").asInt(0);
        }

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    Customer(String base, String account, Duration patience) {
        this.base = base;
        this.account = account;
        this.patience = patience;
    }

    Answer get(String path, String query) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path + "?" + query)));
    }

    Answer signedGet(String path, String query) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path + "?" + signed(query))));
    }

    Answer delete(String path, String query) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path + "?" + signed(query)))
                .DELETE());
    }

    Answer post(String path, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(signed(form))));
    }

    /** Asks about the session of a token, or ends it; without a token if that is empty. */
    Answer session(String method, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v3/session"))
                .method(method, HttpRequest.BodyPublishers.noBody());
        return send(token.isEmpty() ? request : request.header("X-Session-Token", token));
    }

    Answer buy(String price, String quantity, String clientOrderId) throws IOException, InterruptedException {
        return limit("BUY", price, quantity, clientOrderId);
    }

    Answer sell(String price, String quantity, String clientOrderId) throws IOException, InterruptedException {
        return limit("SELL", price, quantity, clientOrderId);
    }

    private Answer limit(String side, String price, String quantity, String clientOrderId)
            throws IOException, InterruptedException {
        return post(
                "/api/v3/order",
                "symbol=BTCUSDT&side=" + side + "&type=LIMIT&timeInForce=GTC&quantity=" + quantity + "&price=" + price
                        + "&newClientOrderId=" + clientOrderId);
    }

    /** What is free of an asset, as text. */
    String free(String asset) throws IOException, InterruptedException {
        return free(signedGet("/api/v3/account", ""), asset);
    }

    static String free(Answer account, String asset) {
        for (JsonNode balance : account.body().path("balances")) {
            if (balance.path("asset").asString("").equals(asset)) {
                return balance.path("free").asString("");
            }
        }
        return "";
    }

    private String signed(String query) {
        String payload =
                (query.isEmpty() ? "" : query + "&") + "recvWindow=60000&timestamp=" + System.currentTimeMillis();
        return payload + "&signature=" + Signatures.sign(Accounts.derive("secret", account), payload);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<byte[]> response = http.send(
                request.header("X-MBX-APIKEY", Accounts.derive("key", account))
                        .timeout(patience)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String type = response.headers().firstValue("Content-Type").orElse("");
        JsonNode body = type.startsWith("application/json") ? Json.parse(response.body()) : Json.object();
        return new Answer(response.statusCode(), type, body, response, took);
    }
}
