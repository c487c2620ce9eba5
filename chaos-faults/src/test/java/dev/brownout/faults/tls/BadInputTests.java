package dev.brownout.faults.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.tcp.Greetings;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the plane does with ends that do not behave. */
class BadInputTests {
    private static final long SEED = 20_261_121;
    private static final int ON_THE_WIRE = 3_000;
    private static final int IN_MEMORY = 50_000;
    private static final int AT_ONCE = 4;
    /** Enough for one who shakes hands on a busy machine. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(3);
    /** Where it is waited for. */
    private static final Duration SHORT_HANDSHAKE = Duration.ofMillis(400);

    private static final Link LINK = Link.between(
            new Component("gateway", Map.of(), Timings.NONE),
            new Component("target", Map.of(), Timings.NONE),
            Protocol.TLS);

    private final TestServer echo = Ends.echo();
    private TlsPlane plane;
    private InetSocketAddress address;

    @BeforeEach
    void open() {
        open(HANDSHAKE);
    }

    private void open(Duration handshake) {
        plane = TlsPlane.open(7, Clock.systemUTC(), handshake);
        address = plane.open(LINK);
        plane.connect(LINK, echo.address());
    }

    @AfterEach
    void close() {
        plane.close();
        echo.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private void isWell() throws IOException {
        try (var socket = Ends.connect(Ends.trusting(plane.root()), address, "localhost")) {
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
        }
    }

    /** Read to the end, however it comes. */
    private static void drain(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection was neither answered nor ended", e);
        } catch (IOException e) {
            // reset: an end too
        }
    }

    @Test
    void should_let_go_of_a_client_that_says_nothing_or_stops_in_the_middle() throws IOException {
        plane.close();
        open(SHORT_HANDSHAKE);
        var hello = Greetings.of(Protocol.TLS);
        for (int length : new int[] {0, 1, 5, 50, hello.length - 1, hello.length}) {
            long began = System.nanoTime();
            try (var socket = connect()) {
                socket.getOutputStream().write(hello, 0, length);
                drain(socket);
                assertThat(System.nanoTime() - began).isGreaterThan(SHORT_HANDSHAKE.toNanos() / 2);
            }
        }
        // on a busy machine one may not be quick enough
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(this::isWell);
    }

    @Test
    void should_end_a_connection_that_speaks_something_else() throws IOException {
        for (var text : new String[] {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "PING\r\n", "SSH-2.0-x\r\n", "\0\0\0\010"}) {
            try (var socket = connect()) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                drain(socket);
            }
        }
        isWell();
    }

    @Test
    void should_survive_hellos_that_are_mutilated() throws Exception {
        var workers = new ArrayList<CompletableFuture<Void>>();
        for (int w = 0; w < AT_ONCE; w++) {
            var random = new SplittableRandom(SEED + w);
            workers.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < ON_THE_WIRE / AT_ONCE; i++) {
                    var bytes = mutilated(random);
                    try (var socket = connect()) {
                        socket.getOutputStream().write(bytes);
                        socket.shutdownOutput();
                        drain(socket);
                    } catch (IOException e) {
                        // reset while it was sent
                    }
                }
            }));
        }
        workers.forEach(CompletableFuture::join);
        isWell();
    }

    @Test
    void should_read_any_bytes_as_a_hello_or_as_none() {
        var random = new SplittableRandom(SEED);
        int offered = 0;
        for (int i = 0; i < IN_MEMORY; i++) {
            var bytes = mutilated(random);
            var body = Unpooled.wrappedBuffer(bytes, Math.min(bytes.length, 9), Math.max(0, bytes.length - 9));
            offered += ClientHello.offers(body, Greetings.WITNESS_PROTOCOL) ? 1 : 0;
        }
        assertThat(offered).isBetween(1, IN_MEMORY - 1);
    }

    /** A real ClientHello with some bytes changed, cut out or doubled, or bytes of chance alone. */
    private static byte[] mutilated(SplittableRandom random) {
        var bytes = HELLO.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                bytes = new byte[random.nextInt(600)];
                random.nextBytes(bytes);
            }
            case 1 -> bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> bytes = java.util.Arrays.copyOf(bytes, bytes.length + random.nextInt(300));
            default -> {}
        }
        for (int i = random.nextInt(8); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static final byte[] HELLO = Greetings.of(Protocol.TLS);

    @Test
    void should_keep_a_bounded_number_of_certificates_for_names_that_are_made_up() {
        var contexts = new Contexts(Clock.systemUTC());
        var link = TlsLink.of(LINK);
        for (int i = 0; i < Contexts.MOST + 50; i++) {
            contexts.server("host-" + i + ".test", link, CertificateShape.VALID);
        }
        assertThat(contexts.size()).isEqualTo(Contexts.MOST);
        var standard = contexts.server("", link, CertificateShape.VALID);
        for (var odd : new String[] {"a b", "..", "x..y", ".x", "-", "ü.test", "a".repeat(300), "127.0.0.1\0", "x."}) {
            assertThat(contexts.server(odd, link, CertificateShape.VALID))
                    .as(odd)
                    .isSameAs(standard);
        }
        assertThat(contexts.server("Ledger.TEST", link, CertificateShape.VALID))
                .isSameAs(contexts.server("ledger.test", link, CertificateShape.VALID));
    }

    @Test
    void should_let_go_of_a_client_whose_target_never_accepts() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            plane.connect(LINK, new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort()));
            try (var socket = Ends.connect(Ends.trusting(plane.root()), address, "localhost", 20_000)) {
                socket.getOutputStream().write('x');
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void should_let_go_of_a_client_whose_target_speaks_no_tls() throws IOException {
        try (var redis = TestServer.redis()) {
            plane.connect(LINK, redis.address());
            try (var socket = Ends.connect(Ends.trusting(plane.root()), address, "localhost", 20_000)) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void should_not_read_on_for_a_target_that_never_reads() throws IOException {
        try (var lazy = Ends.target(socket -> {
            try {
                Thread.currentThread().join(20_000); // reads nothing until it is closed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            plane.connect(LINK, lazy.address());
            try (var socket = Ends.connect(Ends.trusting(plane.root()), address, "localhost")) {
                var written = new java.util.concurrent.atomic.AtomicLong();
                var writer = CompletableFuture.runAsync(() -> {
                    var block = new byte[64 << 10];
                    try {
                        while (written.get() < 1L << 30) {
                            socket.getOutputStream().write(block);
                            written.addAndGet(block.length);
                        }
                    } catch (IOException e) {
                        // closed by the test
                    }
                });
                await().during(Duration.ofSeconds(1))
                        .atMost(Duration.ofSeconds(20))
                        .until(written::get, new Same());
                assertThat(written.get()).isLessThan(64L << 20);
                assertThat(writer).isNotDone();
                plane.close(); // lets the writer go, for which closing the socket would wait
            }
        }
    }

    /** Holds when a value is what it was when it was asked for last. */
    private static final class Same extends org.hamcrest.BaseMatcher<Long> {
        private Object last = -1L;

        @Override
        public boolean matches(Object actual) {
            boolean same = actual.equals(last);
            last = actual;
            return same;
        }

        @Override
        public void describeTo(org.hamcrest.Description description) {
            description.appendText("a value that stands still");
        }
    }
}
