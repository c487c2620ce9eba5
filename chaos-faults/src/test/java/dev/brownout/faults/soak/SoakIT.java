package dev.brownout.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Component;
import dev.brownout.api.Durations;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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

    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Name LEDGER = new Name("ledger.soak.test", Map.of(), Map.of("gateway", Resolution.PLANE));

    /** What delays, slices or dresses up, but loses nothing within a client's patience. */
    private static final Set<String> LOSES_NOTHING = Set.of("tcp.latency");

    private static Link link(String to, Protocol protocol) {
        return Link.between(GATEWAY, new Component(to, Map.of(), Timings.NONE), protocol);
    }

    private static void http(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        for (var line = TestServer.line(socket.getInputStream());
                line != null;
                line = TestServer.line(socket.getInputStream())) {
            if (line.isEmpty()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void should_lose_nothing_without_a_fault_and_keep_nothing() throws Exception {
        var store = link("store", Protocol.REDIS);
        var edge = link("edge", Protocol.HTTP1);
        try (var plane = LocalPlane.open(SEED);
                var redis = TestServer.redis();
                var http = new TestServer(SoakIT::http)) {
            plane.connect(store, redis.address());
            plane.connect(edge, http.address());
            plane.publish(LEDGER, List.of(InetAddress.getLoopbackAddress()));

            var registry = FaultRegistry.load();
            try (var weather = new Weather(plane, registry, SEED)) {
                for (Target target : List.<Target>of(store, edge, LEDGER)) {
                    registry.kinds().stream()
                            .filter(k -> k.target() == target.kind())
                            .filter(k -> fits(k.name(), target))
                            .forEach(k -> weather.may(k.name(), target, !LOSES_NOTHING.contains(k.name())));
                }
                var users = List.of(
                        new Traffic(
                                store.id(),
                                Clients.lines(Clients.plain(plane.open(store)), "PING\r\n", "+PONG", 0),
                                weather),
                        new Traffic(
                                edge.id(),
                                Clients.lines(
                                        Clients.plain(plane.open(edge)),
                                        "GET /orders HTTP/1.1\r\nHost: edge\r\n\r\n",
                                        "HTTP/1.1 200 OK",
                                        2),
                                weather),
                        new Traffic(LEDGER.id(), Clients.dns(plane.dns(), LEDGER.id()), weather));
                soak(weather, users);
            }
        }
    }

    private static boolean fits(String kind, Target target) {
        return !kind.startsWith("load.")
                && (!(target instanceof Link link)
                        || kind.startsWith("tcp.")
                        || (link.protocol() == Protocol.HTTP1 && kind.startsWith("http.")));
    }

    private static void soak(Weather weather, List<Traffic> users) throws Exception {
        users.forEach(Traffic::start);
        // the first tenth fills caches and pools; what lives after it is what there was "at the start"
        blow(weather, LENGTH.dividedBy(10));
        var before = Resources.now();
        blow(weather, LENGTH.minus(LENGTH.dividedBy(10)));
        weather.close();
        var after = new ArrayList<Resources>();
        org.awaitility.Awaitility.await("nothing is kept")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    after.add(Resources.now());
                    assertThat(after.get(after.size() - 1)).matches(r -> r.within(before), "within 5 % of " + before);
                });
        for (var user : users) {
            user.stop();
        }
        System.out.println("soak of " + Durations.format(LENGTH) + ", seed " + SEED + ": " + users + "; faults "
                + weather.counts() + "; before " + before + ", after " + after.get(after.size() - 1));
        assertThat(users.stream().flatMap(u -> u.lost().stream())).isEmpty();
        assertThat(users).allMatch(u -> u.asked() > 0);
    }

    private static void blow(Weather weather, Duration length) {
        long next = System.nanoTime();
        for (long end = next + length.toNanos(); next < end; next += BETWEEN) {
            weather.blow(next);
            for (long wait = next + BETWEEN - System.nanoTime(); wait > 0; wait = next + BETWEEN - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }
}
