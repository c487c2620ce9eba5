package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Capability;
import dev.brownout.api.Component;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.Link;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.Name;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Protocol;
import dev.brownout.api.Reload;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.faults.http.HttpLinks;
import dev.brownout.faults.tcp.Greetings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the exchange is made of. Every declared timing is read from the settings that the processes run with. */
final class Layout {
    /** Who the exchange is there for: probes and traders, and a process from which can be measured what they meet. */
    static final String USERS = "users";

    static final String EDGE = "edge";
    static final List<String> GATEWAYS = List.of("gateway-1", "gateway-2");
    static final String ENGINE = "engine";
    static final String LEDGER = "ledger";

    /** The host name by which gateways and engine find the ledger; {@code .test} is reserved (RFC 6761). */
    static final String LEDGER_NAME = "ledger.us-east-1.exchange.test";

    /** The edge's file of features that tell people from bots. */
    static final String FEATURES = "bot-features";

    static final String PLACE_ORDER = "place-order";
    static final String CANCEL_ORDER = "cancel-order";
    static final String READ_BALANCE = "read-balance";
    static final String MARKET_DATA = "market-data";

    /** No answer by then is a hung one. */
    static final Duration DEADLINE = Duration.ofSeconds(3);

    private static final String SERVER_TIME = "/api/v3/time";
    private static final String TRADES = "/ws/btcusdt@trade";

    private static final int PROBES_PER_SECOND = 20;
    private static final Map<String, String> REGION = Map.of("provider", "aws", "region", "us-east-1");

    private Layout() {}

    static Stack stack(String title, ExchangeOptions options, Map<String, String> given) {
        var settings = options.settings();
        var users = new Component(USERS, Map.of("role", "users"), Timings.NONE);
        var edge = component(
                        EDGE,
                        "edge",
                        "az1",
                        new Timings(
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                settings.duration("edge-timeout"),
                                Duration.ZERO))
                .withFiles(ConfigFile.of(
                        FEATURES,
                        ConfigFile.Format.JSON,
                        Reload.watch(),
                        LoadEvidence.status("/features", "/tried"),
                        LoadEvidence.exit()));
        var gateway1 = component(GATEWAYS.get(0), "gateway", "az1", timings(settings, "client-timeout"));
        var gateway2 = component(GATEWAYS.get(1), "gateway", "az2", timings(settings, "client-timeout"));
        var engine = component(ENGINE, "engine", "az1", timings(settings, "settle-deadline"));
        var ledger = component(LEDGER, "ledger", "az2", Timings.NONE);
        return new Stack(
                "exchange:" + options.variant(),
                title,
                given,
                List.of(users, edge, gateway1, gateway2, engine, ledger),
                List.of(
                        front(users, edge),
                        balanced(edge, gateway1),
                        balanced(edge, gateway2),
                        Link.between(edge, engine, Protocol.HTTP1), // WebSocket streams go past the gateways
                        Link.between(gateway1, engine, Protocol.HTTP1),
                        Link.between(gateway2, engine, Protocol.HTTP1),
                        Link.between(gateway1, ledger, Protocol.POSTGRES),
                        Link.between(gateway2, ledger, Protocol.POSTGRES),
                        Link.between(engine, ledger, Protocol.POSTGRES)),
                List.of(new Name(
                        LEDGER_NAME,
                        labels("ledger"),
                        Map.of(
                                gateway1.id(), Resolution.JVM_AGENT,
                                gateway2.id(), Resolution.JVM_AGENT,
                                engine.id(), Resolution.JVM_AGENT))),
                capabilities());
    }

    /** The way in: what goes on here are the requests that users made, each once. */
    private static Link front(Component users, Component edge) {
        return Link.between(users, edge, Protocol.HTTP1)
                .with(Link.FRONT, "true")
                .with(HttpLinks.WITNESS_PATH, SERVER_TIME)
                .with(HttpLinks.WS_PATH, TRADES);
    }

    /** The edge asks its gateways how they are. */
    private static Link balanced(Component edge, Component gateway) {
        return Link.between(edge, gateway, Protocol.HTTP1).with(HttpLinks.HEALTH_PATH, Greetings.HEALTH_PATH);
    }

    /** Where witnesses may ask what changes from one time to the next, and open a WebSocket. */
    private static final Map<String, Map<String, String>> FOR_WITNESSES = Map.of(
            "gateway", Map.of(HttpLinks.WITNESS_PATH, SERVER_TIME),
            "engine", Map.of(HttpLinks.WS_PATH, TRADES));

    private static Component component(String id, String role, String zone, Timings timings) {
        var labels = new java.util.TreeMap<>(labels(role));
        labels.put("zone", zone);
        labels.putAll(FOR_WITNESSES.getOrDefault(role, Map.of()));
        return new Component(id, labels, timings).withProcess(ProcessControl.RESTART);
    }

    private static Map<String, String> labels(String role) {
        var labels = new java.util.TreeMap<>(REGION);
        labels.put("role", role);
        return labels;
    }

    private static Timings timings(Settings settings, String clientTimeout) {
        return new Timings(
                settings.duration("name-cache-positive"),
                settings.duration("name-cache-negative"),
                settings.duration("pool-lifetime"),
                settings.duration(clientTimeout),
                settings.duration("last-good-limit"));
    }

    private static List<Capability> capabilities() {
        return List.of(
                capability(PLACE_ORDER, "a limit order far from the market is accepted and gets an order id", 800),
                capability(CANCEL_ORDER, "a resting order is cancelled", 500),
                capability(READ_BALANCE, "an account whose balance never changes is told exactly that balance", 800),
                capability(MARKET_DATA, "an order book of both sides, not crossed, less than 2 s old", 500));
    }

    private static Capability capability(String id, String title, long slowAfterMillis) {
        return new Capability(id, title, Duration.ofMillis(slowAfterMillis), DEADLINE, PROBES_PER_SECOND);
    }

    /** Name the link between two components as {@link Link#between} does. */
    static String link(String from, String to) {
        return from + "-to-" + to;
    }
}
