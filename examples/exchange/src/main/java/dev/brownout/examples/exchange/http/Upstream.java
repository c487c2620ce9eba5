package dev.brownout.examples.exchange.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls one HTTP server that stands behind this process, keeping connections alive. Safe for any thread.
 *
 * <p>An exception says whether the request may have been carried out: {@link Unsent} surely not, {@link Unanswered}
 * perhaps.
 */
public final class Upstream {
    private final HttpClient client;
    private final String base;

    /** The request never left: no connection could be made. */
    public static final class Unsent extends IOException {
        private static final long serialVersionUID = 1L;

        Unsent(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /** The request left, and no whole answer came: it may have been carried out. */
    public static final class Unanswered extends IOException {
        private static final long serialVersionUID = 1L;

        /** Says what was asked. */
        public Unanswered(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /**
     * Makes a caller.
     *
     * @param base such as {@code http://127.0.0.1:8080}, without a path
     * @param connectTimeout zero for none
     */
    public Upstream(String base, Duration connectTimeout) {
        this.base = base;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (!connectTimeout.isZero()) {
            builder.connectTimeout(connectTimeout);
        }
        this.client = builder.build();
    }

    /** Gives the server's base URL. */
    public String base() {
        return base;
    }

    /**
     * Sends a request and waits for the whole answer.
     *
     * @param method such as {@code POST}
     * @param pathAndQuery beginning with {@code /}
     * @param headers to send
     * @param body to send; empty for none
     * @param limit how long to wait, body included, > 0
     * @throws Unsent if no connection could be made
     * @throws Unanswered if no whole answer came in time
     * @throws InterruptedException if interrupted; the request is cancelled
     */
    public Reply call(String method, String pathAndQuery, Map<String, String> headers, byte[] body, Duration limit)
            throws Unsent, Unanswered, InterruptedException {
        String what = method + " " + base + pathAndQuery.replaceFirst("\\?.*", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            return reply(pending.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new Unanswered(what + " must answer within " + limit.toMillis() + " ms, but did not", e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            throw e;
        } catch (CancellationException e) {
            throw new Unanswered(what + " was cancelled", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                throw new Unsent(what + " could not connect", cause);
            }
            String how = cause instanceof HttpTimeoutException ? "timed out" : "broke off";
            throw new Unanswered(what + " " + how, cause);
        }
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
        return new Reply(response.statusCode(), type, response.body(), retryAfter);
    }
}
