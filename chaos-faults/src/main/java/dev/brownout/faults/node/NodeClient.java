package dev.brownout.faults.node;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.rest.RestCall;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Calls a node's control API. Every failure is a {@link BrownoutException} with the node's own words. Thread safe. */
final class NodeClient {
    /** Longer than a node takes to put any fault in place or to take it away. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String base;

    /**
     * @param base where the control API is, {@code http://host:port}
     */
    NodeClient(String base) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    String base() {
        return base;
    }

    static String encode(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return done("GET", path, Optional.empty());
    }

    JsonNode put(String path, JsonNode body) {
        return done("PUT", path, Optional.of(body));
    }

    JsonNode post(String path, JsonNode body) {
        return done("POST", path, Optional.of(body));
    }

    void delete(String path) {
        done("DELETE", path, Optional.empty());
    }

    private JsonNode done(String method, String path, Optional<JsonNode> body) {
        var answer = call(method, path, body);
        if (!answer.ok()) {
            throw new BrownoutException("the node at " + base + " refused: " + words(answer));
        }
        return answer.json();
    }

    static String words(RestCall.Answer answer) {
        var error = answer.json();
        var hint = error.path("hint").asString("");
        return error.path("error")
                        .asString(answer.status() + " " + answer.text().strip())
                + (hint.isEmpty() ? "" : "; " + hint);
    }

    RestCall.Answer call(String method, String path, Optional<JsonNode> body) {
        try {
            return RestCall.send(method, URI.create(base + path), body, TIMEOUT);
        } catch (IOException | IllegalArgumentException e) {
            throw new BrownoutException(
                    "the node at " + base + " must answer " + method + " " + path + ", but: " + e
                            + "; start it with brownout node, or name another",
                    e);
        }
    }
}
