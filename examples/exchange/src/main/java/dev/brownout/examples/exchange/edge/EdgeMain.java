package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.examples.exchange.http.Bulkhead;
import dev.brownout.examples.exchange.http.HttpProcess;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.ProcessLog;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Router;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The edge process: what customers connect to. Requests go to the gateways in turn; {@code /ws/…} and {@code /stream} go
 * straight to the engine's WebSocket, so that a feed does not hang on a gateway's health.
 *
 * <p>Arguments (see {@code common.properties}): {@code port}, {@code gateways}, {@code engine}, and optionally {@code
 * posture}, {@code name}, {@code features} and any strategy or timing.
 */
public final class EdgeMain {
    private EdgeMain() {}

    /** Starts the process; returns while it serves. */
    public static void main(String[] arguments) {
        ProcessLog.choose();
        Settings settings = Settings.read(arguments, System.getenv());
        Gateways gateways = new Gateways(
                Arrays.asList(settings.text("gateways").split(",", -1)),
                settings.duration("connect-timeout"),
                new Gateways.Checks(
                        settings.duration("health-interval"),
                        settings.duration("health-timeout"),
                        settings.number("health-fall"),
                        settings.number("health-rise")));
        Duration retryAfter = settings.duration("retry-after");
        Forwarding forwarding = new Forwarding(
                gateways,
                settings.choose(
                        "edge-answers",
                        Map.of("honest-json", () -> new HonestJson(retryAfter), "verbatim", VerbatimAnswers::new)),
                settings.choose(
                        "edge-retries",
                        Map.of(
                                "safe-only",
                                () -> new SafeRetries(
                                        settings.number("edge-retry-budget-percent"),
                                        () -> ThreadLocalRandom.current().nextDouble()),
                                "blind",
                                BlindRetries::new)),
                settings.duration("edge-timeout"));
        Bulkhead orders = new Bulkhead("orders", settings.number("order-threads"), settings.number("order-queue"));
        Bulkhead cancels = new Bulkhead("cancels", settings.number("order-threads"), settings.number("order-queue"));
        Bulkhead accounts = new Bulkhead("accounts", settings.number("read-threads"), settings.number("read-queue"));
        Bulkhead sessions = new Bulkhead("sessions", settings.number("read-threads"), settings.number("read-queue"));
        Bulkhead rest = new Bulkhead("rest", settings.number("read-threads"), settings.number("read-queue"));
        Router router = new Router(settings.optional("name").orElse("edge"), retryAfter)
                .inline("GET /healthz", request -> health(gateways))
                .on("POST /api/v3/order", orders, forwarding)
                .on("DELETE /api/v3/order", cancels, forwarding)
                .on("GET /api/v3/account", accounts, forwarding)
                .on("POST /api/v3/session", sessions, forwarding)
                .on("GET /api/v3/session", sessions, forwarding)
                .on("DELETE /api/v3/session", sessions, forwarding)
                .otherwise(rest, forwarding);
        Optional<Features> features = features(settings);
        features.ifPresent(known -> router.inline("GET /features", request -> known.answer()));
        HttpProcess.serve(
                settings,
                streams(settings, router),
                () -> features.ifPresent(Features::close),
                gateways,
                rest,
                sessions,
                accounts,
                cancels,
                orders);
    }

    private static Optional<Features> features(Settings settings) {
        return settings.optional("features")
                .map(file -> new Features(
                        Path.of(file),
                        settings.number("feature-limit"),
                        settings.duration("feature-interval"),
                        settings.choose(
                                "bad-features",
                                Map.of("last-good", LastGoodFeatures::new, "fatal", FatalFeatures::new))));
    }

    private static HttpHandler streams(Settings settings, HttpHandler next) {
        HttpHandler sockets = ProxyHandler.builder()
                .setProxyClient(new LoadBalancingProxyClient().addHost(URI.create(settings.text("engine"))))
                .setNext(next)
                .build();
        return exchange -> {
            String path = exchange.getRequestPath();
            if (path.startsWith("/ws/") || path.equals("/stream")) {
                sockets.handleRequest(exchange);
            } else {
                next.handleRequest(exchange);
            }
        };
    }

    private static Reply health(Gateways gateways) {
        long healthy = gateways.healthy();
        return Reply.json(
                healthy > 0 ? 200 : 503,
                Json.object()
                        .put("status", healthy > 0 ? "ok" : "no healthy gateway")
                        .put("healthyGateways", healthy));
    }
}
