package dev.brownout.faults.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.HttpTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault's shape as {@code curl -v} sees it. */
class CurlIT {
    private static final Link LINK = Link.between(
            new Component("gateway", Map.of(), Timings.NONE),
            new Component("target", Map.of(), Timings.NONE),
            Protocol.HTTP1);

    /** What curl's exit codes mean (curl(1), "EXIT CODES"). */
    private static final int TIMED_OUT = 28;

    private static final int EMPTY_REPLY = 52;
    private static final int RECEIVE_ERROR = 56;

    private final HttpTarget target = new HttpTarget();
    private final HttpPlane plane = HttpPlane.open(7);
    private String base = "";

    /** What curl said, and how it ended. */
    private record Said(int code, String text) {}

    @BeforeEach
    void open() throws IOException {
        var address = plane.open(LINK);
        plane.connect(LINK, target.address());
        base = "http://127.0.0.1:" + address.getPort();
    }

    @AfterEach
    void close() {
        plane.close();
        target.close();
    }

    private void inject(String kind, Map<String, ?> given) {
        inject(FaultRegistry.load().find(kind).orElseThrow(), given);
    }

    private <F extends Fault> void inject(FaultKind<F> kind, Map<String, ?> given) {
        kind.inject(
                kind.create(Arguments.of(kind.parameters(), given)),
                LINK,
                new InjectionContext("p/1/" + kind.name(), 7, new OnlyHttp(plane), (action, undo) -> () -> {}));
    }

    private Said curl(String path, String... more) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("curl", "-v", "-s", "--noproxy", "*", "--max-time", "10"));
        command.addAll(List.of(more));
        command.add(base + path);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(System.getenv("CI") != null, "curl is not installed");
            throw e;
        }
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text.replace("\r", ""));
    }

    @Test
    void should_show_health_without_a_fault() throws Exception {
        var said = curl("/orders");
        assertThat(said.code()).isZero();
        assertThat(said.text()).contains("< HTTP/1.1 200 OK", "< Server: target", "{\"status\":\"ok\"}");
    }

    @Test
    void should_show_each_provider_s_page() throws Exception {
        for (var page : ErrorPage.values()) {
            for (int status : new int[] {500, 502, 503, 504, 520}) {
                var kind = new ErrorPageFault.Kind();
                try (var injection = plane.inject(
                        LINK,
                        "p/" + page + status,
                        dev.brownout.faults.http.proxy.Match.share(1),
                        kind.effect(new ErrorPageFault(dev.brownout.faults.http.proxy.Match.share(1), status, page)))) {
                    var said = curl("/orders");
                    assertThat(injection.exposure()).containsEntry("gateway", 1L);
                    assertThat(said.code()).isZero();
                    assertThat(said.text())
                            .contains("< HTTP/1.1 " + status + " ", "< content-type: text/html; charset=UTF-8", "html");
                }
            }
        }
        assertThat(target.asked()).isEmpty();
    }

    @Test
    void should_keep_curl_s_connection_across_a_page() throws Exception {
        inject("http.error-page", Map.of("path", "/bad"));
        var said = curl("/bad", base + "/good");
        assertThat(said.text()).contains("< HTTP/1.1 502 Bad Gateway", "Re-using existing connection", "200 OK");
    }

    @Test
    void should_show_bad_windows_and_good_ones() throws Exception {
        inject("http.alternate", Map.of("period", "1h", "share", 0.99));
        assertThat(curl("/orders").text()).contains("502 Bad Gateway");
    }

    @Test
    void should_show_wrong_content_in_a_200() throws Exception {
        inject(
                "http.rewrite",
                Map.of(
                        "patch",
                        "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":0}]",
                        "set-headers",
                        "X-Bot-Score: 0"));
        assertThat(curl("/orders").text()).contains("200 OK", "< X-Bot-Score: 0", "{\"status\":0}");
        assertThat(curl("/big/2000000").text()).contains("502 Bad Gateway", "longer than http.rewrite may change");
    }

    @Test
    void should_show_a_frozen_feed() throws Exception {
        inject("http.freeze", Map.of());
        assertThat(curl(HttpTarget.NOW).text()).contains("{\"now\":1}");
        assertThat(curl(HttpTarget.NOW).text()).contains("{\"now\":1}", "Date: Tue, 15 Nov 1994");
    }

    @Test
    void should_show_a_delay() throws Exception {
        inject("http.delay", Map.of("delay", "300ms"));
        var said = curl("/orders", "-w", "\ntook %{time_total}\n");
        assertThat(said.text()).contains("200 OK");
        var took = Double.parseDouble(
                said.text().replaceAll("(?s).*took ([0-9.,]+).*", "$1").replace(',', '.'));
        assertThat(took).isBetween(0.3, 8.0);
    }

    @Test
    void should_show_a_body_that_stops() throws Exception {
        inject("http.stall", Map.of("after", 5));
        var said = curl("/orders", "--max-time", "2");
        assertThat(said.code()).isEqualTo(TIMED_OUT);
        assertThat(said.text()).contains("200 OK", "with 5 out of 15 bytes received");
    }

    @Test
    void should_show_a_throttle_with_and_without_retry_after() throws Exception {
        inject("http.throttle", Map.of("path", "/a", "retry-after", "30s"));
        inject("http.throttle", Map.of("path", "/b"));
        assertThat(curl("/a").text()).contains("429 Too Many Requests", "< retry-after: 30", "-1003");
        assertThat(curl("/b").text()).contains("429 Too Many Requests").doesNotContain("retry-after");
    }

    @Test
    void should_show_connections_that_end_before_and_after_execution() throws Exception {
        inject("http.abort", Map.of("path", "/reset"));
        inject("http.abort", Map.of("path", "/close", "how", "close"));
        inject("http.lost-answer", Map.of("path", "/order"));
        inject("http.lost-answer", Map.of("path", "/slow", "how", "504"));
        var reset = curl("/reset");
        assertThat(reset.code()).isEqualTo(RECEIVE_ERROR);
        assertThat(reset.text()).contains("Connection reset by peer");
        assertThat(curl("/close").code()).isEqualTo(EMPTY_REPLY);
        assertThat(target.asked()).isEmpty();
        assertThat(curl("/order", "-d", "buy").code()).isEqualTo(RECEIVE_ERROR);
        assertThat(curl("/slow").text()).contains("504 Gateway Timeout");
        assertThat(target.asked("/order")).isEqualTo(1);
        assertThat(target.asked("/slow")).isEqualTo(1);
    }

    @Test
    void should_show_missing_headers() throws Exception {
        inject("http.drop-headers", Map.of("headers", "content-type,date"));
        assertThat(curl("/orders").text())
                .contains("200 OK", "< Server: target", "{\"status\":\"ok\"}")
                .doesNotContain("< Content-Type", "< Date");
    }

    @Test
    void should_upgrade_a_websocket() throws Exception {
        var said = curl(
                HttpTarget.SOCKET,
                "--max-time",
                "2",
                "-H",
                "Connection: Upgrade",
                "-H",
                "Upgrade: websocket",
                "-H",
                "Sec-WebSocket-Version: 13",
                "-H",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(said.text())
                .contains("101 Switching Protocols", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
}
