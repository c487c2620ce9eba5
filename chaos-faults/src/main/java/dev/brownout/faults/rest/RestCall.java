package dev.brownout.faults.rest;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One call of an HTTP interface that speaks JSON. {@link HttpURLConnection} and not the newer client, as it is there at once
 * and needs no threads; its ways of its own are turned off: it asks no proxy, follows no redirect, and sends nothing twice.
 */
public final class RestCall {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGEST = 16 << 20;

    private RestCall() {}

    /**
     * What was answered.
     *
     * @param status the status code
     * @param text the body, empty where there was none
     */
    public record Answer(int status, String text) {
        /**
         * Tell whether it is a success.
         *
         * @return true for 200 to 299
         */
        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /**
         * Read the body as JSON.
         *
         * @return the body; a missing node where it is empty or no JSON
         */
        public JsonNode json() {
            try {
                return text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
            } catch (JacksonException e) {
                return JSON.missingNode();
            }
        }
    }

    /**
     * Call.
     *
     * @param method the method
     * @param uri where to, {@code http} only
     * @param body what to send as JSON; empty for none
     * @param timeout for connecting, and for each wait for a piece of the answer
     * @return the answer, whatever its status
     * @throws IOException if there is none
     */
    public static Answer send(String method, URI uri, Optional<JsonNode> body, Duration timeout) throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis()));
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("User-Agent", "brownout");
        if (body.isPresent()) {
            var bytes = JSON.writeValueAsBytes(body.get());
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setFixedLengthStreamingMode(bytes.length); // else it sends a POST again when the first try fails
            try (var out = connection.getOutputStream()) {
                out.write(bytes);
            }
        }
        int status = connection.getResponseCode();
        try (var in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            var bytes = in == null ? new byte[0] : in.readNBytes(LARGEST);
            return new Answer(status, new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
