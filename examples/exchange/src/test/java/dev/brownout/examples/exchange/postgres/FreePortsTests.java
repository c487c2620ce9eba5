package dev.brownout.examples.exchange.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

class FreePortsTests {
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int USUAL = 32_768;

    /** Or the server that is to listen there finds it taken, once in a while. */
    @Test
    void should_choose_none_that_an_outgoing_connection_may_be_given() throws Exception {
        assumeTrue(Files.exists(OUTGOING), "not Linux");
        int lowest;
        // in one read: the kernel gives such a file no second one, and Files.readString begins with a byte
        try (var range = new Scanner(OUTGOING, StandardCharsets.US_ASCII)) {
            lowest = range.nextInt();
        }
        assumeTrue(lowest >= USUAL, "outgoing connections are given ports from " + lowest + " on here");
        for (int i = 0; i < 100; i++) {
            int port = FreePorts.choose();
            assertThat(port).isLessThan(lowest);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.isBound()).isTrue();
            }
        }
    }
}
