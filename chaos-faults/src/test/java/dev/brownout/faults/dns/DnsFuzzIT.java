package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** Bad messages to the sockets: after each batch the server still answers, over UDP and TCP. */
class DnsFuzzIT {
    private static final int BATCHES = 5;
    private static final int DATAGRAMS = 1_000;
    private static final int CONNECTIONS = 60;
    private static final long SEED = 20_251_021;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LEDGER = "ledger.us-east-1.exchange.test";

    private DnsPlane plane;

    @BeforeEach
    void open() {
        plane = DnsPlane.open(List.of());
        plane.publish(LEDGER, List.of(InetAddress.getLoopbackAddress()), DnsPlane.STANDARD_TTL);
    }

    @AfterEach
    void close() {
        plane.close();
    }

    private void stillAnswers() throws IOException {
        // over UDP it is asked again: a buffer that the datagrams before have filled drops what comes next
        var udp = await().atMost(PATIENCE)
                .until(() -> Wire.udp(plane.address(), Wire.query(LEDGER).toWire(), 1_000), Optional::isPresent);
        for (var reply : List.of(new Message(udp.orElseThrow()), Wire.tcp(plane.address(), Wire.query(LEDGER)))) {
            assertThat(reply.getSection(Section.ANSWER)).as("seed " + SEED).hasSize(1);
        }
    }

    @Test
    void should_answer_after_bad_datagrams() throws IOException {
        var fuzz = new DnsFuzz(SEED, LEDGER);
        for (int batch = 0; batch < BATCHES; batch++) {
            try (var socket = new DatagramSocket()) {
                for (int i = 0; i < DATAGRAMS; i++) {
                    var message = fuzz.next();
                    socket.send(new DatagramPacket(message, message.length, plane.address()));
                }
            }
            stillAnswers();
        }
    }

    /** Frames that lie about their length, several at once, cut ones, and connections that end before the answer. */
    @Test
    void should_answer_after_bad_streams() throws IOException {
        var fuzz = new DnsFuzz(SEED, LEDGER);
        for (int batch = 0; batch < BATCHES; batch++) {
            for (int i = 0; i < CONNECTIONS; i++) {
                try (var socket =
                        new Socket(plane.address().getAddress(), plane.address().getPort())) {
                    for (int n = 0; n <= i % 4; n++) {
                        var message = fuzz.next();
                        int said = i % 3 == 0 ? message.length ^ 1 << (i % 16) : message.length;
                        var out = socket.getOutputStream();
                        out.write(new byte[] {(byte) (said >>> 8), (byte) said});
                        out.write(message);
                    }
                    if (i % 5 == 0) {
                        socket.setSoLinger(true, 0); // ends with a reset
                    }
                } catch (IOException e) {
                    assertThat(e)
                            .as("the server may end a connection that it cannot read")
                            .isNotNull();
                }
            }
            stillAnswers();
        }
    }

    /** Somebody who asks and never reads must not fill the memory. */
    @Test
    void should_answer_others_while_one_does_not_read() throws IOException {
        var query = Wire.query(LEDGER).toWire();
        try (var socket =
                        new Socket(plane.address().getAddress(), plane.address().getPort());
                var writer = new Flood(socket, query)) {
            writer.start();
            for (int i = 0; i < 20; i++) {
                stillAnswers();
            }
            var last = new AtomicInteger();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> last.getAndSet(writer.written.get()) == writer.written.get());
            assertThat(writer.written.get()).as("the server stops reading").isLessThan(Flood.MOST);
            stillAnswers();
        }
    }

    /** Writes a bounded number of queries until it is closed. */
    private static final class Flood extends Thread implements AutoCloseable {
        private static final int MOST = 200_000;
        private final Socket socket;
        private final byte[] query;
        private final AtomicInteger written = new AtomicInteger();

        Flood(Socket socket, byte[] query) {
            this.socket = socket;
            this.query = query;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                var out = socket.getOutputStream();
                for (int i = 0; i < MOST; i++) {
                    out.write(new byte[] {(byte) (query.length >>> 8), (byte) query.length});
                    out.write(query);
                    written.incrementAndGet();
                }
            } catch (IOException e) {
                // closed
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
