package dev.brownout.faults.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.TestServer;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plane does to a link of opaque bytes, seen by the JDK's TLS at both ends. */
class TlsPlaneTests {
    private static final Link LINK = link("tls");
    private static final Expired EXPIRED = new Expired(1, Sessions.KEEP, Duration.ofDays(1));

    private final TestServer echo = Ends.echo();
    private TlsPlane plane;
    private InetSocketAddress address;
    private SSLContext client;

    private static Link link(String targetTls) {
        return Link.between(
                        new Component("gateway", Map.of(), Timings.NONE),
                        new Component("target", Map.of(), Timings.NONE),
                        Protocol.TLS)
                .with(TlsLink.TARGET_TLS, targetTls)
                .with(TlsLink.TRUST, "plane");
    }

    @BeforeEach
    void open() {
        plane = TlsPlane.open(7);
        address = plane.open(LINK);
        plane.connect(LINK, echo.address());
        client = Ends.trusting(plane.root());
    }

    @AfterEach
    void close() {
        plane.close();
        plane.close();
        echo.close();
    }

    private SSLSocket connect(String host, String... versions) throws IOException {
        return Ends.connect(client, address, host, versions);
    }

    private static String roundTrip(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return new String(
                socket.getInputStream().readNBytes(text.getBytes(StandardCharsets.UTF_8).length),
                StandardCharsets.UTF_8);
    }

