package dev.brownout.faults.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.faults.TestServer;
import dev.brownout.faults.tcp.proxy.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each type of toxic does to bytes and connections, those that are open included. */
class ToxicsTests extends ProxyFixture {
    private static final long MILLI = 1_000_000;

    private static byte[] random(long seed, int size) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void add(String type, Direction direction, Map<String, Long> attributes) {
        control.add("p", type, type, direction, 1, attributes);
    }

    /** Wait until a toxic has met the victim's data or end: written is not yet read by the proxy. */
    private void awaitHit(String toxic) {
        var exposure = server.exposure("p", toxic).orElseThrow();
        await().atMost(DEADLINE).until(() -> exposure.hits() == 1);
    }

    /** Send all of it, while as much is read. */
    private static byte[] echoed(Socket socket, byte[] sent) throws IOException {
        var sending = CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(sent);
            } catch (IOException e) {
                // what is missing is seen by whoever reads
            }
        });
        var received = socket.getInputStream().readNBytes(sent.length);
        sending.join();
        return received;
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPSTREAM", "DOWNSTREAM"})
    void should_let_no_more_than_the_bandwidth_pass(Direction direction) throws IOException {
        var socket = connect(proxy(TestServer.echo()));
        roundTripNanos(socket);
        add("bandwidth", direction, Map.of("rate", 500L));
        var sent = random(1, 300_000);
        long began = System.nanoTime();
        assertThat(Arrays.equals(echoed(socket, sent), sent)).isTrue();
        assertThat(System.nanoTime() - began).isBetween(598 * MILLI, 8_000 * MILLI);
    }

    @Test
    void should_hold_everything_at_no_bandwidth_and_lose_nothing() throws Exception {
        var socket = connect(proxy(TestServer.echo()));
        add("bandwidth", Direction.UPSTREAM, Map.of());
        socket.getOutputStream().write("held".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        socket.setSoTimeout(150);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(java.net.SocketTimeoutException.class);
        control.remove("p", "bandwidth");
        socket.setSoTimeout(5_000);
        assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("held");
    }

    @Test
    void should_let_the_sender_feel_a_narrow_wire() throws Exception {
        var address = proxy(TestServer.echo());
        add("bandwidth", Direction.UPSTREAM, Map.of("rate", 1L));
        try (var channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()))) {
            assertThat(sentBeforeItStalls(channel)).isLessThan(16 << 20);
        }
    }

    @Test
    void should_send_each_slice_by_itself() throws IOException {
        var socket = connect(proxy(TestServer.echo()));
        add("slicer", Direction.DOWNSTREAM, Map.of("average_size", 10L, "size_variation", 5L, "delay", 5_000L));
        var sent = random(2, 100);
        // a late reader finds several in one, but not for ever
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(readsOfAnEcho(socket, sent)).isGreaterThanOrEqualTo(5));
    }

    /** Count the reads that it takes to get everything back. */
    private static int readsOfAnEcho(Socket socket, byte[] sent) throws IOException {
        socket.getOutputStream().write(sent);
        var received = new ByteArrayOutputStream();
        int reads = 0;
        var buffer = new byte[1000];
        while (received.size() < sent.length) {
            received.write(buffer, 0, socket.getInputStream().read(buffer));
            reads++;
        }
        assertThat(received.toByteArray()).isEqualTo(sent);
        return reads;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void should_neither_lose_nor_change_a_byte_whatever_comes_and_goes(long seed) throws Exception {
        var random = new Random(seed);
        var socket = connect(proxy(TestServer.echo()));
        var sent = random(seed, 400_000);
        var echo = CompletableFuture.supplyAsync(() -> {
            try {
                return echoed(socket, sent);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        var types = List.of("slicer", "bandwidth", "latency", "noop", "half_open", "slow_close", "limit_data");
        for (int i = 0; i < 60 && !echo.isDone(); i++) {
            var type = types.get(random.nextInt(types.size()));
            var direction = random.nextBoolean() ? Direction.UPSTREAM : Direction.DOWNSTREAM;
            control.add("p", "t", type, direction, 1, harmless(type, random));
            await().pollDelay(Duration.ofMillis(random.nextInt(8))).until(() -> true);
            control.remove("p", "t");
        }
        var received = echo.get(30, TimeUnit.SECONDS);
        assertThat(Arrays.equals(received, sent))
                .as("%d of %d bytes, seed %d", received.length, sent.length, seed)
                .isTrue();
    }

    private static Map<String, Long> harmless(String type, Random random) {
        return switch (type) {
            case "slicer" ->
                Map.of(
                        "average_size",
                        1L + random.nextInt(500),
                        "size_variation",
                        (long) random.nextInt(600),
                        "delay",
                        (long) random.nextInt(300));
            case "bandwidth" -> Map.of("rate", 100L + random.nextInt(20_000));
            case "latency" -> Map.of("latency", (long) random.nextInt(15), "jitter", (long) random.nextInt(15));
            case "limit_data" -> Map.of("bytes", 1L << 40);
            default -> Map.of();
        };
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "9999", "100000"})
    void should_let_exactly_so_many_bytes_pass(int limit) throws IOException {
        var sent = random(3, 300_000);
        var address = proxy(new TestServer(socket -> {
            int asked = socket.getInputStream().read();
            assertThat(asked).isEqualTo('x');
            socket.getOutputStream().write(sent);
            int end = socket.getInputStream().read();
            assertThat(end).isEqualTo(-1);
        }));
        add("limit_data", Direction.DOWNSTREAM, Map.of("bytes", (long) limit));
        var socket = connect(address);
        socket.getOutputStream().write('x');
        assertThat(socket.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(sent, limit));
    }

    @Test
    void should_go_on_counting_when_a_limit_is_raised() throws IOException {
        var socket = connect(proxy(TestServer.echo()));
        add("limit_data", Direction.DOWNSTREAM, Map.of("bytes", 10L));
        socket.getOutputStream().write(new byte[6]);
        assertThat(socket.getInputStream().readNBytes(6)).hasSize(6);
        api("POST", "/proxies/p/toxics/limit_data", "{\"attributes\":{\"bytes\":15}}");
        socket.getOutputStream().write(new byte[20]);
        assertThat(socket.getInputStream().readAllBytes()).hasSize(9);
    }

    private void api(String method, String path, String body) {
        try {
            var answer = java.net.http.HttpClient.newHttpClient()
                    .send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:"
                                            + server.address().getPort() + path))
                                    .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body))
                                    .timeout(DEADLINE)
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void should_hand_the_end_on_late() throws IOException {
        var socket = connect(proxy(TestServer.echo()));
        add("slow_close", Direction.DOWNSTREAM, Map.of("delay", 300L));
        roundTripNanos(socket);
        long began = System.nanoTime();
        socket.shutdownOutput();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        assertThat(System.nanoTime() - began).isBetween(299 * MILLI, 8_000 * MILLI);
    }

    @Test
    void should_hand_a_waiting_end_on_when_a_slow_close_is_removed() throws IOException {
        var socket = connect(proxy(TestServer.echo()));
        add("slow_close", Direction.DOWNSTREAM, Map.of("delay", 60_000L));
        roundTripNanos(socket);
        socket.shutdownOutput();
        awaitHit("slow_close");
        control.remove("p", "slow_close");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    /** A read that a reset ends, on Linux: ECONNRESET. */
    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> {
                    int read = socket.getInputStream().read();
                    throw new AssertionError("read " + read + " instead of a reset");
                })
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void should_reset_both_sides_of_connections_that_are_idle() throws Exception {
        var atServer = new CompletableFuture<IOException>();
        var socket = connect(proxy(new TestServer(accepted -> {
            accepted.getOutputStream().write('x');
            try {
                int read = accepted.getInputStream().read();
                atServer.completeExceptionally(new AssertionError("read " + read + " instead of a reset"));
            } catch (IOException e) {
                atServer.complete(e);
            }
        })));
        assertThat(socket.getInputStream().read()).isEqualTo('x');
        add("reset", Direction.DOWNSTREAM, Map.of());
        assertReset(socket);
        assertThat(atServer.get(5, TimeUnit.SECONDS)).hasMessageContaining("reset");
        assertThat(server.exposure("p", "reset").orElseThrow().hits()).isEqualTo(1);

        control.remove("p", "reset");
        assertThat(connect(proxyAddress()).getInputStream().read()).isEqualTo('x');
    }

    private InetSocketAddress proxyAddress() {
        return control.listens("p");
    }

    @Test
    void should_reset_a_connection_that_was_open_before_on_its_first_data() throws IOException {
        var socket = connect(proxy(TestServer.echo()));
        var idle = connect(proxyAddress());
        roundTripNanos(socket);
        roundTripNanos(idle);
        add("reset_peer", Direction.UPSTREAM, Map.of("timeout", 100L));
        long began = System.nanoTime();
        socket.getOutputStream().write('x');
        assertReset(socket);
        assertThat(System.nanoTime() - began).isBetween(99 * MILLI, 8_000 * MILLI);
        control.remove("p", "reset_peer");
        roundTripNanos(idle);
        idle.shutdownOutput();
        assertThat(idle.getInputStream().read()).as("no reset is left behind").isEqualTo(-1);
    }

    @Test
    void should_not_wait_for_a_reset_that_is_to_come() throws IOException {
        var socket = connect(proxy(TestServer.echo()));
        add("reset_peer", Direction.UPSTREAM, Map.of("timeout", 60_000L));
        socket.getOutputStream().write('x');
        awaitHit("reset_peer");
        long began = System.nanoTime();
        control.remove("p", "reset_peer");
        assertReset(socket);
        assertThat(System.nanoTime() - began).isLessThan(5_000 * MILLI);
    }

    @Test
    void should_hand_a_reset_on() throws Exception {
        var atServer = new CompletableFuture<IOException>();
        var socket = connect(proxy(new TestServer(accepted -> {
            accepted.getOutputStream().write('x');
            try {
                int read = accepted.getInputStream().read();
                atServer.completeExceptionally(new AssertionError("read " + read + " instead of a reset"));
            } catch (IOException e) {
                atServer.complete(e);
            }
        })));
        assertThat(socket.getInputStream().read()).isEqualTo('x');
        socket.setSoLinger(true, 0);
        socket.close();
        assertThat(atServer.get(5, TimeUnit.SECONDS)).hasMessageContaining("reset");
    }

    @Test
    void should_refuse_and_leave_open_connections_alone_unless_they_are_to_be_cut() throws IOException {
        var socket = connect(proxy(TestServer.echo()));
        roundTripNanos(socket);
        var address = proxyAddress();
        add("refuse", Direction.DOWNSTREAM, Map.of());
        assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
        roundTripNanos(socket);
        assertThat(server.exposure("p", "refuse").orElseThrow().hits()).isZero();
        control.add("p", "cutting", "refuse", Direction.DOWNSTREAM, 1, Map.of("cut", 1L));
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        assertThat(server.exposure("p", "cutting").orElseThrow().hits()).isEqualTo(1);

        control.remove("p", "refuse");
        assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
        control.remove("p", "cutting");
        roundTripNanos(connect(address));
    }

    @Test
    void should_refuse_after_being_disabled_and_enabled_too() throws IOException {
        var address = proxy(TestServer.echo());
        add("refuse", Direction.DOWNSTREAM, Map.of());
        control.disable("p");
        control.enable("p");
        assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
        control.remove("p", "refuse");
        roundTripNanos(connect(address));
    }

    @Test
    void should_close_more_connections_than_there_is_room_for() throws IOException {
        var address = proxy(TestServer.echo());
        var first = connect(address);
        roundTripNanos(first);
        add("connection_limit", Direction.DOWNSTREAM, Map.of("connections", 2L));
        var second = connect(address);
        roundTripNanos(second);
        for (int i = 0; i < 5; i++) {
            assertThat(connect(address).getInputStream().read()).isEqualTo(-1);
        }
        roundTripNanos(connect(address, WITNESS));
        assertThat(server.exposure("p", "connection_limit").orElseThrow().hits())
                .isEqualTo(5);
        first.close();
        await().atMost(DEADLINE).ignoreExceptions().untilAsserted(() -> {
            try (var third = connect(address)) {
                roundTripNanos(third);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bandwidth",
                "connection_limit",
                "half_open",
                "latency",
                "limit_data",
                "noop",
                "blackhole",
                "refuse",
                "reset",
                "reset_peer",
                "slicer",
                "slow_close",
                "timeout"
            })
    void should_survive_any_value(String type) throws IOException {
        var address = proxy(TestServer.echo());
        var names = List.of(
                "both",
                "rate",
                "connections",
                "latency",
                "jitter",
                "bytes",
                "cut",
                "timeout",
                "average_size",
                "size_variation",
                "delay",
                "ramp");
        long began = System.nanoTime();
        for (long value : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
            for (float toxicity : new float[] {1, 0.5f}) {
                for (var direction : Direction.values()) {
                    var attributes = new java.util.TreeMap<String, Long>();
                    names.forEach(n -> attributes.put(n, value));
                    try (var socket = connect(address)) {
                        control.add("p", "t", type, direction, toxicity, attributes);
                        socket.getOutputStream().write(new byte[5_000]);
                    } catch (IOException cut) {
                        // as it may be
                    }
                    control.remove("p", "t");
                    try (var socket = connect(address)) {
                        roundTripNanos(socket);
                    }
                }
            }
        }
        assertThat(System.nanoTime() - began).isLessThan(40_000 * MILLI);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bandwidth", "half_open", "limit_data", "noop", "reset", "reset_peer", "slicer", "slow_close"})
    void should_never_wait_for_a_peer_that_does_not_read(String type) throws IOException {
        var address = proxy(new TestServer(socket -> {
            var block = new byte[65536];
            while (true) {
                socket.getOutputStream().write(block);
            }
        }));
        var deaf = connect(address);
        deaf.setReceiveBufferSize(4096);
        assertThat(deaf.getInputStream().read()).isZero();
        long began = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            control.add("p", "t", type, Direction.DOWNSTREAM, 1, Map.of("bytes", 1L, "timeout", 60_000L));
            control.remove("p", "t");
        }
        control.disable("p");
        assertThat(System.nanoTime() - began).isLessThan(5_000 * MILLI);
    }

    @Test
    void should_grow_a_delay() throws IOException {
        var socket = connect(proxy(TestServer.echo()));
        add("latency", Direction.DOWNSTREAM, Map.of("latency", 2_000L, "ramp", 4_000L));
        assertThat(roundTripNanos(socket)).isLessThan(1_900 * MILLI);
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(roundTripNanos(socket)).isGreaterThan(1_999 * MILLI));
    }

    @Test
    void should_take_one_connection_after_the_other() throws IOException {
        var address = proxy(TestServer.echo());
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < 20; i++) {
            sockets.add(connect(address));
            roundTripNanos(sockets.get(i));
        }
        long began = System.nanoTime();
        control.add("p", "t", "reset", Direction.DOWNSTREAM, 0.5, Map.of("ramp", 1_000L));
        var exposure = server.exposure("p", "t").orElseThrow();
        await().atMost(DEADLINE).until(() -> exposure.hits() == 10);
        assertThat(System.nanoTime() - began).as("the last comes late").isGreaterThan(500 * MILLI);
        assertThat(sockets.stream().filter(s -> {
                    try {
                        roundTripNanos(s);
                        return true;
                    } catch (IOException reset) {
                        return false;
                    }
                }))
                .hasSize(10);
    }
}
