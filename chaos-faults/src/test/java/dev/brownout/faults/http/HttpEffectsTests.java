package dev.brownout.faults.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.HttpTarget;
import dev.brownout.faults.HttpTarget.Client;
import dev.brownout.faults.HttpTarget.Frame;
import dev.brownout.faults.TestServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each fault does to connections, requests, answers and frames, seen on real sockets. */
class HttpEffectsTests {
    private static final Link LINK = Link.between(
            new Component("gateway", Map.of(), Timings.NONE),
            new Component("target", Map.of(), Timings.NONE),
            Protocol.HTTP1);
    private static final int SHORT = 300;

    private final HttpTarget target = new HttpTarget();
    private final HttpPlane plane = HttpPlane.open(7);
    private InetSocketAddress address;

    /** An answer, read to its end. */
    private record Answer(int status, Map<String, String> headers, String body) {}

    /** A victim's connection. */
    private final class Victim implements AutoCloseable {
        final Socket socket = new Socket(address.getAddress(), address.getPort());
        final InputStream in = new BufferedInputStream(socket.getInputStream());

        Victim() throws IOException {
            socket.setSoTimeout(10_000);
        }

        void send(String method, String path, String body, String... headers) throws IOException {
            var extra = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: target\r\n" + extra + "Content-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
        }

        Answer head() throws IOException {
            var line = TestServer.line(in);
            if (line == null) {
                throw new IOException("closed");
            }
            var headers = new TreeMap<String, String>();
            for (var h = TestServer.line(in); h != null && !h.isEmpty(); h = TestServer.line(in)) {
                int colon = h.indexOf(':');
                headers.put(
                        h.substring(0, colon).toLowerCase(Locale.ROOT),
                        h.substring(colon + 1).strip());
            }
            return new Answer(Integer.parseInt(line.split(" ", 3)[1]), headers, "");
        }

