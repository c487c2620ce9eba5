package dev.brownout.faults.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Component;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.proxy.Match;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// lines of HTTP end with CR LF, which a text block would hide
@SuppressWarnings("StringConcatToTextBlock")
class HttpPlaneTests {
    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Link LINK =
            Link.between(GATEWAY, new Component("target", Map.of(), Timings.NONE), Protocol.HTTP1);
    private static final String GET = "GET /x HTTP/1.1\r\nHost: target\r\n\r\n";

    private final List<Message> seen = new CopyOnWriteArrayList<>();
    private final TestServer target = new TestServer(this::serve);
    private HttpPlane plane;
    private InetSocketAddress address;

    /** A message on the wire: first line, headers in lower case, body. */
    private record Message(String line, List<String> headers, String body) {
        static Message read(InputStream in) throws IOException {
            var line = TestServer.line(in);
            if (line == null) {
                throw new IOException("closed");
            }
            var headers = new ArrayList<String>();
            int length = 0;
            boolean chunked = false;
            for (var h = TestServer.line(in); h != null && !h.isEmpty(); h = TestServer.line(in)) {
                headers.add(h.toLowerCase(Locale.ROOT));
                if (h.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(h.substring(15).strip());
                }
                chunked |= h.equalsIgnoreCase("transfer-encoding: chunked");
            }
            return new Message(line, headers, latin1(chunked ? chunks(in) : in.readNBytes(length)));
        }

        private static byte[] chunks(InputStream in) throws IOException {
            var body = new ByteArrayOutputStream();
            for (int n = Integer.parseInt(String.valueOf(TestServer.line(in)), 16);
                    n > 0;
                    n = Integer.parseInt(String.valueOf(TestServer.line(in)), 16)) {
                body.write(in.readNBytes(n));
                TestServer.line(in);
            }
            TestServer.line(in);
            return body.toByteArray();
        }

