package dev.brownout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays outages against a service that is none of ours and that nobody has told of us, by its stack file alone. */
class StackFileIT {
    private static final String STACK = """
            brownout-stack: 1
            id: shop
            components:
              gateway: {labels: {role: gateway, witness-path: /look}}
            links:
              - {to: gateway, protocol: http1, address: "127.0.0.1:${port}"}
            capabilities:
              look:
                slow-after: 150ms
                deadline: 2s
                probes-per-second: 20
                probe:
                  http:
                    through: test-to-gateway
                    path: /look
                    answers:
                      - full: {status: 200, json: {/free: 100}}
                      - refused: {status: 503, json: {/code: {present: true}}}
            """;

    private static final String HEAD = """
            brownout: 1
            id: third-party
            title: A service of somebody else's
            cast:
              way-in: {links: {to.role: gateway}}
            time-scale: 60
            steady: {for: 2s, share: 0.9}
            timeline:
            """;

    private static final String SLOW = """
              - phase: slow
                at: 0m
                for: 1m
                at-least: 5s
                faults: [{tcp.latency: {on: way-in, latency: 300ms}}]
                expect: {look: {any-of: [full, slow], share: 0.8, at-least: {slow: 0.3}}}
            """;
    private static final String DOWN = """
              - phase: down
                at: 1m
                for: 1m
                at-least: 5s
                faults: [{tcp.refuse: {on: way-in}}]
                expect: {look: {any-of: [error], share: 0.8}}
            """;
    private static final String PAGE = """
              - phase: page
                at: 2m
                for: 1m
                at-least: 5s
                faults: [{http.error-page: {on: way-in, status: 503}}]
                expect: {look: {any-of: [MODES], share: 0.8}}
            """;
    private static final String TAIL = """
            after: {recovered-within: 10s, hold: 1s}
            """;

    @TempDir
    private Path directory;

    private HttpServer server;

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.createContext("/look", exchange -> {
            var body = "{\"free\": \"100.00\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Answer run(String scenario) throws IOException {
        var stack = Files.writeString(directory.resolve("shop.yaml"), STACK);
        var file = Files.writeString(directory.resolve("third-party.yaml"), scenario);
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Brownout.execute(
                new String[] {
                    "run",
                    file.toString(),
                    "--stack",
                    stack + "?port=" + server.getAddress().getPort(),
                    "--journal",
                    directory.resolve("run").resolve("journal.jsonl").toString()
                },
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        return new Answer(code, out.toString(), err.toString());
    }

    @Test
    void should_degrade_as_declared_and_leave_the_service_alone() throws IOException {
        var answer = run(HEAD + SLOW + DOWN + PAGE.replace("MODES", "error") + TAIL);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains("DEGRADED_OK");
        assertThat(answer.code()).as(answer.out()).isZero();
        try (var still = new java.net.Socket()) {
            still.connect(server.getAddress(), 5_000);
        }
    }

    @Test
    void should_fail_where_a_providers_page_is_no_honest_refusal() throws IOException {
        var answer = run(HEAD + PAGE.replace("at: 2m", "at: 0m").replace("MODES", "full, refused") + TAIL);
        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(1);
        assertThat(answer.out()).contains("FAILED", "error");
    }

    @Test
    void should_not_start_where_nobody_serves() throws IOException {
        server.stop(0);
        var answer = run(HEAD.replace("share: 0.9}", "share: 0.9, within: 4s}") + SLOW + TAIL);
        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(4);
    }
}
