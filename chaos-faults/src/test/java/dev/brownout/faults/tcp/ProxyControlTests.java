package dev.brownout.faults.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.tcp.control.ProxyControl;
import dev.brownout.faults.tcp.proxy.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same of both ways to drive a server: through its API with the Java client, and by calls in its own JVM. */
class ProxyControlTests extends ProxyFixture {
    private static final String ANY_PORT = "127.0.0.1:0";

    enum Way {
        CLIENT,
        DIRECT
    }

    private ProxyControl control(Way way) {
        return way == Way.CLIENT ? control : track(server.direct(DEADLINE));
    }

    @ParameterizedTest
    @EnumSource
    void should_create_move_disable_enable_and_delete(Way way) throws IOException {
        var control = control(way);
        var first = track(TestServer.echo());
        var second = track(new TestServer(socket -> socket.getOutputStream().write('2')));
        var address = control.create("p", ANY_PORT, first.text());
        var open = connect(address);
        roundTripNanos(open);

        control.upstream("p", second.text());
        assertThat(open.getInputStream().read()).as("a move drops connections").isEqualTo(-1);
        assertThat(connect(address).getInputStream().read()).isEqualTo('2');

        control.disable("p");
        assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
        control.enable("p");
        assertThat(connect(address).getInputStream().read()).isEqualTo('2');

        control.delete("p");
        assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @EnumSource
    void should_have_acted_on_open_connections_when_it_returns(Way way) throws IOException {
        var control = control(way);
        var echo = track(TestServer.echo());
        var open = connect(control.create("p", ANY_PORT, echo.text()));
        roundTripNanos(open);

        control.add("p", "l", "latency", Direction.DOWNSTREAM, 1, Map.of("latency", 80L, "unknown", 1L));
        assertThat(roundTripNanos(open)).isGreaterThanOrEqualTo(79_000_000L);
        assertThat(server.exposure("p", "l").orElseThrow().hits()).isEqualTo(1);
        control.add("p", "none", "reset", Direction.DOWNSTREAM, 0, Map.of());
        control.remove("p", "l");
        assertThat(server.exposure("p", "l")).isEmpty();
        roundTripNanos(open);

        control.add("p", "r", "reset", Direction.DOWNSTREAM, 1, Map.of());
        assertThatThrownBy(() -> open.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    private static void assertRefused(ThrowingCallable call, String reason) {
        assertThatThrownBy(call).isInstanceOf(BrownoutException.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @EnumSource
    void should_say_what_the_server_says(Way way) {
        var control = control(way);
        control.create("p", ANY_PORT, ANY_PORT);
        assertRefused(
                () -> control.create("p", ANY_PORT, ANY_PORT), "create proxy p, but said: [409] proxy already exists");
        assertRefused(() -> control.delete("q"), "[404] proxy not found");
        assertRefused(() -> control.upstream("q", ANY_PORT), "[404] proxy not found");
        assertRefused(() -> control.remove("p", "t"), "[404] toxic not found");
        assertRefused(
                () -> control.add("p", "t", "nonsense", Direction.UPSTREAM, 1, Map.of()), "[400] invalid toxic type");
        control.add("p", "t", "noop", Direction.UPSTREAM, 1, Map.of());
        assertRefused(
                () -> control.add("p", "t", "noop", Direction.UPSTREAM, 1, Map.of()), "[409] toxic already exists");
        assertRefused(() -> control.create("r", "192.0.2.1:0", ANY_PORT), "[500] listen tcp 192.0.2.1:0: bind");
    }

    @ParameterizedTest
    @EnumSource
    void should_cut_who_is_connected_before_it_refuses_the_next(Way way) throws IOException {
        var control = control(way);
        var echo = track(TestServer.echo());
        var address = control.create("p", ANY_PORT, echo.text());
        for (int i = 1; i <= 5; i++) {
            var open = connect(address);
            roundTripNanos(open);
            control.add("p", "c" + i, "refuse", Direction.DOWNSTREAM, 1, Map.of("cut", 1L));
            assertThat(open.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
            assertThat(server.exposure("p", "c" + i).orElseThrow().hits())
                    .as("each connection counts once")
                    .isEqualTo(1);
            control.remove("p", "c" + i);
        }
    }
}