        private static String latin1(byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    @BeforeEach
    void open() {
        plane = HttpPlane.open(7);
        address = plane.open(LINK);
        plane.connect(LINK, target.address());
    }

    @AfterEach
    void close() {
        plane.close();
        plane.close();
        target.close();
    }

    private void serve(Socket socket) throws IOException {
        var out = socket.getOutputStream();
        while (true) {
            var request = Message.read(socket.getInputStream());
            seen.add(request);
            if (request.line().startsWith("GET /socket")) {
                write(
                        out,
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
                socket.getInputStream().transferTo(out);
                socket.shutdownOutput();
                return;
            }
            if (request.line().startsWith("GET /until-close")) {
                write(out, "HTTP/1.1 200 OK\r\n\r\nall of it");
                return;
            }
            if (request.line().startsWith("GET /chunked")) {
                write(
                        out,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nKeep-Alive: timeout=5\r\n"
                                + "Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nX-End: 2\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            } else {
                write(
                        out,
                        "HTTP/1.1 200 OK\r\nContent-Length: " + request.body().length() + "\r\n\r\n");
                out.write(request.body().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void write(java.io.OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Socket connect() throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static Message ask(Socket socket, String request) throws IOException {
        write(socket.getOutputStream(), request);
        return Message.read(socket.getInputStream());
    }

    private ErrorPageFault page(double ratio) {
        return new ErrorPageFault(Match.share(ratio), 502, ErrorPage.NGINX);
    }

    private Injection inject(String id, ErrorPageFault fault) {
        return plane.inject(LINK, id, fault.match(), new ErrorPageFault.Kind().effect(fault));
    }

    @Test
    void should_pass_requests_on_and_keep_the_connection() throws IOException {
        try (var socket = connect()) {
            for (int i = 0; i < 3; i++) {
                var answer = ask(socket, "POST /x HTTP/1.1\r\nHost: target\r\nContent-Length: 4\r\n\r\nbody");
                assertThat(answer.line()).isEqualTo("HTTP/1.1 200 OK");
                assertThat(answer.body()).isEqualTo("body");
            }
        }
        assertThat(seen).hasSize(3);
    }

    @Test
    void should_hand_on_only_what_is_meant_for_the_far_end() throws IOException {
        try (var socket = connect()) {
            var answer = ask(
                    socket,
                    "GET /chunked HTTP/1.1\r\nHost: target\r\nConnection: keep-alive, X-Mine\r\nX-Mine: 1\r\n"
                            + "Keep-Alive: 1\r\nTE: trailers\r\nProxy-Connection: keep-alive\r\nUpgrade: h2c\r\n"
                            + "Brownout-Witness: 1\r\nX-Other: 2\r\n\r\n");
            assertThat(answer.body()).isEqualTo("abcde");
            assertThat(answer.headers()).containsExactlyInAnyOrder("transfer-encoding: chunked", "x-end: 2");
        }
        assertThat(seen.get(0).headers()).containsExactlyInAnyOrder("host: target", "x-other: 2");
    }

    @Test
    void should_close_when_asked_to_and_when_the_target_does() throws IOException {
        try (var socket = connect()) {
            var answer = ask(socket, "GET /x HTTP/1.1\r\nHost: target\r\nConnection: close\r\n\r\n");
            assertThat(answer.headers()).contains("connection: close");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (var socket = connect()) {
            write(socket.getOutputStream(), "GET /until-close HTTP/1.1\r\nHost: target\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("\r\n\r\nall of it");
        }
    }

    @Test
    void should_answer_pipelined_requests_in_order() throws IOException {
        try (var socket = connect()) {
            var requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append("POST /x HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\n")
                        .append(String.format("%02d", i));
            }
            write(socket.getOutputStream(), requests.toString());
            for (int i = 0; i < 50; i++) {
                assertThat(Message.read(socket.getInputStream()).body()).isEqualTo(String.format("%02d", i));
            }
        }
    }

    @Test
    void should_stream_large_bodies_both_ways() throws IOException {
        var body = new byte[8 << 20];
        new Random(1).nextBytes(body);
        try (var socket = connect()) {
            write(
                    socket.getOutputStream(),
                    "POST /x HTTP/1.1\r\nHost: t\r\nContent-Length: " + body.length + "\r\n\r\n");
            socket.getOutputStream().write(body);
            assertThat(Message.read(socket.getInputStream()).body().equals(Message.latin1(body)))
                    .isTrue();
        }
    }

    @Test
    void should_pass_a_websocket_through_as_bytes_with_its_end() throws IOException {
        try (var socket = connect()) {
            write(
                    socket.getOutputStream(),
                    "GET /socket HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
            var answer = Message.read(socket.getInputStream());
            assertThat(answer.line()).isEqualTo("HTTP/1.1 101 Switching Protocols");
            assertThat(answer.headers()).contains("upgrade: websocket", "connection: upgrade");
            var bytes = new byte[100_000];
            new Random(2).nextBytes(bytes);
            var sender = new Thread(() -> {
                try {
                    socket.getOutputStream().write(bytes);
                    socket.shutdownOutput();
                } catch (IOException e) {
                    // what is missing is seen below
                }
            });
            sender.start();
            assertThat(java.util.Arrays.equals(socket.getInputStream().readAllBytes(), bytes))
                    .isTrue();
        }
    }

    @Test
    void should_answer_after_a_half_close() throws IOException {
        try (var socket = connect()) {
            write(socket.getOutputStream(), GET);
            socket.shutdownOutput();
            assertThat(Message.read(socket.getInputStream()).line()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void should_answer_a_page_on_a_connection_that_was_open_and_stays_open() throws IOException {
        try (var socket = connect()) {
            assertThat(ask(socket, GET).line()).isEqualTo("HTTP/1.1 200 OK");
            var injection = inject("p/1", page(1));
            var answer = ask(socket, "POST /x HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbody");
            assertThat(answer.line()).isEqualTo("HTTP/1.1 502 Bad Gateway");
            assertThat(answer.headers()).contains("content-type: text/html; charset=utf-8");
            assertThat(answer.body()).contains("<h1>502 Bad Gateway</h1>");
            assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
            injection.close();
            injection.close();
            assertThat(ask(socket, GET).line()).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(seen).hasSize(2);
    }

    @Test
    void should_let_a_client_send_the_body_it_has_announced() throws IOException {
        inject("p/1", page(1));
        try (var socket = connect()) {
            var first = ask(socket, "POST /x HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            assertThat(first.line()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(ask(socket, "body").line()).isEqualTo("HTTP/1.1 502 Bad Gateway");
            assertThat(ask(socket, GET).line()).isEqualTo("HTTP/1.1 502 Bad Gateway");
        }
    }

    @Test
    void should_hit_the_asked_share_on_kept_and_on_new_connections() throws IOException {
        var injection = inject("p/1", page(0.2));
        int kept = 0;
        try (var socket = connect()) {
            ask(socket, GET);
            for (int i = 0; i < 100; i++) {
                kept += ask(socket, GET).line().contains("502") ? 1 : 0;
            }
        }
        assertThat(kept).isEqualTo(20);
        int fresh = 0;
        for (int i = 0; i < Decisions.window(0.2); i++) {
            try (var socket = connect()) {
                fresh += ask(socket, GET).line().contains("502") ? 1 : 0;
            }
        }
        assertThat(fresh).isPositive();
        assertThat(injection.exposure().get("gateway")).isGreaterThanOrEqualTo(kept + fresh);
    }

    @Test
    void should_decide_on_witnesses_apart() throws IOException {
        var lines = new ArrayList<List<String>>();
        for (boolean disturbed : new boolean[] {false, true}) {
            plane.close();
            plane = HttpPlane.open(7);
            address = plane.open(LINK);
            plane.connect(LINK, target.address());
            var injection = inject("p/1", page(0.3));
            try (var victim = connect();
                    var witness = connect()) {
                var line = new ArrayList<String>();
                for (int i = 0; i < 40; i++) {
                    if (disturbed) {
                        ask(witness, "GET /healthz HTTP/1.1\r\nHost: t\r\nBrownout-Witness: 1\r\n\r\n");
                    }
                    line.add(ask(victim, GET).line());
                }
                lines.add(line);
                assertThat(injection.exposure())
                        .isEqualTo(Map.of(
                                "gateway",
                                line.stream().filter(l -> l.contains("502")).count()));
            }
        }
        assertThat(lines.get(0)).isEqualTo(lines.get(1));
    }

    @Test
    void should_do_two_injections_and_undo_each_alone() throws IOException {
        var first = inject("p/1", page(1));
        inject("p/2", new ErrorPageFault(Match.share(1), 503, ErrorPage.CLOUDFLARE));
        try (var socket = connect()) {
            assertThat(ask(socket, GET).line()).startsWith("HTTP/1.1 502");
            first.close();
            assertThat(ask(socket, GET).line()).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void should_leave_no_thread() {
        plane.close();
        org.awaitility.Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().startsWith("brownout-http")));
        assertThat(IntStream.range(0, 2)).allSatisfy(i -> plane.close());
    }
}