    private static X509Certificate shown(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "ledger.us-east-1.exchange.test"})
    void should_show_a_certificate_for_whatever_name_is_asked_for(String host) throws IOException {
        try (var socket = connect(host)) {
            assertThat(roundTrip(socket, "hello")).isEqualTo("hello");
            assertThat(shown(socket).getIssuerX500Principal())
                    .isEqualTo(plane.root().certificate().getSubjectX500Principal());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void should_stream_large_data_both_ways_and_hand_the_end_on(String version) throws IOException {
        var bytes = new byte[16 << 20];
        new Random(1).nextBytes(bytes);
        try (var socket = connect("localhost", version)) {
            var sent = CompletableFuture.runAsync(() -> {
                try {
                    socket.getOutputStream().write(bytes);
                    if (version.equals("TLSv1.3")) {
                        socket.shutdownOutput(); // with 1.2 this ends both directions (RFC 5246, section 7.2.1)
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(Arrays.equals(socket.getInputStream().readNBytes(bytes.length), bytes))
                    .isTrue();
            sent.join();
            if (version.equals("TLSv1.3")) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void should_count_the_connections_that_it_carries_on_and_no_handshake_that_fails() throws IOException {
        assertThat(plane.carried(LINK)).isZero();
        try (var socket = connect("localhost")) {
            assertThat(roundTrip(socket, "hello")).isEqualTo("hello");
        }
        assertThat(plane.carried(LINK)).isEqualTo(1);
        try (var injection = plane.inject(LINK, "a", EXPIRED)) {
            assertThatThrownBy(() -> connect("localhost")).isInstanceOf(SSLException.class);
            assertThat(injection.exposure()).containsEntry("gateway", 1L);
        }
        try (var socket = connect("localhost")) {
            assertThat(roundTrip(socket, "again")).isEqualTo("again");
        }
        assertThat(plane.carried(LINK)).isEqualTo(2);
    }

    @Test
    void should_hand_an_announced_end_on_to_the_target_and_wait_for_its_answer() throws IOException {
        try (var target = Ends.target(socket -> {
                    var all = socket.getInputStream().readAllBytes(); // fails where the end is not announced
                    socket.getOutputStream().write(("got " + all.length).getBytes(StandardCharsets.US_ASCII));
                });
                var onward = TlsPlane.open(7)) {
            var at = onward.open(LINK);
            onward.connect(LINK, target.address());
            try (var socket = Ends.connect(Ends.trusting(onward.root()), at, "localhost", "TLSv1.3")) {
                socket.getOutputStream().write(new byte[100_000]);
                socket.shutdownOutput();
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("got 100000");
            }
        }
    }

    @Test
    void should_go_on_in_the_clear_where_the_target_speaks_no_tls() throws IOException {
        var plain = link("plain");
        try (var target = TestServer.echo();
                var own = TlsPlane.open(7)) {
            var at = own.open(plain);
            own.connect(plain, target.address());
            try (var socket = Ends.connect(Ends.trusting(own.root()), at, "localhost", "TLSv1.3")) {
                assertThat(roundTrip(socket, "clear")).isEqualTo("clear");
                socket.shutdownOutput();
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void should_ask_the_target_for_the_name_that_the_victim_asks_for() throws IOException {
        var asked = new CopyOnWriteArrayList<String>();
        try (var target = Ends.target(socket -> {
                    ((ExtendedSSLSession) ((SSLSocket) socket).getSession())
                            .getRequestedServerNames()
                            .forEach(n -> asked.add(n.toString()));
                    socket.getOutputStream().write('x');
                });
                var own = TlsPlane.open(7)) {
            var at = own.open(LINK);
            own.connect(LINK, target.address());
            try (var socket = Ends.connect(Ends.trusting(own.root()), at, "ledger.exchange.test")) {
                assertThat(socket.getInputStream().read()).isEqualTo('x');
            }
        }
        assertThat(asked).hasSize(1).allMatch(n -> n.contains("ledger.exchange.test"));
    }

    /** Sessions that are taken up again hang on the first, so that one connection that stays open would hold them all. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void should_take_up_no_session_with_the_target_again(String version) throws IOException {
        var made = new CopyOnWriteArrayList<Long>();
        try (var target = Ends.target(socket -> {
                    made.add(((SSLSocket) socket).getSession().getCreationTime());
                    socket.getInputStream().transferTo(socket.getOutputStream());
                });
                var own = TlsPlane.open(7)) {
            var at = own.open(LINK);
            own.connect(LINK, target.address());
            var trusting = Ends.trusting(own.root());
            try (var first = Ends.connect(trusting, at, "ledger.exchange.test", version)) {
                assertThat(roundTrip(first, "first")).isEqualTo("first");
                long then = made.get(0);
                await().until(() -> System.currentTimeMillis() > then);
                try (var second = Ends.connect(trusting, at, "ledger.exchange.test", version)) {
                    assertThat(roundTrip(second, "second")).isEqualTo("second");
                }
            }
        }
        assertThat(made).hasSize(2);
        assertThat(made.get(1)).isGreaterThan(made.get(0));
    }

    @Test
    void should_hold_nothing_of_a_client_that_left_before_its_time() {
        var loop = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        try {
            var gone = new WeakReference<>(hitAndLeft(loop));
            await().until(() -> {
                System.gc();
                return gone.refersTo(null);
            });
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static Channel hitAndLeft(EventLoopGroup loop) {
        var channel = new LocalChannel();
        loop.register(channel).syncUninterruptibly();
        channel.pipeline().addLast(new Sink(channel, new TlsRule("a", LINK.id(), EXPIRED, new LongAdder()), 600_000));
        channel.close().syncUninterruptibly();
        return channel;
    }

    @Test
    void should_meet_new_handshakes_and_leave_sessions_alone_until_lifted() throws IOException {
        try (var kept = connect("localhost")) {
            assertThat(roundTrip(kept, "before")).isEqualTo("before");
            var injection = plane.inject(LINK, "a", EXPIRED);
            assertThat(roundTrip(kept, "during")).isEqualTo("during");
            // the same client, whose session of before it would gladly take up again
            assertThatThrownBy(() -> connect("localhost"))
                    .isInstanceOf(SSLHandshakeException.class)
                    .rootCause()
                    .hasMessageContaining("NotAfter");
            assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
            injection.close();
            injection.close();
            assertThat(roundTrip(kept, "after")).isEqualTo("after");
            connect("localhost").close();
            assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
        }
    }

    @Test
    void should_cut_sessions_where_that_is_asked_for() throws IOException {
        try (var kept = connect("localhost")) {
            roundTrip(kept, "before");
            var injection = plane.inject(LINK, "a", new Expired(1, Sessions.CUT, Duration.ofDays(1)));
            assertThatThrownBy(() -> kept.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.2, 20", "0.5, 50", "0.01, 1"})
    void should_hit_the_asked_share(double ratio, int hits) throws IOException {
        plane.inject(LINK, "a", new HandshakeFailure(ratio, Sessions.KEEP, HandshakeFailure.With.INTERNAL_ERROR));
        int failed = 0;
        for (int i = 0; i < 100; i++) {
            try {
                connect("localhost").close();
            } catch (SSLException e) {
                assertThat(e).hasMessageContaining("internal_error");
                failed++;
            }
        }
        assertThat(failed).isEqualTo(hits);
    }

    @Test
    void should_decide_on_witnesses_apart_and_not_count_them() throws IOException {
        var injection = plane.inject(
                LINK, "a", new HandshakeFailure(1, Sessions.KEEP, HandshakeFailure.With.HANDSHAKE_FAILURE));
        var plain = new Socket(address.getAddress(), address.getPort());
        var tls = (SSLSocket) client.getSocketFactory().createSocket(plain, "localhost", address.getPort(), true);
        var parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "brownout-witness"});
        tls.setSSLParameters(parameters);
        assertThatThrownBy(tls::startHandshake).hasMessageContaining("handshake_failure");
        assertThat(injection.exposure()).isEmpty();
    }

    @Test
    void should_say_nothing_and_let_go_of_those_who_wait_when_lifted() throws IOException {
        var injection = plane.inject(LINK, "a", new HandshakeStall(1, Sessions.KEEP));
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                connect("localhost").close();
                return "completed";
            } catch (IOException e) {
                return e.toString();
            }
        });
        await().until(() -> injection.exposure().equals(Map.of("gateway", 1L)));
        assertThat(waiting).isNotDone();
        injection.close();
        assertThat(waiting.join()).contains("terminated the handshake");
    }

    @Test
    void should_drop_a_client_whose_target_is_not_there() throws IOException {
        // bound, so that nobody else has it, and not listening, so that it refuses
        try (var nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            plane.connect(LINK, (InetSocketAddress) nobody.getLocalSocketAddress());
            try (var socket = connect("localhost")) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void should_refuse_labels_that_mean_nothing() {
        var odd = new Link("odd", "a", "b", Protocol.TLS, Map.of(TlsLink.TARGET_TLS, "maybe"));
        assertThatThrownBy(() -> plane.open(odd))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("label target-tls must be plain or tls, but was \"maybe\" on link odd");
        assertThatThrownBy(() -> plane.inject(odd, "a", EXPIRED))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("link odd must be open in the tls plane");
    }

    @Test
    void should_agree_on_an_application_protocol_that_the_link_names() throws IOException {
        var h2 = LINK.with(TlsLink.ALPN, "h2, http/1.1");
        try (var own = TlsPlane.open(7)) {
            var at = own.open(h2);
            own.connect(h2, echo.address());
            var plain = new Socket(at.getAddress(), at.getPort());
            try (var tls = (SSLSocket)
                    Ends.trusting(own.root()).getSocketFactory().createSocket(plain, "localhost", at.getPort(), true)) {
                var parameters = tls.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"spdy/1", "h2"});
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                assertThat(tls.getApplicationProtocol()).isEqualTo("h2");
            }
        }
    }

    @Test
    void should_leave_no_thread_of_its_own() {
        plane.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().startsWith("brownout-tls")));
    }
}
