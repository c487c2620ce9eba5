package dev.brownout.faults.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.api.Vantage.TlsOutcome;
import dev.brownout.api.Vantage.TlsReading;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.vantage.Jdk;
import dev.brownout.faults.vantage.VictimJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a handshake from inside a JVM tells, on both sides of JDK 18, whose words for it differ. */
class HandshakeVantageIT {
    private static final String HOST = "ledger.us-east-1.exchange.test";
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    /** Where nothing comes. */
    private static final Duration SHORT = Duration.ofMillis(500);
    /** Where something comes first, on a busy machine too. */
    private static final Duration SOME_TIME = Duration.ofSeconds(2);

    private static final Component GATEWAY = VictimJvm.component("gateway");
    private static final Link LINK = Link.between(
                    GATEWAY, new Component("target", Map.of(), Timings.NONE), Protocol.HTTPS1)
            .with("trust", "plane")
            .with("server-name", HOST);

    private final LocalPlane plane = LocalPlane.open(5);
    private final TestServer target = Ends.target(socket -> {
        for (var line = TestServer.line(socket.getInputStream());
                line != null;
                line = TestServer.line(socket.getInputStream())) {
            if (line.isEmpty()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
    });

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        plane.close();
        target.close();
    }

    private VictimJvm start(Jdk jdk) {
        var store = plane.part(TlsPlane.class).root().writeTrustStore(directory.resolve("root.p12"), "changeit");
        var arguments = new ArrayList<>(plane.jvmArguments(GATEWAY));
        arguments.addAll(List.of("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=changeit"));
        return VictimJvm.start(jdk, arguments);
    }

    private TlsReading during(TlsFault fault, Vantage vantage, InetSocketAddress address, Duration deadline) {
        try (var injection = plane.part(TlsPlane.class).inject(LINK, "a", fault)) {
            var reading = vantage.handshake(address, HOST, deadline);
            assertThat(injection.exposure()).as("a witness is not counted").isEmpty();
            return reading;
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void should_tell_how_it_ended_and_which_certificate_was_shown(Jdk jdk) throws IOException {
        plane.connect(LINK, target.address());
        var address = plane.open(LINK);
        try (var jvm = start(jdk)) {
            assertThat(jvm).isNotNull();
            var vantage = VictimJvm.await(() -> plane.vantage("gateway"));
            var well = vantage.handshake(address, HOST, DEADLINE);
            assertThat(well.outcome()).isEqualTo(TlsOutcome.COMPLETED);
            assertThat(well.version()).isEqualTo("TLSv1.3");
            var shown = well.certificate().orElseThrow();
            assertThat(shown.trusted()).isTrue();
            assertThat(shown.named()).isTrue();
            assertThat(shown.complaint()).isEmpty();
            assertThat(shown.names()).contains(HOST, "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
            assertThat(shown.subject()).contains("CN=" + HOST);
            assertThat(shown.issuer()).contains("CN=Brownout test root");
            assertThat(Instant.now()).isBetween(shown.notBefore(), shown.notAfter());

            var page = vantage.get(address, "/healthz", Map.of(), DEADLINE);
            assertThat(page.outcome()).isEqualTo(TcpOutcome.ANSWERED);
            assertThat(page.status()).isEqualTo(200);

            var keep = Sessions.KEEP;
            var day = Duration.ofDays(1);
            assertThat(during(new Expired(1, keep, day), vantage, address, DEADLINE)
                            .certificate()
                            .orElseThrow())
                    .matches(c -> !c.trusted() && !c.named() && c.notAfter().isBefore(Instant.now()))
                    .extracting(Vantage.ServerCertificate::complaint)
                    .asString()
                    .isNotEmpty();
            assertThat(during(new NotYetValid(1, keep, day), vantage, address, DEADLINE)
                            .certificate()
                            .orElseThrow())
                    .matches(c -> !c.trusted() && c.notBefore().isAfter(Instant.now()));
            assertThat(during(new WrongName(1, keep), vantage, address, DEADLINE)
                            .certificate()
                            .orElseThrow())
                    .matches(c -> c.trusted() && !c.named())
                    .matches(c -> c.names().equals(List.of(Authority.WRONG_NAME)));
            assertThat(during(new UnknownIssuer(1, keep), vantage, address, DEADLINE)
                            .certificate()
                            .orElseThrow())
                    .matches(c -> !c.trusted() && c.issuer().contains("Nobody trusts"));

            for (var with : HandshakeFailure.With.values()) {
                var fault = new HandshakeFailure(1, keep, with);
                var reading = during(fault, vantage, address, DEADLINE);
                assertThat(reading).matches(r -> fault.shows(r, Instant.now()), with.toString());
                assertThat(reading.certificate()).isEmpty();
            }
            assertThat(during(new VersionMismatch(1, keep, VersionMismatch.Server.NEWER), vantage, address, DEADLINE))
                    .matches(r -> r.outcome() == TlsOutcome.ALERT && r.detail().equals("protocol_version"));
            assertThat(during(new VersionMismatch(1, keep, VersionMismatch.Server.OLDER), vantage, address, DEADLINE)
                            .outcome())
                    .isEqualTo(TlsOutcome.VERSION);
            assertThat(during(new HandshakeStall(1, keep), vantage, address, SHORT)
                            .outcome())
                    .isEqualTo(TlsOutcome.SILENT);
            others(vantage);
        }
    }

    /** Ends that have nothing to do with a plane. */
    private static void others(Vantage vantage) throws IOException {
        try (var redis = TestServer.redis();
                var closing = new TestServer(socket -> socket.getInputStream().readNBytes(1));
                var dripping = new TestServer(socket -> {
                    // a record that never ends: no single read is late, all of it is
                    socket.getOutputStream().write(new byte[] {22, 3, 3, 0x40, 0});
                    while (socket.getInputStream().read() >= 0) {
                        socket.getOutputStream().write(0);
                    }
                })) {
            assertThat(vantage.handshake(redis.address(), HOST, DEADLINE).outcome())
                    .isEqualTo(TlsOutcome.FAILED);
            assertThat(vantage.handshake(closing.address(), HOST, DEADLINE).outcome())
                    .isIn(TlsOutcome.CLOSED, TlsOutcome.RESET);
            assertThat(vantage.handshake(dripping.address(), HOST, SOME_TIME).outcome())
                    .isEqualTo(TlsOutcome.FAILED);
        }
        // bound, so that nobody else has it, and not listening, so that it refuses
        try (var nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(vantage.handshake((InetSocketAddress) nobody.getLocalSocketAddress(), HOST, DEADLINE)
                            .outcome())
                    .isEqualTo(TlsOutcome.REFUSED);
        }
    }
}
