package dev.brownout.examples.exchange.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request, wholly read.
 *
 * @param method such as {@code GET}
 * @param path without the query
 * @param query as it came, undecoded; empty if there was none
 * @param body as it came; empty if there was none
 * @param apiKey the {@code X-MBX-APIKEY} header; empty if there was none
 * @param token the {@code X-Session-Token} header; empty if there was none
 * @param id the request's id, for logs and the reply
 * @param arrivedNanos when its header was read, on the scale of {@link System#nanoTime()}
 * @param parameters query and form parameters, decoded; the query wins, as Binance documents
 */
public record Request(
        String method,
        String path,
        String query,
        String body,
        String apiKey,
        String token,
        String id,
        long arrivedNanos,
        Map<String, String> parameters) {

    /** Makes a request without a session token, decoding its parameters. */
    public static Request of(
            String method, String path, String query, String body, String apiKey, String id, long arrivedNanos) {
        Map<String, String> parameters = new LinkedHashMap<>(decode(body));
        parameters.putAll(decode(query));
        return new Request(method, path, query, body, apiKey, "", id, arrivedNanos, parameters);
    }

    /** Makes the same request with a session token. */
    public Request with(String sessionToken) {
        return new Request(method, path, query, body, apiKey, sessionToken, id, arrivedNanos, parameters);
    }

    private static Map<String, String> decode(String form) {
        Map<String, String> decoded = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                decoded.put(text(pair.substring(0, equals)), text(pair.substring(equals + 1)));
            }
        }
        return decoded;
    }

    private static String text(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return encoded;
        }
    }

    /** Gives a parameter, or nothing if it is absent or empty. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Gives a parameter that must be there.
     *
     * @throws ApiException −1102 if it is absent or empty
     */
    public String required(String name) throws ApiException {
        return parameter(name).orElseThrow(() -> new ApiException(ApiError.parameter(name)));
    }

    /**
     * Gives a whole number ≥ 0, or nothing if it is absent.
     *
     * @throws ApiException −1102 if it is not a number
     */
    public Optional<Long> number(String name) throws ApiException {
        Optional<String> value = parameter(name);
        if (value.isPresent() && !value.get().matches("\\d{1,18}")) {
            throw new ApiException(ApiError.parameter(name));
        }
        return value.map(Long::valueOf);
    }
}
