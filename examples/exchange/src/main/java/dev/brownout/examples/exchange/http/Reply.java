package dev.brownout.examples.exchange.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * One reply, ready to send. The array is not copied: whoever makes a reply hands its body over.
 *
 * @param status the HTTP status
 * @param contentType as sent
 * @param body as sent
 * @param retryAfter sent as {@code Retry-After} in whole seconds, rounded up; zero sends none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Reply(int status, String contentType, byte[] body, Duration retryAfter) {
    /** The content type of everything but a fragile edge's error pages. */
    public static final String JSON = "application/json;charset=UTF-8";

    /** Makes a 200 with JSON. */
    public static Reply ok(JsonNode body) {
        return json(200, body);
    }

    /** Makes a reply with JSON. */
    public static Reply json(int status, JsonNode body) {
        return new Reply(status, JSON, Json.bytes(body), Duration.ZERO);
    }

    /** Makes a reply that carries an error. */
    public static Reply error(ApiError error) {
        var body = Json.object();
        body.put("code", error.code());
        body.put("msg", error.message());
        return new Reply(error.status(), JSON, Json.bytes(body), error.retryAfter());
    }

    /** Makes a reply with a page of HTML. */
    public static Reply html(int status, String page) {
        return new Reply(status, "text/html", page.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    /** Tells whether the content is JSON. */
    public boolean isJson() {
        return contentType.startsWith("application/json");
    }
}
