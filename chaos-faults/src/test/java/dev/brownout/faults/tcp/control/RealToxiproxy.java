package dev.brownout.faults.tcp.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brownout.faults.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A process of the real server, whose path the environment names: {@code BROWNOUT_TOXIPROXY}. */
public final class RealToxiproxy implements AutoCloseable {
    private final Process process;
    private final InetSocketAddress address;

    private RealToxiproxy(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Start it; without a path the test is skipped, but in CI it fails. */
    public static RealToxiproxy start() throws IOException {
        var path = System.getenv("BROWNOUT_TOXIPROXY");
        if (path == null && "true".equals(System.getenv("CI"))) {
            assertThat(path)
                    .as("BROWNOUT_TOXIPROXY must name a Toxiproxy 2.12.0 server in CI")
                    .isNotNull();
        }
        assumeTrue(path != null, "BROWNOUT_TOXIPROXY does not name a Toxiproxy 2.12.0 server");
        int port = TestServer.freePort();
        var process = new ProcessBuilder(path, "-host", "127.0.0.1", "-port", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            try (var socket = new Socket(address.getAddress(), port)) {
                return socket.isConnected();
            }
        });
        return new RealToxiproxy(process, address);
    }

    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
