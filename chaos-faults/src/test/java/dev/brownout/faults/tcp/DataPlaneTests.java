package dev.brownout.faults.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.faults.TestServer;
import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.tcp.control.ToxiproxyServer;
import dev.brownout.faults.tcp.proxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What our own server does beyond the API: half-close, peers that do not read, decisions, witnesses, memory. */
class DataPlaneTests extends ProxyFixture {
    private static final long LATE = 59_000_000;
    /** So many round trips more before noise is ruled out. */
    private static final int NOISE = 3;

    private void latency(String name, Direction direction, double ratio, long millis) {
        control.add("p", name, "latency", direction, ratio, Map.of("latency", millis));
    }

    @Test
    void should_hand_an_end_on_and_let_the_other_direction_live() throws IOException {
        var address = proxy(new TestServer(socket -> {
            var request = socket.getInputStream().readAllBytes();
            socket.getOutputStream().write(request);
            socket.getOutputStream().write(request);
        }));
        latency("l", Direction.DOWNSTREAM, 1, 50);
        var socket = connect(address);
        socket.getOutputStream().write("ask".getBytes(StandardCharsets.UTF_8));
        socket.shutdownOutput();
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("askask");
    }

    @Test
    void should_deliver_everything_before_the_end() throws IOException {
        var bytes = new byte[5_000_000];
        new Random(3).nextBytes(bytes);
        var address = proxy(new TestServer(socket -> socket.getOutputStream().write(bytes)));
        latency("l", Direction.DOWNSTREAM, 1, 100);
        assertThat(Arrays.equals(connect(address).getInputStream().readAllBytes(), bytes))
                .isTrue();
    }

    @Test
    void should_never_wait_for_a_peer_that_does_not_read() throws Exception {
        var address = proxy(new TestServer(socket -> {
            var block = new byte[65536];
            while (true) {
                socket.getOutputStream().write(block);
            }
        }));
        var deaf = connect(address);
        deaf.setReceiveBufferSize(4096);
        assertThat(deaf.getInputStream().read()).isZero();
        latency("l", Direction.DOWNSTREAM, 1, 20);
        latency("m", Direction.DOWNSTREAM, 1, 20);

        long began = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            control.remove("p", "l");
            latency("l", Direction.DOWNSTREAM, 1, 20);
            roundTripOfAnother();
        }
        control.add("p", "t", "timeout", Direction.DOWNSTREAM, 1, Map.of("timeout", 0L));
        control.remove("p", "t");
        control.disable("p");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    private void roundTripOfAnother() throws IOException {
        var name = "other" + System.nanoTime();
        var address =
                control.create(name, "127.0.0.1:0", track(TestServer.echo()).text());
        assertThat(roundTripNanos(connect(address)))
                .isLessThan(Duration.ofSeconds(5).toNanos());
        control.delete(name);
    }

