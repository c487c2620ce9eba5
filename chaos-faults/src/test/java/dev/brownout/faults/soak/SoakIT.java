package dev.brownout.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Component;
import dev.brownout.api.Durations;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.HttpTarget;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.decide.DecisionLog;
import dev.brownout.faults.tls.Ends;
import dev.brownout.faults.tls.TlsPlane;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Traffic through every kind of link while faults from one seed come and go at 20 a second: nothing is lost but to faults that
 * lose, and nothing is kept. A minute; {@code -Dbrownout.soak=10m} for longer, {@code -Dbrownout.soak.seed=…} for another
 * weather.
 */
class SoakIT {
    private static final Duration LENGTH = Durations.parse(System.getProperty("brownout.soak", "60s"));
    private static final long SEED = Long.getLong("brownout.soak.seed", 20251020);
    private static final long BETWEEN = Duration.ofMillis(50).toNanos();

    /** The planes whose faults are on a wire; load, processes and files are no weather of links. */
    private static final List<String> ON_THE_WIRE = List.of("tcp.", "tls.", "http.", "ws.", "dns.");

    /**
     * What delays, slices or dresses up, but leaves every answer right and in time for a client of {@link
     * Clients#PATIENCE_MILLIS}. A frozen answer is right here because the client's question has always the same answer.
     */
    private static final Set<String> LOSES_NOTHING = Set.of(
            "tcp.latency",
            "tcp.bandwidth",
            "tcp.slicer",
            "tcp.slow-close",
            "http.delay",
            "http.drop-headers",
            "http.freeze",
            "dns.slow",
            "dns.ttl",
            "dns.truncated",
            "dns.partial");

    private static final String HOST = "ledger.soak.test";
    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Name LEDGER = new Name(HOST, Map.of(), Map.of("gateway", Resolution.PLANE));
    private static final Link STORE = link("store", Protocol.REDIS);
    private static final Link EDGE = link("edge", Protocol.HTTP1).with("witness-path", HttpTarget.NOW);
    private static final Link FEED =
            link("feed", Protocol.HTTP1).with("witness-path", HttpTarget.NOW).with("ws-path", HttpTarget.SOCKET);
    private static final Link SHOP = trusted(link("shop", Protocol.HTTPS1)).with("witness-path", "/now");
    private static final Link BANK = trusted(link("bank", Protocol.TLS));
    /** Its user keeps one session for life, which faults of handshakes must leave alone: only what loses nothing comes here. */
    private static final Link VAULT = trusted(link("vault", Protocol.TLS));

    private static Link link(String to, Protocol protocol) {
        return Link.between(GATEWAY, new Component(to, Map.of(), Timings.NONE), protocol);
    }

    private static Link trusted(Link link) {
        return link.with("trust", "plane").with("server-name", HOST);
    }

