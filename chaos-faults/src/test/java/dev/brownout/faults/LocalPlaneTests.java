package dev.brownout.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.http.HttpPlane;
import dev.brownout.faults.tcp.TcpPlane;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalPlaneTests {
    private static final Link LINK = link(Protocol.REDIS);

    private static Link link(Protocol protocol) {
        return Link.between(
                new Component("gateway", Map.of(), Timings.NONE),
                new Component("store", Map.of(), Timings.NONE),
                protocol);
    }

    private static int ask(InetSocketAddress address) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write('x');
            return socket.getInputStream().read();
        }
    }

    @Test
    void should_keep_a_links_address_while_its_target_moves() throws IOException {
        try (var plane = LocalPlane.open(1);
                var second = TestServer.echo()) {
            var address = plane.open(LINK);
            assertThat(ask(address)).isEqualTo(-1);
            try (var first = TestServer.echo()) {
                plane.connect(LINK, first.address());
                assertThat(ask(address)).isEqualTo('x');
            }
            plane.connect(LINK, second.address());
            assertThat(ask(address)).isEqualTo('x');
            assertThat(plane.open(LINK)).isEqualTo(address);
        }
    }

    @Test
    void should_take_a_target_before_the_link_is_opened() throws IOException {
        try (var plane = LocalPlane.open(1);
                var echo = TestServer.echo()) {
            plane.connect(LINK, echo.address());
            assertThat(ask(plane.open(LINK))).isEqualTo('x');
        }
    }

    @Test
    void should_give_its_parts_and_name_them() {
        try (var plane = LocalPlane.open(1)) {
            assertThat(plane.part(TcpPlane.class)).isNotNull();
            assertThat(plane.part(HttpPlane.class)).isNotNull();
            assertThatThrownBy(() -> plane.part(String.class))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("TcpPlane")
                    .hasMessageContaining("but was java.lang.String");
        }
    }

    @Test
    void should_leave_neither_thread_nor_port() throws IOException {
        var plane = LocalPlane.open(1);
        var address = plane.open(link(Protocol.HTTP1));
        try (var echo = TestServer.echo()) {
            plane.connect(link(Protocol.HTTP1), echo.address());
            plane.close();
            plane.close();
        }
        assertThatThrownBy(() -> ask(address)).isInstanceOf(ConnectException.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().startsWith("brownout-")));
    }
}
