package dev.brownout.examples.exchange.stack;

import dev.brownout.examples.exchange.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a customer got.
 *
 * @param status the HTTP status
 * @param contentType as sent, or an empty string
 * @param retryAfter the {@code Retry-After} header, or an empty string
 * @param body as text
 */
record HttpAnswer(int status, String contentType, String retryAfter, String body) {
    private static final int EXCERPT = 60;

    static HttpAnswer of(HttpResponse<String> response) {
        var headers = response.headers();
        return new HttpAnswer(
                response.statusCode(),
                headers.firstValue("Content-Type").orElse(""),
                headers.firstValue("Retry-After").orElse(""),
                response.body());
    }

    /** Give the body as JSON, if it says that it is and is. */
    Optional<JsonNode> json() {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(body.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Give the stable code of an error, a number other than 0 or a word, if there is one. */
    Optional<String> code() {
        return json().map(json -> json.path("code").asString("")).filter(code -> !code.isEmpty() && !code.equals("0"));
    }

    /** Say in at most a line what this is. */
    String describe() {
        return status + " " + code().orElseGet(this::excerpt);
    }

    private String excerpt() {
        var line = body.replaceAll("\\s+", " ").strip();
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }
}
