package dev.brownout.faults.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.decide.DecisionLog;
import dev.brownout.faults.http.HttpPlane;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That what a load meets is not held for what the victim met. */
class LoadExposureTests {
    private static final Link LINK = Link.between(
            new Component("gateway", Map.of(), Timings.NONE),
            new Component("web", Map.of(), Timings.NONE),
            Protocol.HTTP1);

    private final LocalPlane plane = LocalPlane.open(7);
    private final TestServer target = new TestServer(LoadExposureTests::serve);

    @AfterEach
    void close() {
        plane.close();
        target.close();
    }

    private static void serve(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        for (var line = TestServer.line(socket.getInputStream());
                line != null;
                line = TestServer.line(socket.getInputStream())) {
            if (line.isEmpty()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private <F extends Fault> Injection inject(FaultKind<F> kind, Map<String, ?> given) {
        return kind.inject(
                kind.create(Arguments.of(kind.parameters(), given)),
                LINK,
                new InjectionContext("p/1/" + kind.name(), 7, plane, (action, undo) -> () -> {}));
    }

    private Injection inject(String kind, Map<String, ?> given) {
        return inject(FaultRegistry.load().find(kind).orElseThrow(), given);
    }

    @Test
    void should_leave_what_a_load_meets_out_of_the_victims_exposure() throws IOException {
        var address = plane.open(LINK);
        plane.connect(LINK, target.address());
        var log = plane.part(DecisionLog.class);
        var arrivals = plane.part(HttpPlane.class).arrivals(LINK);
        try (var tcp = inject("tcp.latency", Map.of("latency", "1ms"));
                var http = inject("http.delay", Map.of("delay", "1ms"));
                var load = inject("load.surge", Map.of("path", "/", "rate", 200, "connections", 4))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> arrivals.load("load.surge") >= 50);
            assertThat(tcp.exposure()).isEmpty();
            assertThat(http.exposure()).isEmpty();
            assertThat(log.of("p/1/tcp.latency").keySet())
                    .as("the load's connections met it all the same")
                    .containsExactly(LINK.id() + " downstream load");
            assertThat(log.of("p/1/http.delay").keySet()).containsExactly(LINK.id() + " load");

            try (var victim = new Socket(address.getAddress(), address.getPort())) {
                victim.setSoTimeout(10_000);
                victim.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: web\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(TestServer.line(victim.getInputStream())).isEqualTo("HTTP/1.1 200 OK");
            }
            assertThat(tcp.exposure()).containsOnlyKeys("gateway");
            assertThat(http.exposure()).isEqualTo(Map.of("gateway", 1L));
            assertThat(load.exposure()).isEqualTo(Map.of("gateway", 1L));
        }
    }
}
