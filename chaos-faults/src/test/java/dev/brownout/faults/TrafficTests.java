package dev.brownout.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.api.Traffic;
import dev.brownout.faults.http.HttpLinks;
import dev.brownout.faults.http.proxy.Arrivals;
import dev.brownout.faults.http.proxy.Match;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the plane counts where a link goes on to its target. */
class TrafficTests {
    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Component ENGINE = new Component("engine", Map.of(), Timings.NONE);
    private static final Link HTTP =
            Link.between(GATEWAY, ENGINE, Protocol.HTTP1).with(HttpLinks.HEALTH_PATH, "/healthz");
    private static final Link TCP = Link.between(ENGINE, GATEWAY, Protocol.TCP);

    private final LocalPlane plane = LocalPlane.open(7);
    private final HttpTarget target = new HttpTarget();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @AfterEach
    void close() {
        plane.close();
        target.close();
    }

    private void connect(Link link, InetSocketAddress address) {
        plane.connect(link, address);
    }

    private Traffic counted(Link link) {
        return plane.traffic().stream()
                .filter(t -> t.link().equals(link.id()))
                .findFirst()
                .orElseThrow();
    }

    private void assertCounted(Link link, Traffic expected) {
        // an end of a connection is counted when it is noticed, which nobody waits for
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(counted(link)).isEqualTo(expected));
    }

    private static Traffic http(long connects, long requests, long checks, long refused, long failed) {
        return new Traffic(HTTP.id(), connects, requests, checks, refused, failed);
    }

    private int get(String path, String... headers) throws IOException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + plane.open(HTTP).getPort() + path))
                .timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <F extends Fault> Injection inject(FaultKind<F> kind, Map<String, ?> given) {
        return kind.inject(
                kind.create(Arguments.of(kind.parameters(), given)),
                HTTP,
                new InjectionContext("p/1/" + kind.name(), 7, plane, (action, undo) -> () -> {}));
    }

    private Injection inject(String kind, Map<String, ?> given) {
        return inject(FaultRegistry.load().find(kind).orElseThrow(), given);
    }

    @Test
    void should_count_connections_requests_and_health_checks() throws IOException {
        connect(HTTP, target.address());
        assertCounted(HTTP, http(0, 0, 0, 0, 0));
        assertThat(get("/orders")).isEqualTo(200);
        assertThat(get("/healthz")).isEqualTo(200);
        assertThat(get("/healthz?full=1")).isEqualTo(200);
        assertThat(get("/healthzz")).isEqualTo(200);
        assertCounted(HTTP, http(1, 4, 2, 0, 0));
    }

    @Test
    void should_count_refusals_apart_from_failures() throws IOException {
        try (var server = answering("HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n");
                var broken = answering("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n")) {
            connect(HTTP, target.address());
            assertThat(get("/refuse")).isEqualTo(503);
            connect(HTTP, server.address());
            assertThat(get("/x")).isEqualTo(429);
            connect(HTTP, broken.address());
            assertThat(get("/x")).isEqualTo(500);
            assertCounted(HTTP, http(3, 3, 0, 2, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"'',1", "no HTTP at all,1", "HTTP/1.1 200 OK~Content-Length: 9~~half,0"})
    void should_count_a_request_that_was_never_answered_as_failed(String answer, long failed) {
        try (var server = answering(answer.replace("~", "\r\n"))) {
            connect(HTTP, server.address());
            // POST: the client would send a GET again by itself
            assertThatThrownBy(() -> client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                            + plane.open(HTTP).getPort()))
                                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
            assertCounted(HTTP, http(1, 1, 0, 0, failed));
        }
    }

    @Test
    void should_count_a_request_that_its_victim_gave_up_as_never_answered() throws IOException {
        try (var silent =
                new TestServer(socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            connect(HTTP, silent.address());
            try (var socket = new Socket(
                    InetAddress.getLoopbackAddress(), plane.open(HTTP).getPort())) {
                socket.getOutputStream()
                        .write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertCounted(HTTP, http(1, 1, 0, 0, 0));
            }
            assertCounted(HTTP, http(1, 1, 0, 0, 1));
        }
    }

    @Test
    void should_count_a_request_that_its_victim_gave_up_although_the_target_goes_on_with_it() throws Exception {
        var end = new CountDownLatch(1);
        try (var stuck = new TestServer(socket -> {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            awaitQuietly(end);
            socket.getOutputStream()
                    .write("HTTP/1.1 503 Late\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            connect(HTTP, stuck.address());
            try (var socket = new Socket(
                    InetAddress.getLoopbackAddress(), plane.open(HTTP).getPort())) {
                socket.getOutputStream()
                        .write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertCounted(HTTP, http(1, 1, 0, 0, 0));
            }
            assertCounted(HTTP, http(1, 1, 0, 0, 1));
            end.countDown();
            connect(HTTP, target.address());
            assertThat(get("/orders")).isEqualTo(200);
            assertCounted(HTTP, http(2, 2, 0, 0, 1));
        }
    }

    @Test
    void should_not_take_a_victim_that_has_sent_its_last_byte_for_one_that_gave_up() throws IOException {
        connect(HTTP, target.address());
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), plane.open(HTTP).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(TestServer.line(socket.getInputStream())).isEqualTo("HTTP/1.1 200 OK");
        }
        assertCounted(HTTP, http(1, 1, 0, 0, 0));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void should_count_nothing_when_the_target_is_not_there() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        connect(HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        connect(TCP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        assertThatThrownBy(() -> get("/orders")).isInstanceOf(IOException.class);
        assertThat(echoed(TCP, plane)).isFalse();
        assertCounted(HTTP, http(0, 0, 0, 0, 0));
        assertCounted(TCP, new Traffic(TCP.id(), 0, 0, 0, 0, 0));
    }

    @Test
    void should_leave_out_what_the_plane_answers_itself_and_count_what_it_loses_on_the_way_back() throws IOException {
        connect(HTTP, target.address());
        try (var page = inject("http.error-page", Map.of())) {
            assertThat(get("/orders")).isGreaterThanOrEqualTo(500);
            assertThat(page.exposure()).containsEntry("gateway", 1L);
        }
        assertCounted(HTTP, http(0, 0, 0, 0, 0));
        assertThat(target.asked()).isEmpty();
        try (var lost = inject("http.lost-answer", Map.of("how", "504"))) {
            assertThat(get("/orders")).isEqualTo(504);
            assertThat(lost.exposure()).containsEntry("gateway", 1L);
        }
        assertCounted(HTTP, http(1, 1, 0, 0, 0));
        assertThat(target.asked()).hasSize(1);
    }

    @Test
    void should_leave_out_witnesses_and_count_loads() throws IOException {
        connect(HTTP, target.address());
        get("/orders", "Brownout-Witness", "1", Match.AS_PATH, "/x");
        assertThat(target.asked()).hasSize(1);
        assertCounted(HTTP, http(0, 0, 0, 0, 0));
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), plane.open(HTTP).getPort())) {
            socket.getOutputStream()
                    .write(("GET /x HTTP/1.1\r\nHost: x\r\n" + Arrivals.LOAD_HEADER + ": load.surge\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertCounted(HTTP, http(1, 1, 0, 0, 0));
        }
    }

    @Test
    void should_count_a_web_socket_as_one_request_that_was_answered() throws Exception {
        connect(HTTP, target.address());
        var socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + plane.open(HTTP).getPort() + HttpTarget.SOCKET),
                        new WebSocket.Listener() {})
                .get(10, TimeUnit.SECONDS);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(10)).until(socket::isInputClosed);
        assertCounted(HTTP, http(1, 1, 0, 0, 0));
    }

    @Test
    void should_count_the_connections_of_links_that_speak_no_http() throws IOException {
        try (var echo = TestServer.echo()) {
            connect(TCP, echo.address());
            assertThat(echoed(TCP, plane)).isTrue();
            assertThat(echoed(TCP, plane)).isTrue();
            assertCounted(TCP, new Traffic(TCP.id(), 2, 0, 0, 0, 0));
        }
    }

    @Test
    void should_leave_out_connections_that_a_fault_refused() throws IOException {
        try (var echo = TestServer.echo()) {
            connect(TCP, echo.address());
            var kind = FaultRegistry.load().find("tcp.refuse").orElseThrow();
            var refused = refuse(kind);
            assertThatThrownBy(() -> echoed(TCP, plane)).isInstanceOf(IOException.class);
            refused.close();
            assertThat(echoed(TCP, plane)).isTrue();
            assertCounted(TCP, new Traffic(TCP.id(), 1, 0, 0, 0, 0));
        }
    }

    private <F extends Fault> Injection refuse(FaultKind<F> kind) {
        return kind.inject(
                kind.create(Arguments.of(kind.parameters(), Map.of())),
                TCP,
                new InjectionContext("p/1/refuse", 7, plane, (action, undo) -> () -> {}));
    }

    @Test
    void should_give_every_open_link_in_order_and_none_when_closed() {
        plane.open(HTTP);
        plane.open(TCP);
        assertThat(plane.traffic()).extracting(Traffic::link).containsExactly(TCP.id(), HTTP.id());
        plane.close();
        assertThat(plane.traffic()).isEmpty();
    }

    private static boolean echoed(Link link, LocalPlane plane) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), plane.open(link).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() == 'x';
        }
    }

    /** Reads a request's head, sends this and closes. */
    private static TestServer answering(String answer) {
        return new TestServer(socket -> {
            for (var line = TestServer.line(socket.getInputStream());
                    line != null && !line.isEmpty();
                    line = TestServer.line(socket.getInputStream())) {
                // the next one
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    }
}
