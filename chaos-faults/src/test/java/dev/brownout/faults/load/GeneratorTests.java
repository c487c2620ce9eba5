package dev.brownout.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Arguments;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GeneratorTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A server that answers every request alike, or never. */
    private static final class Target implements AutoCloseable {
        final AtomicInteger connections = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        final Queue<String> lines = new ConcurrentLinkedQueue<>();
        final AtomicInteger requests = new AtomicInteger();
        final Set<SocketAddress> announced = ConcurrentHashMap.newKeySet();
        final Set<SocketAddress> sources = ConcurrentHashMap.newKeySet();
        final TestServer server;

        Target(String answer) {
            server = new TestServer(socket -> {
                connections.incrementAndGet();
                sources.add(socket.getRemoteSocketAddress());
                try {
                    serve(socket, answer);
                } finally {
                    ended.incrementAndGet();
                }
            });
        }

        private void serve(Socket socket, String answer) throws IOException {
            socket.setTcpNoDelay(true);
            int length = 0;
            for (var line = TestServer.line(socket.getInputStream());
                    line != null;
                    line = TestServer.line(socket.getInputStream())) {
                lines.add(line);
                if (line.startsWith("content-length: ")) {
                    length = Integer.parseInt(line.substring("content-length: ".length()));
                }
                if (line.isEmpty()) {
                    lines.add(new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8));
                    requests.incrementAndGet();
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            }
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static String answer(String status) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\n{}";
    }

    private static <F extends LoadFault> Generator begin(LoadFaultKind<F> kind, Target target, Map<String, ?> given) {
        var fault = kind.create(Arguments.of(kind.parameters(), given));
        var decisions = new Decisions(42);
        var stream = DecisionStream.of("test");
        return new Generator(
                "test",
                kind.name(),
                new Crowd.Entrance(target.server.address(), target.announced::add),
                fault.ask(),
                fault.bounds(),
                new Pace(fault.schedule(0, decisions, stream), fault.count(), Bounds.LIFE),
                place -> fault.crowd(place, decisions, stream));
    }

    private static void await(org.awaitility.core.ThrowingRunnable condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).untilAsserted(condition);
    }

    @Test
    void should_send_what_is_due_and_no_more() {
        try (var target = new Target(answer("200 OK"));
                var generator = begin(
                        new LoginSurge.Kind(), target, Map.of("path", "/login/{n}", "rate", 1000, "requests", 50))) {
            await(() -> assertThat(generator.tally().answered()).isEqualTo(50));
            assertThat(target.requests).hasValue(50);
            assertThat(target.sources).isNotEmpty().isEqualTo(target.announced);
            assertThat(target.lines)
                    .contains(
                            "POST /login/0 HTTP/1.1",
                            "POST /login/49 HTTP/1.1",
                            "{\"user\":\"user-7\",\"password\":\"password-7\"}",
                            "content-type: application/json",
                            "Brownout-Load: load.login-surge");
        }
    }

    @Test
    void should_not_be_slowed_by_a_target_that_never_answers() {
        try (var target = new Target("");
                var generator = begin(
                        new Surge.Kind(),
                        target,
                        Map.of("path", "/", "rate", 500, "requests", 250, "connections", 20, "timeout", "1m"))) {
            await(() -> assertThat(generator.tally().handedOut()).isEqualTo(250));
            await(() -> assertThat(generator.tally().sent()).isEqualTo(20));
            await(() -> assertThat(generator.tally().kept()).isEqualTo(230));
            await(() -> assertThat(target.connections).hasValue(20));
            assertThat(generator.tally().toString())
                    .contains("250 arrivals were due", "20 requests sent", "230 not sent because of a bound");
        }
    }

    @Test
    void should_give_up_a_request_and_go_on() {
        try (var target = new Target("");
                var generator = begin(
                        new Surge.Kind(),
                        target,
                        Map.of("path", "/", "rate", 20, "requests", 10, "connections", 4, "timeout", "100ms"))) {
            await(() -> assertThat(generator.tally().sent() + generator.tally().kept())
                    .isEqualTo(10));
            // on a machine that has stalled several are due at once, and some are left out
            long sent = generator.tally().sent();
            assertThat(sent).as("more than fit at once").isGreaterThan(4);
            await(() -> assertThat(generator.tally().toString()).contains(sent + " not at all"));
            await(() -> assertThat(target.connections).hasValue((int) sent));
        }
    }

    @Test
    void should_repeat_what_fails() {
        try (var target = new Target(answer("503 Service Unavailable"));
                var generator = begin(
                        new RetryStorm.Kind(),
                        target,
                        Map.of("path", "/", "rate", 200, "requests", 20, "retries", 4, "back-off", "20ms"))) {
            await(() -> assertThat(generator.tally().answered()).isEqualTo(100));
            assertThat(generator.tally().repeats()).isEqualTo(80);
            assertThat(target.requests).hasValue(100);
        }
    }

    @Test
    void should_not_repeat_what_is_answered_well() {
        try (var target = new Target(answer("200 OK"));
                var generator =
                        begin(new RetryStorm.Kind(), target, Map.of("path", "/", "rate", 200, "requests", 20))) {
            await(() -> assertThat(generator.tally().answered()).isEqualTo(20));
            assertThat(generator.tally().repeats()).isZero();
        }
    }

    @Test
    void should_come_back_when_cut_off() {
        var served = new AtomicInteger();
        try (var server = new TestServer(socket -> served.incrementAndGet())) {
            var kind = new ReconnectHerd.Kind();
            var fault = kind.create(Arguments.of(
                    kind.parameters(),
                    Map.of("path", "/", "clients", 5, "within", "0s", "come-back", "100ms", "requests", 30)));
            var decisions = new Decisions(42);
            var stream = DecisionStream.of("test");
            try (var generator = new Generator(
                    "test",
                    kind.name(),
                    new Crowd.Entrance(server.address(), from -> {}),
                    fault.ask(),
                    fault.bounds(),
                    new Pace(fault.schedule(0, decisions, stream), fault.count(), Bounds.LIFE),
                    place -> fault.crowd(place, decisions, stream))) {
                await(() -> assertThat(served).hasValue(30));
                await(() -> assertThat(generator.tally().kept()).isEqualTo(5));
            }
        }
    }

    @Test
    void should_stay_connected_and_leave_when_closed() {
        try (var target = new Target("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: any\r\n\r\nframes are dropped")) {
            var generator = begin(
                    new ReconnectHerd.Kind(),
                    target,
                    Map.of("path", "/stream", "clients", 10, "within", "100ms", "upgrade", "websocket"));
            await(() -> assertThat(generator.tally().answered()).isEqualTo(10));
            assertThat(target.connections).hasValue(10);
            assertThat(target.lines).contains("upgrade: websocket", "sec-websocket-version: 13");
            generator.close();
            generator.close();
            await(() -> assertThat(target.ended).hasValue(10));
        }
    }

    @Test
    void should_leave_no_connection_open_however_early_it_is_closed() {
        try (var target = new Target("")) {
            for (int i = 0; i < 50; i++) {
                begin(new ReconnectHerd.Kind(), target, Map.of("path", "/", "clients", 20, "within", "0s"))
                        .close();
            }
            await(() -> assertThat(target.ended.get()).isEqualTo(target.connections.get()));
        }
    }
}
