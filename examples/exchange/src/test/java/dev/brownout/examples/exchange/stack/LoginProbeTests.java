package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes as gateways and providers give them, over real connections. */
class LoginProbeTests {
    private static final long NOW = 1_760_942_880_000L;
    private static final String GOOD = "{\"token\":\"t0k\",\"expiresAt\":1760942881000}";
    private static final String OURS = "{\"account\":\"trader-1\",\"expiresAt\":1760942881000}";
    private static final String REFUSAL = "{\"code\":-1008,\"msg\":\"session store unreachable\"}";

    private final Map<String, HttpAnswer> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private LoginProbe probe;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v3/session", exchange -> {
            var token = exchange.getRequestHeaders().getFirst("X-Session-Token");
            var answer = answers.getOrDefault(
                    exchange.getRequestMethod() + (token == null ? "" : " " + token),
                    new HttpAnswer(404, "text/html", "", ""));
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            if (!answer.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
            }
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        probe = new LoginProbe(
                new FrontDoor(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        Runnable::run,
                        Duration.ofSeconds(10)),
                Accounts.seeded(2).named("trader-1"),
                Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
        answers.put("POST", json(200, GOOD));
        answers.put("GET t0k", json(200, OURS));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, "application/json;charset=UTF-8", status == 503 ? "1" : "", body);
    }

    private Probe.Answer ask() {
        return CompletableFuture.supplyAsync(() -> probe.ask(0).join()).join();
    }

    @Test
    void should_believe_a_token_that_is_known_to_be_its_own() {
        assertThat(ask()).isEqualTo(Probe.Answer.of(Mode.FULL, "200 logged in as trader-1"));
    }

    @Test
    void should_take_an_honest_no_for_one_at_either_step() {
        answers.put("GET t0k", json(503, REFUSAL));
        assertThat(ask()).isEqualTo(Probe.Answer.of(Mode.REFUSED, "503 -1008"));
        answers.put("POST", json(503, REFUSAL));
        assertThat(ask()).isEqualTo(Probe.Answer.of(Mode.REFUSED, "503 -1008"));
    }

    @Test
    void should_call_a_token_that_nobody_knows_a_lie() {
        answers.put("GET t0k", json(401, "{\"code\":-1002,\"msg\":\"You are not authorized.\"}"));
        assertThat(ask()).isEqualTo(Probe.Answer.of(Mode.WRONG, "401 -1002 (the token that was just given out)"));
        answers.put("GET t0k", json(200, OURS.replace("trader-1", "trader-0")));
        assertThat(ask()).isEqualTo(Probe.Answer.of(Mode.WRONG, "200 logged in as somebody else, trader-0"));
    }

    @Test
    void should_tell_when_it_is_not_let_in_itself() {
        answers.put("POST", json(401, "{\"code\":-2015,\"msg\":\"Invalid API-key.\"}"));
        assertThat(ask().detail()).startsWith(Probe.UNAUTHORISED);
    }

    @Test
    void should_call_a_page_and_an_error_of_ours_errors() {
        answers.put("GET t0k", new HttpAnswer(502, "text/html", "", "<html>"));
        assertThat(ask().mode()).isEqualTo(Mode.ERROR);
        answers.put("POST", json(500, "{\"code\":-1000,\"msg\":\"An unknown error.\"}"));
        assertThat(ask()).isEqualTo(Probe.Answer.of(Mode.ERROR, "500 -1000"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 200 logged in without a token",
                "{\"token\":\"\",\"expiresAt\":1760942881000} | 200 logged in without a token",
                "{\"token\":\"a\",\"expiresAt\":1760942879000} | 200 logged in until 1000 ms ago"
            })
    void should_call_a_log_in_that_is_worth_nothing_wrong(String body, String detail) {
        assertThat(probe.opened(Json.parse(body.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Probe.Answer.of(Mode.WRONG, detail));
    }
}
