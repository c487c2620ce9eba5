package dev.brownout.faults.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brownout.faults.TestServer;
import dev.brownout.faults.tcp.proxy.Direction;
import dev.brownout.faults.tcp.proxy.SocketFilters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers nothing at all: no SYN-ACK, no ACK, no FIN, no RST. */
class SilenceTests extends ProxyFixture {

    @BeforeEach
    void needFilters() {
        assumeTrue(
                SocketFilters.unavailable().isEmpty(),
                () -> SocketFilters.unavailable().orElse(""));
    }

    private static void assertConnectTimesOut(InetSocketAddress address) throws IOException {
        try (var socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()), 400))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void should_answer_nobody_who_connects_and_leave_open_connections_alone() throws IOException {
        var address = proxy(TestServer.echo());
        var open = connect(address);
        roundTripNanos(open);
        for (int i = 0; i < 3; i++) {
            long before = server.dropped("p");
            control.add("p", "b", "blackhole", Direction.DOWNSTREAM, 1, Map.of());
            assertConnectTimesOut(address);
            long dropped = server.dropped("p");
            // the kernel repeats its first packet when the attempt takes over a second
            assertThat(dropped).isGreaterThan(before);
            roundTripNanos(open);
            control.remove("p", "b");
            roundTripNanos(connect(address));
            assertThat(server.dropped("p")).isEqualTo(dropped);
        }
    }

    @Test
    void should_stay_silent_until_the_last_is_gone_and_when_enabled_again() throws IOException {
        var address = proxy(TestServer.echo());
        control.add("p", "a", "blackhole", Direction.DOWNSTREAM, 1, Map.of());
        control.add("p", "b", "blackhole", Direction.DOWNSTREAM, 1, Map.of());
        control.remove("p", "a");
        assertConnectTimesOut(address);
        control.disable("p");
        long before = server.dropped("p");
        assertThat(before).isPositive();
        control.enable("p");
        assertConnectTimesOut(address);
        assertThat(server.dropped("p")).isGreaterThan(before);
        control.remove("p", "b");
        roundTripNanos(connect(address));
    }

    @Test
    void should_swallow_a_growing_share_of_those_who_connect() throws IOException {
        var address = proxy(TestServer.echo());
        control.add("p", "b", "blackhole", Direction.DOWNSTREAM, 1, Map.of("ramp", 3_000L));
        roundTripNanos(connect(address));
        await().atMost(DEADLINE).untilAsserted(() -> assertConnectTimesOut(address));
        await().atMost(DEADLINE).untilAsserted(() -> {
            for (int i = 0; i < 4; i++) {
                assertConnectTimesOut(address);
            }
        });
        control.remove("p", "b");
        roundTripNanos(connect(address));
    }

    private static void assertNothingCame(SocketChannel channel) throws IOException {
        assertThat(channel.read(ByteBuffer.allocate(16)))
                .as("neither data nor an end")
                .isZero();
    }

    @Test
    void should_neither_acknowledge_nor_end_a_half_open_connection() throws IOException {
        // a server that takes everything: without the fault 64 MB go through
        var address = proxy(new TestServer(socket -> {
            socket.getOutputStream().write('x');
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        }));
        try (var channel = SocketChannel.open()) {
            // small, so that what is taken is what was acknowledged, and little more
            channel.setOption(java.net.StandardSocketOptions.SO_SNDBUF, 65536);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
            channel.socket().setSoTimeout(5_000);
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(1);

            control.add("p", "up", "half_open", Direction.UPSTREAM, 1, Map.of());
            control.add("p", "down", "half_open", Direction.DOWNSTREAM, 1, Map.of());
            assertThat(sentBeforeItStalls(channel)).isLessThan(1 << 20);
            assertNothingCame(channel);
            assertThat(sentBeforeItStalls(channel)).isZero();

            control.remove("p", "up");
            control.remove("p", "down");
            await().atMost(DEADLINE.multipliedBy(3))
                    .untilAsserted(() -> assertThat(sentBeforeItStalls(channel)).isGreaterThanOrEqualTo(64 << 20));
        }
    }

    @ParameterizedTest
    @CsvSource({"DOWNSTREAM,0", "UPSTREAM,1"})
    void should_not_pass_on_that_the_far_end_has_closed_or_sent(Direction direction, long both) throws Exception {
        var accepted = new java.util.concurrent.CompletableFuture<Socket>();
        var done = new java.util.concurrent.CountDownLatch(1);
        var address = proxy(new TestServer(socket -> {
            accepted.complete(socket);
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        var victim = connect(address);
        var far = accepted.get(5, java.util.concurrent.TimeUnit.SECONDS);
        far.getOutputStream().write('a');
        assertThat(victim.getInputStream().read()).isEqualTo('a');

        control.add("p", "down", "half_open", direction, 1, Map.of("both", both));
        far.getOutputStream().write('b');
        far.close();
        done.countDown();
        victim.setSoTimeout(300);
        assertThatThrownBy(() -> victim.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        control.remove("p", "down");
        victim.setSoTimeout(10_000);
        assertThat(victim.getInputStream().read()).isEqualTo('b');
        assertThat(victim.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void should_let_those_connect_who_then_hear_nothing() throws IOException {
        var address = proxy(TestServer.echo());
        control.add("p", "up", "half_open", Direction.UPSTREAM, 1, Map.of());
        var socket = connect(address);
        socket.getOutputStream().write('x');
        socket.setSoTimeout(300);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        var exposure = server.exposure("p", "up").orElseThrow();
        await().atMost(DEADLINE).until(() -> exposure.hits() == 1);
        control.remove("p", "up");
        socket.setSoTimeout(10_000);
        assertThat(socket.getInputStream().read()).as("repeated by the kernel").isEqualTo('x');
    }
}
