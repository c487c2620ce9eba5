package dev.brownout.faults.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.TestServer;
import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.tcp.control.ToxiproxyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A server of our own, driven through its API, and sockets that are closed behind each test. */
abstract class ProxyFixture {
    static final Duration DEADLINE = Duration.ofSeconds(10);
    /** Witnesses connect from here. */
    static final byte[] WITNESS = {127, 0, 0, 7};

    static final byte[] VICTIM = {127, 0, 0, 1};

    final ToxiproxyServer server = ToxiproxyServer.start(
            42, from -> Arrays.equals(from.getAddress().getAddress(), WITNESS) ? Asker.WITNESS : Asker.VICTIM);
    final ToxiproxyControl control = new ToxiproxyControl(server.address(), DEADLINE);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var closeable : open) {
            closeable.close();
        }
        control.close();
        server.close();
        server.close();
    }

    <C extends AutoCloseable> C track(C closeable) {
        open.add(closeable);
        return closeable;
    }

    InetSocketAddress proxy(TestServer upstream) {
        return control.create("p", "127.0.0.1:0", track(upstream).text());
    }

    Socket connect(InetSocketAddress address) throws IOException {
        return connect(address, VICTIM);
    }

    Socket connect(InetSocketAddress address, byte[] from) throws IOException {
        var socket = track(new Socket());
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()), 5_000);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        return socket;
    }

    static long roundTripNanos(Socket socket) throws IOException {
        long began = System.nanoTime();
        socket.getOutputStream().write('x');
        assertThat(socket.getInputStream().read()).isEqualTo('x');
        return System.nanoTime() - began;
    }

    /** Send until nothing has been taken for a while; a connection that is reset or closed fails. */
    static long sentBeforeItStalls(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        try (var selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_WRITE);
            long sent = 0;
            while (sent < 64 << 20 && selector.select(400) > 0) {
                selector.selectedKeys().clear();
                sent += channel.write(ByteBuffer.allocate(65536));
            }
            return sent;
        }
    }
}
