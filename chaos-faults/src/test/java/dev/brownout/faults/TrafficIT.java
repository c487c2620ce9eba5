package dev.brownout.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.api.Traffic;
import dev.brownout.api.Vantage;
import dev.brownout.faults.conformance.VictimJvm;
import dev.brownout.faults.tls.Ends;
import dev.brownout.faults.tls.TlsPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A victim in a JVM of its own uses its links while witnesses inside it measure them: only the victim's traffic is counted. */
class TrafficIT {
    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Link HTTP = to("engine", Protocol.HTTP1).with("health-path", "/healthz");
    private static final Link HTTPS =
            to("bank", Protocol.HTTPS1).with("trust", "plane").with("server-name", "localhost");
    private static final Link REDIS = to("store", Protocol.REDIS);

    private final LocalPlane plane = LocalPlane.open(3);
    private final HttpTarget engine = new HttpTarget();
    private final TestServer store = TestServer.redis();
    private final TestServer bank = Ends.target(socket -> {
        for (var line = TestServer.line(socket.getInputStream());
                line != null;
                line = TestServer.line(socket.getInputStream())) {
            if (line.isEmpty()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
            }
        }
    });

    @TempDir
    private Path directory;

    private static Link to(String target, Protocol protocol) {
        return Link.between(GATEWAY, new Component(target, Map.of(), Timings.NONE), protocol);
    }

    @AfterEach
    void close() {
        plane.close();
        engine.close();
        store.close();
        bank.close();
    }

    private <F extends Fault> Measurement measure(FaultKind<F> kind, Link link, Vantage vantage) {
        var fault =
                kind.create(Arguments.of(kind.parameters(), kind.description().example()));
        return kind.measure(fault, link, vantage, new InjectionContext("p/1", 3, plane, (action, undo) -> () -> {}));
    }

    private void witness(Link link, Vantage vantage, String kind) {
        var found = FaultRegistry.load().find(kind).orElseThrow();
        assertThat(measure(found, link, vantage).healthy())
                .as("%s on %s", kind, link.id())
                .isTrue();
    }

    @Test
    void should_count_the_victims_own_traffic_and_no_witness() throws IOException {
        plane.connect(HTTP, engine.address());
        plane.connect(HTTPS, bank.address());
        plane.connect(REDIS, store.address());
        var root = plane.part(TlsPlane.class).root().writeTrustStore(directory.resolve("root.p12"), "changeit");
        try (var victim = VictimJvm.start(
                plane,
                GATEWAY,
                List.of("-Djavax.net.ssl.trustStore=" + root, "-Djavax.net.ssl.trustStorePassword=changeit"))) {
            for (var kind : List.of("tcp.refuse", "tcp.latency", "http.error-page", "http.lost-answer")) {
                witness(HTTP, victim.vantage(), kind);
            }
            for (var kind : List.of("tcp.refuse", "tls.expired", "http.error-page")) {
                witness(HTTPS, victim.vantage(), kind);
            }
            witness(REDIS, victim.vantage(), "tcp.latency");
            assertThat(engine.asked()).isNotEmpty();
            assertCounted(
                    new Traffic("gateway-to-bank", 0, 0, 0, 0, 0),
                    new Traffic("gateway-to-engine", 0, 0, 0, 0, 0),
                    new Traffic("gateway-to-store", 0, 0, 0, 0, 0));

            var http = "http http://127.0.0.1:" + plane.open(HTTP).getPort();
            assertThat(victim.ask(http + "/orders")).contains("ok");
            assertThat(victim.ask(http + "/refuse")).contains("ok");
            assertThat(victim.ask(http + "/healthz")).contains("ok");
            assertThat(victim.ask("http https://localhost:" + plane.open(HTTPS).getPort() + "/pay"))
                    .isEqualTo("ok");
            assertThat(victim.ask("socket 127.0.0.1 " + plane.open(REDIS).getPort()))
                    .startsWith("connected");
            assertCounted(
                    new Traffic("gateway-to-bank", 1, 1, 0, 0, 0),
                    new Traffic("gateway-to-engine", 3, 3, 1, 1, 0),
                    new Traffic("gateway-to-store", 1, 0, 0, 0, 0));
        }
    }

    private void assertCounted(Traffic... expected) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(plane.traffic()).containsExactly(expected));
    }
}