    private static InetAddress loopback(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    private static void http(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        for (var line = TestServer.line(in); line != null; line = TestServer.line(in)) {
            if (line.isEmpty()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static void redis(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        for (var line = TestServer.line(in); line != null; line = TestServer.line(in)) {
            socket.getOutputStream().write("+PONG\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void should_lose_nothing_without_a_fault_and_keep_nothing() throws Exception {
        var links = List.of(STORE, EDGE, FEED, SHOP, BANK, VAULT);
        var addresses = List.of(loopback(1), loopback(2));
        try (var plane = LocalPlane.open(SEED);
                var redis = TestServer.redis();
                var http = HttpTarget.forgetful();
                var https = Ends.target(SoakIT::http);
                var rediss = Ends.target(SoakIT::redis)) {
            plane.connect(STORE, redis.address());
            plane.connect(EDGE, http.address());
            plane.connect(FEED, http.address());
            plane.connect(SHOP, https.address());
            plane.connect(BANK, rediss.address());
            plane.connect(VAULT, rediss.address());
            plane.publish(LEDGER, List.of(loopback(9)));
            plane.publish(LEDGER, addresses);

            var registry = FaultRegistry.load();
            try (var weather = new Weather(plane, registry, SEED)) {
                everyKind(registry, weather, links);
                var trust = Ends.trusting(plane.part(TlsPlane.class).root());
                soak(
                        weather,
                        plane.part(DecisionLog.class),
                        List.of(
                                new Traffic(STORE.id(), Clients.redis(Clients.plain(plane.open(STORE))), weather),
                                new Traffic(
                                        EDGE.id(),
                                        Clients.http(Clients.plain(plane.open(EDGE)), "/orders", "{\"status\":\"ok\"}"),
                                        weather),
                                new Traffic(FEED.id(), Clients.webSocket(plane.open(FEED)), weather),
                                new Traffic(
                                        SHOP.id(),
                                        Clients.http(Clients.tls(trust, plane.open(SHOP), HOST), "/orders", "{}"),
                                        weather),
                                new Traffic(
                                        BANK.id(), Clients.redis(Clients.tls(trust, plane.open(BANK), HOST)), weather),
                                new Traffic(
                                        VAULT.id(),
                                        Clients.redisForLife(Clients.tls(trust, plane.open(VAULT), HOST)),
                                        weather),
                                new Traffic(
                                        LEDGER.id(), Clients.dns(plane.dns(), HOST, Set.copyOf(addresses)), weather)));
            }
        }
    }

    /** Every kind on the wire may come to every target that it can be done to; there must be one. */
    private static void everyKind(FaultRegistry registry, Weather weather, List<Link> links) {
        var components = Stream.concat(
                        Stream.of(GATEWAY), links.stream().map(l -> new Component(l.to(), Map.of(), Timings.NONE)))
                .toList();
        var stack = new Stack("soak", "what is soaked", Map.of(), components, links, List.of(LEDGER), List.of());
        var nowhere = new TreeSet<String>();
        for (var kind : registry.kinds()) {
            if (ON_THE_WIRE.stream().anyMatch(kind.name()::startsWith)) {
                boolean somewhere = false;
                for (Target target :
                        Stream.concat(links.stream(), Stream.of(LEDGER)).toList()) {
                    somewhere |= fits(kind, target) && weather.may(kind, target, loses(kind, target), stack);
                }
                if (!somewhere) {
                    nowhere.add(kind.name());
                }
            }
        }
        assertThat(nowhere).as("kinds that can be done to no target").isEmpty();
    }

    private static boolean fits(FaultKind<?> kind, Target target) {
        return kind.target() == target.kind() && !(target.equals(VAULT) && loses(kind, target));
    }

    private static boolean loses(FaultKind<?> kind, Target target) {
        return !LOSES_NOTHING.contains(kind.name())
                && !(target.equals(VAULT) && kind.name().startsWith("tls."));
    }

    private static void soak(Weather weather, DecisionLog log, List<Traffic> users) throws Exception {
        users.forEach(Traffic::start);
        Awaitility.await("everybody is connected")
                .atMost(Duration.ofSeconds(20))
                .until(() -> users.stream().allMatch(u -> u.asked() > 0));
        // the first quarter fills caches and pools; what lives after it is what there was "at the start"
        var first = LENGTH.dividedBy(4);
        blow(weather, first);
        weather.close();
        // the log of decisions holds a bounded number, which the first quarter of a short soak does not reach
        fill(log);
        var before = Resources.settled();
        var held = Histogram.now();
        blow(weather, LENGTH.minus(first));
        weather.close();
        var after = new ArrayList<Resources>();
        try {
            Awaitility.await("nothing is kept")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        after.add(Resources.now());
                        assertThat(after.get(after.size() - 1))
                                .matches(r -> r.within(before), "within 5 % of " + before);
                    });
        } finally {
            for (var user : users) {
                user.stop();
            }
            System.out.println("soak of " + Durations.format(LENGTH) + ", seed " + SEED + ": " + users + "; faults "
                    + weather.counts() + "; before " + before + ", after " + after.get(after.size() - 1) + "; grown "
                    + Histogram.now().since(held));
        }
        assertThat(users.stream().flatMap(u -> u.lost().stream())).isEmpty();
        assertThat(users).allMatch(u -> u.calm() > 0);
    }

    private static void fill(DecisionLog log) {
        for (int i = 0; i < DecisionLog.MOST; i++) {
            log.note("soak/before", "store/gateway #" + i, i, true);
        }
    }

    private static void blow(Weather weather, Duration length) {
        long next = System.nanoTime();
        for (long end = next + length.toNanos(); System.nanoTime() < end; next += BETWEEN) {
            weather.blow(next);
            for (long wait = next + BETWEEN - System.nanoTime(); wait > 0; wait = next + BETWEEN - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }
}