    @Test
    void should_not_let_a_stuck_dial_hold_up_anybody() throws IOException {
        // an address from TEST-NET-3 would leave the machine; a full backlog on loopback is as silent
        try (var full = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                var filler = track(new Socket());
                try {
                    filler.connect(full.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException nowFull) {
                    break;
                }
            }
            var address = control.create("p", "127.0.0.1:0", "127.0.0.1:" + full.getLocalPort());
            var first = connect(address);
            connect(address);
            long began = System.nanoTime();
            control.disable("p");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            assertThat(first.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void should_act_on_a_live_connection_when_the_call_returns() throws IOException {
        var socket = connect(proxy(TestServer.echo()));
        for (int i = 0; i < 20; i++) {
            latency("l", Direction.DOWNSTREAM, 1, 30);
            assertThat(roundTripNanos(socket)).isGreaterThanOrEqualTo(29_900_000L);
            control.remove("p", "l");
        }
    }

    @Test
    void should_add_stacked_latencies_for_every_chunk_of_a_stream() throws Exception {
        var socket = connect(proxy(TestServer.echo()));
        latency("a", Direction.UPSTREAM, 1, 150);
        latency("b", Direction.UPSTREAM, 1, 150);
        var sent = new long[5];
        for (int i = 0; i < sent.length; i++) {
            long due = System.nanoTime() + 20_000_000;
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() >= due);
            sent[i] = System.nanoTime();
            socket.getOutputStream().write(i);
        }
        for (int i = 0; i < sent.length; i++) {
            assertThat(socket.getInputStream().read()).isEqualTo(i);
            assertThat(System.nanoTime() - sent[i]).isBetween(299_000_000L, 8_000_000_000L);
        }
    }

    @Test
    void should_decide_once_a_connection_and_as_the_seed_says() throws IOException {
        var address = proxy(TestServer.echo());
        latency("l", Direction.DOWNSTREAM, 0.3, 60);
        var exposure = server.exposure("p", "l").orElseThrow();
        var first = pattern(address, 20, VICTIM);
        assertThat(first.stream().filter(late -> late)).hasSizeBetween(5, 7);
        assertThat(exposure.connections())
                .isEqualTo(first.stream().filter(late -> late).count());
        assertThat(exposure.hits()).isEqualTo((2 + NOISE) * exposure.connections());

        try (var twin = ToxiproxyServer.start(42, from -> Asker.VICTIM);
                var twinControl = new ToxiproxyControl(twin.address(), DEADLINE);
                var echo = TestServer.echo()) {
            var twinAddress = twinControl.create("p", "127.0.0.1:0", echo.text());
            twinControl.add("p", "l", "latency", Direction.DOWNSTREAM, 0.3, Map.of("latency", 60L));
            assertThat(pattern(twinAddress, 20, VICTIM)).isEqualTo(first);
        }
    }

    /** Two round trips on each of some connections, more where both were late: late or not. */
    private List<Boolean> pattern(InetSocketAddress address, int connections, byte[] from) throws IOException {
        var pattern = new ArrayList<Boolean>();
        for (int i = 0; i < connections; i++) {
            var socket = connect(address, from);
            long quickest = Math.min(roundTripNanos(socket), roundTripNanos(socket));
            // noise can make one late, but none early
            for (int more = 0; more < NOISE && quickest >= LATE; more++) {
                quickest = Math.min(quickest, roundTripNanos(socket));
            }
            pattern.add(quickest >= LATE);
        }
        return pattern;
    }

    @Test
    void should_leave_witnesses_out_of_ordinals_and_counts() throws IOException {
        var address = proxy(TestServer.echo());
        latency("l", Direction.DOWNSTREAM, 0.3, 60);
        var exposure = server.exposure("p", "l").orElseThrow();

        var witnessed = pattern(address, Decisions.window(0.3), WITNESS);
        assertThat(witnessed).contains(true);
        assertThat(exposure.connections()).isZero();
        assertThat(exposure.hits()).isZero();

        var victims = new ArrayList<Boolean>();
        for (int i = 0; i < 20; i++) {
            victims.addAll(pattern(address, 1, VICTIM));
            pattern(address, 1, WITNESS);
        }
        control.delete("p");
        var fresh = control.create("p", "127.0.0.1:0", track(TestServer.echo()).text());
        latency("l", Direction.DOWNSTREAM, 0.3, 60);
        assertThat(pattern(fresh, 20, VICTIM)).isEqualTo(victims);
    }

    @Test
    void should_close_only_where_a_removed_timeout_was_active() throws IOException {
        var address = proxy(TestServer.echo());
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < 10; i++) {
            sockets.add(connect(address));
            roundTripNanos(sockets.get(i));
        }
        control.add("p", "t", "timeout", Direction.DOWNSTREAM, 0.5, Map.of());
        control.remove("p", "t");
        int closed = 0;
        for (var socket : sockets) {
            try {
                socket.getOutputStream().write('x');
                closed += socket.getInputStream().read() < 0 ? 1 : 0;
            } catch (IOException reset) {
                closed++;
            }
        }
        assertThat(closed).isEqualTo(5);
    }

    @Test
    void should_count_the_victims_that_a_disabled_proxy_has_cut() throws IOException {
        var address = proxy(TestServer.echo());
        roundTripNanos(connect(address));
        roundTripNanos(connect(address));
        roundTripNanos(connect(address, WITNESS));
        control.disable("p");
        assertThat(server.cut("p")).isEqualTo(2);
    }

    @Test
    void should_keep_the_port_of_a_disabled_proxy_from_outgoing_connections() throws IOException {
        var address = proxy(TestServer.echo());
        for (int i = 0; i < 100; i++) {
            control.disable("p");
            assertThatThrownBy(() -> connect(address)).isInstanceOf(java.net.ConnectException.class);
            control.enable("p");
        }
        control.disable("p");
        try (var other = new Socket()) {
            other.setReuseAddress(false);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() ->
                            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()))))
                    .isInstanceOf(java.net.BindException.class);
        }
        control.enable("p");
        assertThat(roundTripNanos(connect(address))).isPositive();
    }

    @Test
    void should_bound_what_a_delay_holds_and_lose_nothing() throws Exception {
        int chunks = 20_000;
        var release = new CountDownLatch(1);
        var address = proxy(TestServer.echo());
        latency("l", Direction.UPSTREAM, 1, 2_000);
        var socket = connect(address);
        var sender = new Thread(() -> {
            try {
                for (int i = 0; i < chunks; i++) {
                    socket.getOutputStream().write(new byte[] {(byte) i, (byte) (i >> 8)});
                }
                socket.shutdownOutput();
            } catch (IOException e) {
                // what is missing is seen below
            } finally {
                release.countDown();
            }
        });
        sender.start();
        assertThat(release.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        var received = socket.getInputStream().readAllBytes();
        assertThat(received).hasSize(2 * chunks);
        for (int i = 0; i < chunks; i++) {
            assertThat(received[2 * i] == (byte) i && received[2 * i + 1] == (byte) (i >> 8))
                    .as("chunk %d", i)
                    .isTrue();
        }
    }

    @Test
    void should_leave_no_thread() {
        proxy(TestServer.echo());
        control.close();
        server.close();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().startsWith("brownout-tcp")
                                || t.getName().startsWith("brownout-toxiproxy")));
    }
}
