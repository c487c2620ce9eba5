package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the configuration by which a real nginx is the edge, from the same settings as {@link EdgeMain}: {@code port}, {@code
 * gateways}, {@code engine}, {@code features}, {@code name} and the posture's strategies and timings; each strategy is a file in
 * the resources' directory {@code nginx}. For nginx 1.22 or newer, started as root; it logs to standard output and error.
 *
 * <p>Upstreams may be addresses or names. nginx looks names up once, when it starts and at each reload, with the container's
 * resolver, and does not start while one of them is unknown. Asking anew while it runs ({@code resolver}, and a variable in
 * {@code proxy_pass}) is possible without an upstream block only, and so without passive health. So give addresses that stay,
 * as a plane's do, or reload when one has changed.
 *
 * <p>What is different from the Java edge: a gateway's health is learnt from requests, nobody asks for its {@code /healthz}; retries
 * have no budget, but none goes further than the second gateway; a page with status 200 passes, because nginx does not look
 * into it, and so does nginx's own about a request that is malformed or too large; a gateway's own 500, 503 and 504 keep
 * status, code and {@code Retry-After} and lose the reason in their message; a {@code DELETE} is never sent twice, even if it
 * was surely not sent once; features that cannot be taken never end a running nginx, whatever the posture, but one that
 * starts with them does not start.
 */
public final class NginxEdge {
    /** The usual name of the features' file: a line {@code NAME WEIGHT;} each, read when nginx starts and on SIGHUP. */
    public static final String FEATURES = "bot-features.map";

    /** What a gateway says in JSON or never: with one of these a page may have come from somebody between. */
    private static final String SUSPECT = "403 500 502 503 504 520 521 522 523 524 525 526 527 530";

    private static final Pattern UPSTREAM = Pattern.compile("http://([A-Za-z0-9._-]+:\\d{1,5})/?");

    private final Settings settings;

    private NginxEdge(Settings settings) {
        this.settings = settings;
    }

    /**
     * Makes a writer.
     *
     * @param settings as {@link EdgeMain} takes them; {@code features} is the file's path as nginx sees it
     */
    public static NginxEdge of(Settings settings) {
        return new NginxEdge(settings);
    }

    /**
     * Writes features as their generator would.
     *
     * @param rows how many; nginx has room for some 1600 of these
     */
    public static String features(int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(i -> "bot-management.feature-%05d %d;\n".formatted(i, i))
                .collect(Collectors.joining("", "# feature weight;\n", ""));
    }

    /**
     * Writes the whole {@code nginx.conf}.
     *
     * @throws IllegalArgumentException if a setting is absent, or an upstream is not {@code http://HOST:PORT}
     */
    public String configuration() {
        String answers = settings.choose(
                "edge-answers", Map.of("honest-json", () -> "honest-json.conf", "verbatim", () -> "verbatim.conf"));
        String retries = settings.choose(
                "edge-retries", Map.of("safe-only", () -> "safe-only.conf", "blind", () -> "blind.conf"));
        return resource("edge.conf")
                .replace("@retries@\n", resource(retries))
                .replace("@answers@\n", resource(answers))
                .replace("@on-failure@", answers.startsWith("honest") ? "error_page " + SUSPECT + " = @failed;" : "")
                .replace("@posture@", settings.text("posture"))
                .replace("@name@", settings.optional("name").orElse("edge"))
                .replace("@port@", Integer.toString(settings.number("port")))
                .replace("@gateways@", gateways())
                .replace("@engine@", upstream(settings.text("engine")))
                .replace(
                        "@include@",
                        settings.optional("features")
                                .map(file -> "include " + file + ";")
                                .orElse(""))
                .replace("@connect@", time(connectTimeout()))
                .replace("@timeout@", time(settings.duration("edge-timeout")))
                .replace("@again@", time(settings.duration("edge-timeout").dividedBy(3)))
                .replace("@retry-after@", Long.toString((retryAfter().toMillis() + 999) / 1000))
                .replace("@internal@", body(ApiError.internal()))
                .replace("@unknown@", body(ApiError.unknown(retryAfter())))
                .replace("@refused@", body(ApiError.refused("no gateway answers", retryAfter())));
    }

    private static String resource(String name) {
        String path = "/dev/brownout/examples/exchange/nginx/" + name;
        try (InputStream in = NginxEdge.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " must be on the class path, but was absent");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + path + " must be readable", e);
        }
    }

    /** Without a connect timeout nobody has thought about health either: nginx takes a gateway out for 10 s at one failure. */
    private String gateways() {
        String health = settings.duration("connect-timeout").isZero()
                ? ""
                : " max_fails=" + settings.number("health-fall") + " fail_timeout=1s";
        return Arrays.stream(settings.text("gateways").split(",", -1))
                .map(base -> "        server " + upstream(base) + health + ";")
                .collect(Collectors.joining("\n"));
    }

    private static String upstream(String base) {
        Matcher matcher = UPSTREAM.matcher(base);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "upstream of nginx must be http://HOST:PORT, but was " + base + "; see gateways=… and engine=…");
        }
        return matcher.group(1);
    }

    private Duration connectTimeout() {
        Duration declared = settings.duration("connect-timeout");
        return declared.isZero() ? settings.duration("edge-timeout") : declared;
    }

    private Duration retryAfter() {
        return settings.duration("retry-after");
    }

    private static String time(Duration duration) {
        return duration.toMillis() + "ms";
    }

    private static String body(ApiError error) {
        return new String(Reply.error(error).body(), StandardCharsets.UTF_8);
    }
}
