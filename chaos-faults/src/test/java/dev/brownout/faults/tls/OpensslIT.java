package dev.brownout.faults.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What openssl and curl, which are not ours, see on the wire; error numbers as in openssl-verification-options(1). */
class OpensslIT {
    private static final String HOST = "ledger.us-east-1.exchange.test";
    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Component TARGET = new Component("target", Map.of(), Timings.NONE);
    private static final Link TLS = Link.between(GATEWAY, TARGET, Protocol.TLS).with("trust", "plane");
    private static final Link HTTPS = new Link("web", "gateway", "target", Protocol.HTTPS1, TLS.labels());

    private final LocalPlane plane = LocalPlane.open(3);
    private final TestServer echo = Ends.echo();
    private InetSocketAddress address;

    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void open() {
        address = plane.open(TLS);
        plane.connect(TLS, echo.address());
        root = plane.part(TlsPlane.class).root().writePem(directory.resolve("root.pem"));
    }

    @AfterEach
    void close() {
        plane.close();
        echo.close();
    }

    private static String run(String input, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            if ("true".equals(System.getenv("CI"))) {
                fail(command[0] + " must be there in CI; install it");
            }
            Assumptions.abort("no " + command[0] + " here; install it");
            throw e;
        }
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        } catch (IOException e) {
            // it has ended already
        }
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return text;
    }

    /** Shake hands as openssl does, and end after the input; {@code timeout} ends a handshake that never would. */
    private String openssl(InetSocketAddress to, String input, String... more)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "timeout",
                "5",
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + to.getPort(),
                "-servername",
                HOST,
                "-verify_hostname",
                HOST,
                "-CAfile",
                root.toString(),
                "-verify_return_error"));
        command.addAll(List.of(more));
        run("", "openssl", "version");
        return run(input, command.toArray(String[]::new));
    }

    @Test
    void should_be_well_without_a_fault() throws IOException, InterruptedException {
        assertThat(openssl(address, ""))
                .contains("Verify return code: 0 (ok)", "Verified peername: " + HOST, "TLSv1.3");
        assertThat(openssl(address, "", "-tls1_2")).contains("Verify return code: 0 (ok)", "TLSv1.2");
    }

    static Stream<Arguments> shapes() {
        var day = Duration.ofDays(1);
        var keep = Sessions.KEEP;
        return Stream.of(
                Arguments.of(new Expired(1, keep, day), "verify error:num=10:certificate has expired"),
                Arguments.of(new NotYetValid(1, keep, day), "verify error:num=9:certificate is not yet valid"),
                Arguments.of(new WrongName(1, keep), "verify error:num=62:hostname mismatch"),
                Arguments.of(new UnknownIssuer(1, keep), "verify error:num=20:unable to get local issuer certificate"),
                Arguments.of(
                        new HandshakeFailure(1, keep, HandshakeFailure.With.HANDSHAKE_FAILURE), "SSL alert number 40"),
                Arguments.of(
                        new HandshakeFailure(1, keep, HandshakeFailure.With.INTERNAL_ERROR), "SSL alert number 80"),
                Arguments.of(new VersionMismatch(1, keep, VersionMismatch.Server.NEWER), "SSL alert number 70"),
                Arguments.of(new VersionMismatch(1, keep, VersionMismatch.Server.OLDER), "unsupported protocol"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void should_show_each_shape(TlsFault fault, String seen) throws IOException, InterruptedException {
        try (var injection = plane.part(TlsPlane.class).inject(TLS, "a", fault)) {
            assertThat(openssl(address, "")).contains(seen);
            assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
        }
        assertThat(openssl(address, "")).contains("Verify return code: 0 (ok)");
    }

    @Test
    void should_reset_or_stall_without_a_word() throws IOException, InterruptedException {
        try (var injection = plane.part(TlsPlane.class)
                .inject(TLS, "a", new HandshakeFailure(1, Sessions.KEEP, HandshakeFailure.With.RESET))) {
            assertThat(openssl(address, ""))
                    .contains("no peer certificate available", "SSL handshake has read 0 bytes");
            assertThat(injection.exposure()).isNotEmpty();
        }
        try (var injection = plane.part(TlsPlane.class).inject(TLS, "a", new HandshakeStall(1, Sessions.KEEP))) {
            // ended by timeout(1): connected, and nothing after that
            assertThat(openssl(address, "", "-state"))
                    .contains("write client hello")
                    .doesNotContain("read server hello", "handshake has read");
            assertThat(injection.exposure()).isNotEmpty();
        }
    }

    @Test
    void should_not_take_up_a_session_of_before_the_fault() throws IOException, InterruptedException {
        var session = directory.resolve("session").toString();
        // the echo's answer comes behind the tickets of TLS 1.3
        assertThat(openssl(address, "", "-tls1_2", "-sess_out", session)).contains("Verify return code: 0 (ok)");
        try (var injection =
                plane.part(TlsPlane.class).inject(TLS, "a", new Expired(1, Sessions.KEEP, Duration.ofDays(1)))) {
            assertThat(openssl(address, "", "-tls1_2", "-sess_in", session)).contains("verify error:num=10");
            assertThat(injection.exposure()).isNotEmpty();
        }
    }

    @Test
    void should_leave_a_truncated_answer_truncated_and_a_whole_one_whole() throws IOException, InterruptedException {
        try (var dying = new TestServer(socket -> Ends.serveAndDie(socket, "half an ans"));
                var living = Ends.target(socket -> {
                    socket.getInputStream().readNBytes(1);
                    socket.getOutputStream().write("a whole answer".getBytes(StandardCharsets.US_ASCII));
                })) {
            plane.connect(TLS, dying.address());
            assertThat(openssl(address, "x", "-ign_eof")).contains("half an ans", "unexpected eof while reading");
            plane.connect(TLS, living.address());
            assertThat(openssl(address, "x", "-ign_eof"))
                    .contains("a whole answer", "closed")
                    .doesNotContain("unexpected eof");
        }
    }

    @Test
    void curl_agrees() throws IOException, InterruptedException {
        var to = plane.open(HTTPS);
        var url = "https://" + HOST + ":" + to.getPort() + "/orders";
        String[] command = {
            "curl",
            "-sv",
            "--max-time",
            "10",
            "--cacert",
            root.toString(),
            "--resolve",
            HOST + ":" + to.getPort() + ":127.0.0.1",
            url
        };
        try (var target = Ends.target(socket -> {
            for (var line = TestServer.line(socket.getInputStream());
                    line != null;
                    line = TestServer.line(socket.getInputStream())) {
                if (line.isEmpty()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"orders\":7}"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        })) {
            plane.connect(HTTPS, target.address());
            assertThat(run("", command))
                    .contains(
                            "SSL certificate verify ok",
                            "issuer: OU=For tests only",
                            "HTTP/1.1 200 OK",
                            "{\"orders\":7}");
            try (var injection = plane.part(TlsPlane.class).inject(HTTPS, "a", new WrongName(1, Sessions.KEEP))) {
                assertThat(run("", command)).contains("no alternative certificate subject name matches");
                assertThat(injection.exposure()).isNotEmpty();
            }
            try (var injection =
                    plane.part(TlsPlane.class).inject(HTTPS, "a", new Expired(1, Sessions.KEEP, Duration.ofDays(1)))) {
                assertThat(run("", command)).contains("certificate has expired");
                assertThat(injection.exposure()).isNotEmpty();
            }
        }
    }
}
