package dev.brownout.faults.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.tcp.control.RealToxiproxy;
import dev.brownout.faults.tcp.proxy.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A real Toxiproxy can take the place of ours. */
class RealToxiproxyPlaneIT {
    private static final Link LINK = Link.between(
            new Component("gateway", Map.of(), Timings.NONE),
            new Component("store", Map.of(), Timings.NONE),
            Protocol.REDIS);

    private static long roundTripMillis(InetSocketAddress address) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            long began = System.nanoTime();
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            return (System.nanoTime() - began) / 1_000_000;
        }
    }

    @Test
    void should_do_and_undo_each_fault() throws IOException {
        try (var server = RealToxiproxy.start();
                var echo = TestServer.echo();
                var plane = TcpPlane.remote(server.address(), "127.0.0.1", (action, arguments) -> () -> {})) {
            var address = plane.open(LINK);
            plane.connect(LINK, echo.address());
            assertThat(roundTripMillis(address)).isLessThan(5_000);

            var latency = plane.toxic(
                    LINK, "p/1/a", "latency", Direction.DOWNSTREAM, 1, Map.of("latency", 200L, "jitter", 10L));
            assertThat(roundTripMillis(address)).isGreaterThanOrEqualTo(189);
            assertThatThrownBy(() -> plane.toxic(LINK, "p/1/a", "latency", Direction.UPSTREAM, 1, Map.of()))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("[409] toxic already exists");
            latency.close();
            latency.close();
            // noise can make one slow, but none fast
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(roundTripMillis(address)).isLessThan(180));
            assertThat(latency.exposure()).isEmpty();

            var first = plane.refuse(LINK, "p/1/r", true);
            var second = plane.refuse(LINK, "p/1/r", true);
            first.close();
            first.close();
            assertThatThrownBy(() -> roundTripMillis(address)).isInstanceOf(ConnectException.class);
            second.close();
            assertThat(roundTripMillis(address)).isLessThan(5_000);
        }
    }
}