        Answer read() throws IOException {
            var head = head();
            int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
            return new Answer(head.status(), head.headers(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        Answer get(String path, String... headers) throws IOException {
            send("GET", path, "", headers);
            return read();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeEach
    void open() {
        address = plane.open(LINK);
        plane.connect(LINK, target.address());
    }

    @AfterEach
    void close() {
        plane.close();
        target.close();
    }

    private Injection inject(String kind, Map<String, ?> given) {
        return inject("p/1/" + kind, kind, given);
    }

    private Injection inject(String id, String kind, Map<String, ?> given) {
        var found = FaultRegistry.load().find(kind).orElseThrow();
        return inject(id, found, Arguments.of(found.parameters(), given));
    }

    private <F extends dev.brownout.api.Fault> Injection inject(
            String id, dev.brownout.api.FaultKind<F> kind, Arguments arguments) {
        return kind.inject(
                kind.create(arguments),
                LINK,
                new dev.brownout.api.InjectionContext(id, 7, new OnlyHttp(plane), (action, undo) -> () -> {}));
    }

    private static void awaitExposure(Injection injection, long hits) {
        await().untilAsserted(() -> assertThat(injection.exposure()).isEqualTo(Map.of("gateway", hits)));
    }

    @Test
    void should_tell_a_balance_of_zero_and_leave_other_answers_alone() throws IOException {
        var injection =
                inject("http.rewrite", Map.of("patch", "[{\"op\":\"replace\",\"path\":\"/balance\",\"value\":\"0\"}]"));
        try (var victim = new Victim()) {
            victim.send("POST", "/echo", "{\"balance\":\"12.5\",\"price\":1.10000000000000000001}");
            assertThat(victim.read().body()).isEqualTo("{\"balance\":\"0\",\"price\":1.10000000000000000001}");
            assertThat(victim.get("/orders").body()).as("has no balance").isEqualTo("{\"status\":\"ok\"}");
            victim.send("POST", "/echo", "no json");
            assertThat(victim.read().body()).isEqualTo("no json");
            victim.send("HEAD", "/orders", "");
            assertThat(victim.head().headers()).containsEntry("content-length", "15");
            assertThat(victim.get("/orders").status()).isEqualTo(200);
        }
        assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
    }

    @Test
    void should_make_an_rpc_error_of_a_success() throws IOException {
        inject(
                "http.rewrite",
                Map.of(
                        "patch",
                        "[{\"op\":\"remove\",\"path\":\"/status\"},{\"op\":\"add\",\"path\":\"/error\",\"value\":{\"code\":-32000}}]",
                        "set-headers",
                        "X-Bot-Score: 0"));
        try (var victim = new Victim()) {
            var answer = victim.get("/rpc", "Accept-Encoding: gzip", "If-None-Match: \"1\"");
            assertThat(answer.body()).isEqualTo("{\"error\":{\"code\":-32000}}");
            assertThat(answer.headers()).containsEntry("x-bot-score", "0");
        }
        assertThat(target.asked().get(0).headers())
                .containsEntry("accept-encoding", "identity")
                .doesNotContainKey("if-none-match");
    }

    @Test
    void should_refuse_to_rewrite_a_gigabyte_and_keep_no_more_than_the_limit() throws IOException {
        var injection = inject(
                "http.rewrite", Map.of("patch", "[{\"op\":\"add\",\"path\":\"\",\"value\":0}]", "limit", 1 << 20));
        long before = used();
        try (var victim = new Victim()) {
            var answer = victim.get("/big/1073741824");
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).isEqualTo("The answer is longer than http.rewrite may change (1048576 bytes).\n");
            assertThat(victim.in.read()).as("the connection ends").isEqualTo(-1);
        }
        assertThat(used() - before).isLessThan(64L << 20);
        assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
        try (var victim = new Victim()) {
            assertThat(victim.get("/big/1000").body()).isEqualTo("0");
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void should_stream_what_is_not_rewritten() throws IOException {
        inject("http.drop-headers", Map.of());
        long before = used();
        try (var victim = new Victim()) {
            victim.send("GET", "/big/268435456", "");
            assertThat(victim.head().headers()).containsEntry("transfer-encoding", "chunked");
            long bytes = 0;
            var buffer = new byte[1 << 16];
            while (bytes < 1 << 28) {
                int n = victim.in.read(buffer);
                assertThat(n).isPositive();
                bytes += n;
            }
        }
        assertThat(used() - before).isLessThan(64L << 20);
    }

    @Test
    void should_freeze_each_question_at_its_first_good_answer() throws IOException {
        var injection = inject("http.freeze", Map.of());
        try (var victim = new Victim()) {
            var first = victim.get(HttpTarget.NOW);
            var again = victim.get(HttpTarget.NOW);
            assertThat(again).isEqualTo(first);
            assertThat(again.headers()).containsEntry("date", "Tue, 15 Nov 1994 08:12:31 GMT");
            assertThat(victim.get(HttpTarget.NOW + "?other").body()).isNotEqualTo(first.body());
            victim.send("POST", HttpTarget.NOW, "");
            assertThat(victim.read().body()).as("POST is not frozen").isNotEqualTo(first.body());
            injection.close();
            assertThat(victim.get(HttpTarget.NOW).body()).isNotEqualTo(first.body());
        }
        assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
    }

    @Test
    void should_freeze_a_price_whose_time_goes_on() throws IOException {
        inject("http.freeze", Map.of("timestamps", "fresh", "timestamp-fields", "/now, /missing/time"));
        try (var victim = new Victim()) {
            assertThat(victim.get(HttpTarget.NOW).body()).isEqualTo("{\"now\":1}");
            var later = victim.get(HttpTarget.NOW);
            assertThat(later.body()).matches("\\{\"now\":\\d{13}}");
            assertThat(later.headers().get("date")).doesNotContain("1994");
        }
        assertThat(target.asked(HttpTarget.NOW)).isEqualTo(1);
    }

    @Test
    void should_stop_an_answer_that_is_under_way_and_let_it_go_on() throws IOException {
        try (var victim = new Victim()) {
            victim.send("GET", "/big/20000000", "");
            assertThat(victim.head().status()).isEqualTo(200);
            long seen = victim.in.readNBytes(1000).length;
            var injection = inject("http.stall", Map.of());
            victim.socket.setSoTimeout(SHORT);
            var buffer = new byte[1 << 16];
            long more = 0;
            try {
                for (int n = victim.in.read(buffer); n > 0; n = victim.in.read(buffer)) {
                    more += n;
                }
            } catch (SocketTimeoutException e) {
                // it has stopped
            }
            assertThat(more).isLessThan(19_000_000);
            awaitExposure(injection, 1);
            injection.close();
            victim.socket.setSoTimeout(10_000);
            while (seen + more < 20_000_000) {
                int n = victim.in.read(buffer);
                assertThat(n).isPositive();
                more += n;
            }
        }
    }

    @Test
    void should_stop_after_so_many_bytes() throws IOException {
        inject("http.stall", Map.of("after", 4));
        try (var victim = new Victim()) {
            victim.send("GET", "/orders", "");
            assertThat(victim.head().headers()).containsEntry("content-length", "15");
            assertThat(new String(victim.in.readNBytes(4), StandardCharsets.US_ASCII))
                    .isEqualTo("{\"st");
            victim.socket.setSoTimeout(SHORT);
            assertThatThrownBy(() -> victim.in.read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void should_keep_requests_back_and_let_them_go_when_lifted() throws IOException {
        var injection = inject("http.delay", Map.of("delay", "10m"));
        try (var victim = new Victim()) {
            victim.send("GET", "/orders", "");
            await().until(() -> injection.exposure().containsKey("gateway"));
            assertThat(target.asked()).isEmpty();
            injection.close();
            assertThat(victim.read().status()).isEqualTo(200);
        }
    }

    @Test
    void should_delay_by_what_was_asked() throws IOException {
        inject("http.delay", Map.of("delay", "150ms"));
        try (var victim = new Victim()) {
            long began = System.nanoTime();
            assertThat(victim.get("/orders").status()).isEqualTo(200);
            assertThat(System.nanoTime() - began).isBetween(150_000_000L, 8_000_000_000L);
        }
    }

    @Test
    void should_refuse_what_is_over_the_quota_and_give_witnesses_none() throws IOException {
        var injection = inject("http.throttle", Map.of("quota", 2, "window", "1h", "retry-after", "30s"));
        try (var victim = new Victim()) {
            assertThat(victim.get("/a", "Brownout-Witness: 1").status()).isEqualTo(429);
            assertThat(victim.get("/a").status()).isEqualTo(200);
            assertThat(victim.get("/a", "Brownout-Witness: 1").status()).isEqualTo(429);
            assertThat(victim.get("/a").status()).isEqualTo(200);
            var refused = victim.get("/a");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).containsEntry("retry-after", "30");
        }
        assertThat(target.asked()).hasSize(2);
        assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
    }

    @Test
    void should_execute_the_request_whose_answer_is_lost() throws IOException {
        var injection = inject("http.lost-answer", Map.of("method", "POST"));
        try (var victim = new Victim()) {
            victim.send("POST", "/order", "buy");
            assertThatThrownBy(() -> victim.in.read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(target.asked("/order")).isEqualTo(1);
        assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
    }

    @Test
    void should_lose_only_what_was_done_where_that_is_asked_for() throws IOException {
        var injection = inject("http.lost-answer", Map.of("answers", "successful"));
        try (var victim = new Victim()) {
            assertThat(victim.get("/refuse").status()).isEqualTo(503);
            victim.send("GET", "/orders", "");
            assertThatThrownBy(() -> victim.in.read()).isInstanceOf(SocketException.class);
        }
        assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
    }

    @Test
    void should_tell_504_in_place_of_a_long_answer_and_go_on_with_the_next() throws IOException {
        var injection = inject("http.lost-answer", Map.of("how", "504", "path", "/big/"));
        try (var victim = new Victim()) {
            victim.send("GET", "/big/3000000", "");
            victim.send("GET", "/orders", "");
            assertThat(victim.read().status()).isEqualTo(504);
            assertThat(victim.read().body()).isEqualTo("{\"status\":\"ok\"}");
        }
        assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 1L));
    }

    @Test
    void should_end_connections_before_the_request_goes_on() throws IOException {
        var reset = inject("http.abort", Map.of());
        try (var victim = new Victim()) {
            victim.send("GET", "/orders", "");
            assertThatThrownBy(() -> victim.in.read()).isInstanceOf(SocketException.class);
        }
        reset.close();
        inject("http.abort", Map.of("how", "close"));
        try (var victim = new Victim()) {
            victim.send("GET", "/orders", "");
            assertThat(victim.in.read()).isEqualTo(-1);
        }
        assertThat(target.asked()).isEmpty();
    }

    @Test
    void should_apply_rules_in_the_order_of_their_points() throws IOException {
        inject("p/1", "http.stall", Map.of("after", 2));
        inject("p/2", "http.rewrite", Map.of("set-headers", "X-Seen: 1"));
        inject("p/3", "http.error-page", Map.of("path", "/page"));
        inject("p/4", "http.delay", Map.of("delay", "100ms"));
        try (var victim = new Victim()) {
            long began = System.nanoTime();
            victim.send("GET", "/page", "");
            var head = victim.head();
            assertThat(System.nanoTime() - began).isGreaterThan(100_000_000L);
            assertThat(head.status()).isEqualTo(502);
            assertThat(head.headers()).containsEntry("x-seen", "1");
            assertThat(victim.in.readNBytes(2)).hasSize(2);
            victim.socket.setSoTimeout(SHORT);
            assertThatThrownBy(() -> victim.in.read()).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(target.asked()).isEmpty();
    }

    @Test
    void should_answer_thousands_of_pipelined_requests_in_the_target_s_place() throws IOException {
        inject("http.error-page", Map.of("status", 503));
        try (var victim = new Victim()) {
            var sender = new Thread(() -> {
                try {
                    victim.socket
                            .getOutputStream()
                            .write("GET / HTTP/1.1\r\nHost: t\r\n\r\n"
                                    .repeat(5_000)
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // missing answers are seen below
                }
            });
            sender.start();
            for (int i = 0; i < 5_000; i++) {
                assertThat(victim.read().status()).isEqualTo(503);
            }
        }
    }

    @Test
    void should_refuse_what_is_not_http() throws IOException {
        try (var victim = new Victim()) {
            victim.socket
                    .getOutputStream()
                    .write("\u0016\u0003\u0001 hello\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(victim.read().status()).isEqualTo(400);
            assertThat(victim.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void should_keep_a_connection_for_a_client_of_http_1_0_that_asks_for_it() throws IOException {
        try (var victim = new Victim()) {
            for (int i = 0; i < 2; i++) {
                victim.socket
                        .getOutputStream()
                        .write("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(victim.read().headers()).containsEntry("connection", "keep-alive");
            }
        }
    }

    @Test
    void should_silence_an_open_websocket_and_let_it_speak_again() throws IOException {
        try (var victim = Client.open(address, 10_000)) {
            victim.send(Frame.ping("1"));
            assertThat(victim.read()).isNotNull().extracting(Frame::text).isEqualTo("1");
            var injection = inject("ws.silence", Map.of());
            victim.send(Frame.ping("2"));
            victim.socket().setSoTimeout(SHORT);
            assertThatThrownBy(victim::read).isInstanceOf(SocketTimeoutException.class);
            awaitExposure(injection, 1);
            injection.close();
            victim.socket().setSoTimeout(10_000);
            victim.send(Frame.text("3"));
            assertThat(victim.read()).isNotNull().extracting(Frame::text).isEqualTo("3");
        }
    }

    @Test
    void should_lose_a_fifth_of_the_messages_each_way() throws IOException {
        var injection = inject("ws.drop-frames", Map.of("ratio", 0.2));
        try (var victim = Client.open(address, 10_000)) {
            for (int i = 0; i < 100; i++) {
                victim.send(Frame.text("m" + i));
            }
            var got = new AtomicLong();
            var reader = new Thread(() -> {
                try {
                    while (victim.read() != null) {
                        got.incrementAndGet();
                    }
                } catch (IOException e) {
                    // closed by the test, or too few arrive, which is seen below
                }
            });
            reader.start();
            await().untilAsserted(
                            () -> assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 100L - got.get())));
            assertThat(got.get()).as("80 arrive, and of their echoes 64").isBetween(63L, 65L);
        }
    }

    @Test
    void should_close_open_and_new_websockets_with_the_code() throws IOException {
        try (var open = Client.open(address, 10_000)) {
            open.send(Frame.text("1"));
            assertThat(open.read()).isNotNull();
            var injection = inject("ws.close", Map.of("code", 1012));
            assertThat(open.read()).isNotNull().extracting(Frame::code).isEqualTo(1012);
            assertThat(open.read()).isNull();
            try (var fresh = Client.open(address, 10_000)) {
                assertThat(fresh.read()).isNotNull().extracting(Frame::code).isEqualTo(1012);
            }
            assertThat(injection.exposure()).isEqualTo(Map.of("gateway", 2L));
            injection.close();
            try (var after = Client.open(address, 10_000)) {
                after.send(Frame.text("4"));
                assertThat(after.read()).isNotNull().extracting(Frame::text).isEqualTo("4");
            }
        }
    }
}
