package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Probe;
import java.io.ByteArrayOutputStream;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks one question over HTTP, as often as it is asked to. Never blocks: connecting, sending and reading happen on threads of
 * its own, with as many connections as there are open questions. Thread safe.
 */
final class HttpAsker implements Probe, AutoCloseable {
    /** Longer than any sensible deadline, at which the prober gives a question up. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(60);

    /** What is read of an answer; the rest is thrown away. */
    private static final int MOST_BYTES = 1 << 20;

    private final HttpProbe question;
    private final List<AnswerRule> rules;
    private final Secrets secrets;
    private final HttpRequest request;
    private final HttpClient client;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "brownout-probe-http");
        thread.setDaemon(true);
        return thread;
    });

    HttpAsker(HttpProbe question, OpenLinks links, Secrets secrets) {
        this.question = question;
        this.rules = question.rules().isEmpty() ? AnswerRule.STANDARD : question.rules();
        this.secrets = secrets;
        this.request = request(question, links, secrets);
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new Direct())
                .executor(threads);
        if (links.protocol(question.link()).isTls()) {
            builder.sslContext(links.trust());
        }
        this.client = builder.build();
    }

    private static HttpRequest request(HttpProbe question, OpenLinks links, Secrets secrets) {
        var what = "the probe of " + question.method() + " " + question.path();
        var address = links.apply(question.link());
        var scheme = links.protocol(question.link()).isTls() ? "https://" : "http://";
        var host = address.getAddress().getHostAddress();
        var base = scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        try {
            var body = secrets.fill(what, question.body());
            var builder = HttpRequest.newBuilder(URI.create(base + question.path()))
                    .timeout(GIVEN_UP)
                    .method(
                            question.method(),
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
            question.headers().forEach((name, value) -> header(builder, name, secrets.fill(what, value), secrets));
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new BrownoutException(what + " cannot be sent: " + secrets.blot(String.valueOf(e.getMessage())), e);
        }
    }

    private static void header(HttpRequest.Builder builder, String name, String value, Secrets secrets) {
        try {
            builder.header(name, value);
        } catch (IllegalArgumentException e) {
            // java.net.http, module documentation: headers that it sets itself
            var way = name.toLowerCase(Locale.ROOT).equals("host")
                    ? "; start the JVM with -Djdk.httpclient.allowRestrictedHeaders=host"
                    : "";
            throw new BrownoutException(
                    "header " + name + " must be one that a client may set, with printable characters, but: "
                            + secrets.blot(String.valueOf(e.getMessage())) + way,
                    e);
        }
    }

    @Override
    public CompletableFuture<Answer> ask(long ordinal) {
        var body = new Body();
        // a future derived from the client's own cancels the request when it is cancelled (HttpClient.sendAsync)
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArrayConsumer(body::add))
                .thenApply(response -> {
                    var answer = new HttpAnswer(
                                    response.statusCode(), response.headers().map(), body.text())
                            .classify(rules, question.age(), Instant.now());
                    return new Answer(answer.mode(), secrets.blot(answer.detail()), answer.age());
                });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The beginning of a body. */
    private static final class Body {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        /** Called for one piece after the other; an empty one is the end. */
        synchronized void add(java.util.Optional<byte[]> piece) {
            piece.ifPresent(p -> bytes.write(p, 0, Math.min(p.length, MOST_BYTES - bytes.size())));
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** A proxy of the machine's settings must not stand between us and loopback. */
    private static final class Direct extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, java.io.IOException failure) {
            // there is no proxy that could have failed
        }
    }
}
