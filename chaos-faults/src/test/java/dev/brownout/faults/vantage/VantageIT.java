package dev.brownout.faults.vantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.HttpTarget;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.dns.DnsPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the vantage inside a JVM measures, over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VantageIT {
    private static final String LEDGER = "ledger.exchange.test";
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    /** Where nothing comes. */
    private static final Duration SHORT = Duration.ofMillis(300);
    /** Where something comes first, on a busy machine too, and then nothing. */
    private static final Duration SOME_TIME = Duration.ofSeconds(2);

    private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.UTF_8);

    private final SourceMarks marks = new SourceMarks();
    private final List<VictimJvm> victims = new ArrayList<>();
    private DnsPlane dns;
    private Vantages vantages;

    @BeforeAll
    void open() throws IOException {
        dns = DnsPlane.open(List.of());
        dns.publish(LEDGER, List.of(InetAddress.getLoopbackAddress()), DnsPlane.STANDARD_TTL);
        vantages = Vantages.open(LocalPlane.Places.LOOPBACK, dns.address(), marks, address -> false);
    }

    @AfterAll
    void close() {
        victims.forEach(VictimJvm::close);
        vantages.close();
        dns.close();
    }

    private Vantage vantage(Jdk jdk) {
        var id = "gateway-" + jdk.feature();
        if (vantages.find(id).isEmpty()) {
            victims.add(VictimJvm.start(jdk, vantages.agentArguments(VictimJvm.component(id))));
        }
        return VictimJvm.await(() -> vantages.find(id));
    }

    /** A peer that does one thing to every connection, and notes whether its source was marked when it came. */
    private final class Peer implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Boolean> marked = new CopyOnWriteArrayList<>();
        private final List<Socket> open = new CopyOnWriteArrayList<>();

        Peer(Act act) throws IOException {
            var thread = new Thread(() -> serve(act), "brownout-test-peer");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(Act act) {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    marked.add(marks.isMarked((InetSocketAddress) socket.getRemoteSocketAddress()));
                    open.add(socket);
                    act.on(socket);
                } catch (IOException e) {
                    // the next one, or closed
                }
            }
        }

        InetSocketAddress address() {
            return (InetSocketAddress) server.getLocalSocketAddress();
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (var socket : open) {
                socket.close();
            }
        }
    }

    private interface Act {
        void on(Socket socket) throws IOException;
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getInputStream().readNBytes(1);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void a_connection_is_told_by_how_it_ends_and_is_marked_before_it_opens(Jdk jdk) throws IOException {
        var vantage = vantage(jdk);
        try (var echo = new Peer(socket -> answer(socket, "x"));
                var silent = new Peer(socket -> {});
                var closing = new Peer(socket -> {
                    socket.getInputStream().readNBytes(HELLO.length);
                    socket.close();
                });
                var resetting = new Peer(socket -> {
                    socket.setSoLinger(true, 0);
                    socket.close();
                })) {
            var answered = vantage.connect(echo.address(), HELLO, DEADLINE);
            assertThat(answered.outcome()).isEqualTo(TcpOutcome.ANSWERED);
            assertThat(answered.connectNanos()).isPositive();
            assertThat(answered.answerNanos()).isPositive();
            assertThat(vantage.connect(silent.address(), new byte[0], DEADLINE).outcome())
                    .isEqualTo(TcpOutcome.ANSWERED);
            var nothing = vantage.connect(silent.address(), HELLO, SHORT);
            assertThat(nothing.outcome()).isEqualTo(TcpOutcome.SILENT);
            assertThat(nothing.answerNanos()).isZero();
            assertThat(vantage.connect(closing.address(), HELLO, DEADLINE).outcome())
                    .isEqualTo(TcpOutcome.CLOSED);
            assertThat(vantage.connect(resetting.address(), HELLO, DEADLINE).outcome())
                    .isEqualTo(TcpOutcome.RESET);
            assertThat(echo.marked).containsExactly(true);
            // nothing that it says tells when it has accepted
            await().untilAsserted(() -> assertThat(silent.marked).containsExactly(true, true));
        }
        // bound, so that nobody else has it, and not listening, so that it refuses
        try (var nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(vantage.connect((InetSocketAddress) nobody.getLocalSocketAddress(), HELLO, DEADLINE)
                            .outcome())
                    .isEqualTo(TcpOutcome.REFUSED);
        }
    }

    /** Answers each line with what it holds, in brackets, and then itself ends. */
    private static void bracket(Socket socket, int lines) throws IOException {
        var in = socket.getInputStream();
        for (int i = 0; i < lines; i++) {
            var line = TestServer.line(in);
            socket.getOutputStream().write(("[" + line + "]").getBytes(StandardCharsets.UTF_8));
        }
        if (in.read() < 0) {
            socket.close();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void what_flows_is_counted_and_timed(Jdk jdk) throws IOException {
        var vantage = vantage(jdk);
        var marker = "]".getBytes(StandardCharsets.UTF_8);
        try (var all = new Peer(socket -> bracket(socket, 3));
                var some = new Peer(socket -> {
                    bracket(socket, 2);
                    socket.close();
                })) {
            var flow = vantage.flow(all.address(), HELLO, 3, marker, true, DEADLINE);
            assertThat(flow.outcome()).isEqualTo(TcpOutcome.ANSWERED);
            assertThat(flow.sent()).isEqualTo(18);
            assertThat(flow.received()).isEqualTo(21);
            assertThat(flow.answers()).isEqualTo(3);
            assertThat(flow.firstNanos()).isPositive().isLessThanOrEqualTo(flow.lastNanos());
            assertThat(flow.endNanos()).isPositive();
            assertThat(all.marked).containsExactly(true);

            var broken = vantage.flow(some.address(), HELLO, 3, marker, false, DEADLINE);
            assertThat(broken.outcome()).isIn(TcpOutcome.CLOSED, TcpOutcome.RESET);
            assertThat(broken.answers()).isEqualTo(2);
            var silent = vantage.flow(all.address(), HELLO, 4, marker, false, SOME_TIME);
            assertThat(silent.outcome()).isEqualTo(TcpOutcome.SILENT);
            assertThat(silent.answers()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void connections_are_held_at_once(Jdk jdk) throws IOException {
        var vantage = vantage(jdk);
        var count = new java.util.concurrent.atomic.AtomicInteger();
        try (var two = new Peer(socket -> {
            if (count.incrementAndGet() <= 2) {
                answer(socket, "x");
            } else {
                socket.close();
            }
        })) {
            assertThat(vantage.hold(two.address(), HELLO, 5, DEADLINE)).isEqualTo(new Vantage.HoldReading(2, 3, 0));
            assertThat(two.marked).containsExactly(true, true, true, true, true);
        }
        try (var silent = new Peer(socket -> {})) {
            assertThat(vantage.hold(silent.address(), HELLO, 1, SOME_TIME)).isEqualTo(new Vantage.HoldReading(0, 0, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void names_are_asked_for_on_the_wire_and_looked_up_as_witness(Jdk jdk) {
        var vantage = vantage(jdk);
        var wire = vantage.query(LEDGER, DEADLINE);
        assertThat(wire.code()).isEqualTo("NOERROR");
        assertThat(wire.addresses()).containsExactly("127.0.0.1");
        assertThat(wire.ttlSeconds()).isEqualTo(1);
        assertThat(vantage.query("below." + LEDGER, DEADLINE).code()).isEqualTo("NXDOMAIN");
        var lookup = vantage.lookup(LEDGER, DEADLINE);
        assertThat(lookup.found()).isTrue();
        assertThat(lookup.addresses()).containsExactly("127.0.0.1");
        var none = vantage.lookup("below." + LEDGER, DEADLINE);
        assertThat(none.found()).isFalse();
        assertThat(none.error()).contains("NXDOMAIN from DNS server");
        assertThat(dns.queries(LEDGER)).as("witnesses are not counted").doesNotContainKey(vantage.component());
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void http_answers_are_read_whole(Jdk jdk) throws Exception {
        var vantage = vantage(jdk);
        var sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("hello".getBytes(StandardCharsets.UTF_8)));
        var answers = List.of(
                "HTTP/1.1 503 No\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\ncontent-type:text/html\r\nTransfer-Encoding: chunked"
                        + "\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n");
        for (var text : answers) {
            try (var peer = new Peer(socket -> answer(socket, text))) {
                var reading = vantage.get(peer.address(), "/x", Map.of("X-Test", "1"), DEADLINE);
                assertThat(reading.outcome()).isEqualTo(TcpOutcome.ANSWERED);
                assertThat(reading.status()).isEqualTo(503);
                assertThat(reading.contentType()).isEqualTo("text/html");
                assertThat(reading.bodyDigest()).isEqualTo(sha256);
                assertThat(reading.complete()).isTrue();
                assertThat(reading.bodyStart()).isEqualTo("hello");
                assertThat(reading.bodyBytes()).isEqualTo(5);
                assertThat(reading.headers().get("content-type")).startsWith("text/html");
                assertThat(peer.marked).containsExactly(true);
            }
        }
        try (var stalled = new Peer(socket -> answer(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe"));
                var garbage = new Peer(socket -> answer(socket, "220 not http\r\n"))) {
            var reading = vantage.get(stalled.address(), "/", Map.of(), SOME_TIME);
            assertThat(reading.outcome()).isEqualTo(TcpOutcome.SILENT);
            assertThat(reading.status()).isEqualTo(200);
            assertThat(reading.bodyDigest()).isEmpty();
            assertThat(reading.complete()).isFalse();
            assertThat(reading.bodyStart()).isEqualTo("he");
            assertThat(reading.bodyBytes()).isEqualTo(2);
            assertThat(vantage.get(garbage.address(), "/", Map.of(), DEADLINE).outcome())
                    .isEqualTo(TcpOutcome.FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void websockets_are_pinged(Jdk jdk) throws Exception {
        var vantage = vantage(jdk);
        try (var target = new HttpTarget()) {
            var reading = vantage.webSocket(target.address(), HttpTarget.SOCKET, Map.of("X-Test", "1"), 20, DEADLINE);
            assertThat(reading.outcome()).isEqualTo(TcpOutcome.ANSWERED);
            assertThat(reading.status()).isEqualTo(101);
            assertThat(reading.pings()).isEqualTo(20);
            assertThat(reading.pongs()).isEqualTo(20);
            assertThat(reading.frames()).isZero();
            assertThat(reading.closeCode()).isZero();
            assertThat(target.asked().get(0).headers()).containsEntry("x-test", "1");
            var refused = vantage.webSocket(target.address(), "/orders", Map.of(), 1, DEADLINE);
            assertThat(refused.status()).isEqualTo(200);
            assertThat(refused.pings()).isZero();
        }
        var upgraded = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
        try (var silent = new Peer(socket -> answer(socket, upgraded));
                var closing = new Peer(socket -> answer(socket, upgraded + "\u0081\u0001x\u0088\u0002\u0003\u00f4"))) {
            var reading = vantage.webSocket(silent.address(), "/", Map.of(), 3, SOME_TIME);
            assertThat(reading.outcome()).isEqualTo(TcpOutcome.SILENT);
            assertThat(reading.pongs()).isZero();
            var closed = vantage.webSocket(closing.address(), "/", Map.of(), 3, DEADLINE);
            assertThat(closed.closeCode()).isEqualTo(1012);
            assertThat(closed.frames()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void several_measurements_run_at_once(Jdk jdk) throws IOException {
        var vantage = vantage(jdk);
        try (var silent = new Peer(socket -> {})) {
            long began = System.nanoTime();
            var readings = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> vantage.connect(silent.address(), HELLO, Duration.ofSeconds(2)),
                            work -> new Thread(work).start()))
                    .toList();
            readings.forEach(r -> assertThat(r.join().outcome()).isEqualTo(TcpOutcome.SILENT));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void a_vantage_that_is_gone_measures_nothing(Jdk jdk) {
        var id = "short-lived";
        Vantage vantage;
        try (var victim = VictimJvm.start(jdk, vantages.agentArguments(VictimJvm.component(id)))) {
            vantage = VictimJvm.await(() -> vantages.find(id));
            assertThat(victim.ask("lookup " + LEDGER)).isEqualTo("127.0.0.1");
        }
        await().atMost(DEADLINE).until(() -> vantages.find(id).isEmpty());
        assertThatThrownBy(() -> vantage.query(LEDGER, SHORT))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("the vantage inside short-lived measured nothing");
    }
}
