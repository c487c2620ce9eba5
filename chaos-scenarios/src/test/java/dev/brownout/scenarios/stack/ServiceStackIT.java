package dev.brownout.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.api.Protocol;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.tcp.TcpPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services of this JVM behind a real plane, asked by real probes. */
class ServiceStackIT {
    private static final Capability LOOK =
            new Capability("look", "one can look", Duration.ofMillis(500), Duration.ofSeconds(10), 10);

    @TempDir
    private Path directory;

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private LocalPlane plane;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Auth-Token") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var path = exchange.getRequestURI().getPath();
            var text = path.equals("/big") ? "[" + "1,".repeat(1 << 20) + "1]" : "{\"free\": \"100.00\"}";
            var body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Age", "3");
            exchange.sendResponseHeaders(path.equals("/moved") ? 302 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        plane = LocalPlane.open(7);
    }

    @AfterEach
    void close() {
        plane.close();
        server.stop(0);
    }

    private ServiceStackBuilder shop() {
        return ServiceStack.builder("shop").service("gateway", Protocol.HTTP1, server::getAddress);
    }

    private void awaitLeft() {
        await().atMost(Duration.ofSeconds(30)).until(() -> plane.vantage("test").isEmpty());
    }

    private Probe.Answer ask(ProbeFactory probe) throws Exception {
        return ask(shop().capabilityThrough(LOOK, probe).build());
    }

    private Probe.Answer ask(ServiceStack stack) throws Exception {
        try (var running = stack.start(stack.describe(), plane, directory)) {
            var probe = Optional.ofNullable(running.probes().get("look")).orElseThrow();
            return probe.ask(0).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void should_lead_through_the_plane_and_stand_there_as_a_vantage() throws Exception {
        var stack = shop().capabilityThrough(LOOK, HttpProbe.get("test-to-gateway", "/look?a=b"))
                .build();
        var link = stack.describe().links().get(0);
        try (var running = stack.start(stack.describe(), plane, directory)) {
            assertThat(plane.vantage("test")).isPresent();
            assertThat(plane.open(link)).isNotEqualTo(server.getAddress());
            var probe = Optional.ofNullable(running.probes().get("look")).orElseThrow();
            assertThat(probe.ask(0)
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS)
                            .mode())
                    .isEqualTo(Mode.FULL);
            assertThat(plane.traffic().get(0).requests()).isPositive();
        }
        assertThat(seen).containsExactly("GET /look?a=b null ");
        awaitLeft();
    }

    @Test
    void should_stop_nothing_of_the_users_when_it_is_closed() throws Exception {
        assertThat(ask(HttpProbe.get("test-to-gateway", "/a")).mode()).isEqualTo(Mode.FULL);
        assertThat(ask(HttpProbe.get("test-to-gateway", "/b")).mode()).isEqualTo(Mode.FULL);
        assertThat(seen).hasSize(2);
    }

    @Test
    void should_send_secrets_and_blot_them_out() throws Exception {
        var home = System.getenv("PATH");
        var probe = HttpProbe.post("test-to-gateway", "/look", "{\"path\": \"${env:PATH}\"}")
                .header("X-Auth-Token", "${env:PATH}");
        assertThat(ask(probe).mode()).isEqualTo(Mode.FULL);
        assertThat(seen).containsExactly("POST /look " + home + " {\"path\": \"" + home + "\"}");
        assertThatThrownBy(() -> ask(HttpProbe.get("test-to-gateway", "/").header("A", "${env:NO_SUCH_VARIABLE}")))
                .isInstanceOf(BrownoutException.class)
                .hasMessage(
                        "environment variable NO_SUCH_VARIABLE must be set, but is not, and the probe of GET / refers to"
                                + " it; export it before the run");
        awaitLeft(); // what had been opened is closed again
    }

    @Test
    void should_judge_by_rules_and_give_the_age() throws Exception {
        var probe = HttpProbe.get("test-to-gateway", "/look")
                .rules(AnswerRule.of(Mode.FULL).status("200").json("/free", ValueCondition.equalTo("100")))
                .age(new AnswerAge("", "Age", AnswerAge.Unit.S));
        var answer = ask(probe);
        assertThat(answer.mode()).isEqualTo(Mode.FULL);
        assertThat(answer.age()).contains(Duration.ofSeconds(3));
        assertThat(answer.detail()).isEqualTo("200 {\"free\": \"100.00\"}");
    }

    @Test
    void should_follow_no_redirect_and_read_no_more_than_a_megabyte() throws Exception {
        assertThat(ask(HttpProbe.get("test-to-gateway", "/moved")).mode()).isEqualTo(Mode.ERROR);
        var json = AnswerRule.of(Mode.FULL).json("", ValueCondition.present(true));
        assertThat(ask(HttpProbe.get("test-to-gateway", "/big").rules(json)).mode())
                .isEqualTo(Mode.ERROR);
    }

    @Test
    void should_ask_over_tls_that_the_plane_ends() throws Exception {
        var stack = ServiceStack.builder("shop")
                .component("gateway", Map.of("role", "gateway"))
                .link("test", "gateway", Protocol.HTTPS1, server::getAddress, Map.of("target-tls", "plain"))
                .capabilityThrough(LOOK, HttpProbe.get("test-to-gateway", "/look"))
                .build();
        assertThat(ask(stack).mode()).isEqualTo(Mode.FULL);
        assertThat(seen).hasSize(1);
    }

    @Test
    void should_refuse_links_that_are_not_there_or_do_not_speak_http() {
        assertThatThrownBy(() -> ask(HttpProbe.get("test-to-nowhere", "/")))
                .hasMessage("link must be one of [test-to-gateway], but was \"test-to-nowhere\"");
        var stack = ServiceStack.builder("shop")
                .service("gateway", Protocol.TCP, server::getAddress)
                .capabilityThrough(LOOK, HttpProbe.get("test-to-gateway", "/"))
                .build();
        assertThatThrownBy(() -> ask(stack))
                .hasMessage(
                        "a question in HTTP must go over a link that speaks http1 or https1, but test-to-gateway speaks"
                                + " tcp; choose another link");
    }

    @Test
    void should_tell_a_service_that_is_there_from_one_that_is_not() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
            var there = ServiceStack.builder("shop")
                    .service("feed", Protocol.TCP, () -> address)
                    .capabilityThrough(LOOK, TcpProbe.connect("test-to-feed"))
                    .build();
            assertThat(ask(there)).isEqualTo(Probe.Answer.of(Mode.FULL, "connected"));
        }
        var absent = ServiceStack.builder("shop")
                // of a port that nobody can listen on: the plane takes the connection and closes it
                .service("store", Protocol.TCP, () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                .capabilityThrough(LOOK, TcpProbe.connect("test-to-store"))
                .build();
        assertThat(ask(absent).mode()).isEqualTo(Mode.ERROR);
    }

    @Test
    void should_say_and_expect_over_tcp() throws Exception {
        var hello = new TcpProbe("test-to-gateway", "GET /look HTTP/1.0\r\n\r\n", "HTTP/1.");
        assertThat(ask(hello)).isEqualTo(Probe.Answer.of(Mode.FULL, "answered"));
        var other = new TcpProbe("test-to-gateway", "GET /look HTTP/1.0\r\n\r\n", "+PONG");
        assertThat(ask(other)).isEqualTo(Probe.Answer.of(Mode.ERROR, "answered otherwise than expected"));
    }

    @Test
    void should_close_a_question_that_is_given_up() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
            var stack = ServiceStack.builder("shop")
                    .service("feed", Protocol.TCP, () -> address)
                    .capabilityThrough(LOOK, new TcpProbe("test-to-feed", "hello", "welcome"))
                    .build();
            try (var running = stack.start(stack.describe(), plane, directory)) {
                var probe = Optional.ofNullable(running.probes().get("look")).orElseThrow();
                var stage = probe.ask(0);
                silent.setSoTimeout(30_000);
                try (var taken = silent.accept()) {
                    taken.setSoTimeout(30_000);
                    assertThat(taken.getInputStream().readNBytes(5))
                            .isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
                    assertThat(((Future<?>) stage).cancel(true)).isTrue();
                    assertThat(taken.getInputStream().read()).isEqualTo(-1);
                }
            }
        }
    }

    private ServiceStack listening(String port) {
        return ServiceStack.builder("shop")
                .component("gateway", Map.of())
                .component("ledger", Map.of())
                .link("gateway", "ledger", Protocol.HTTP1, server::getAddress, Map.of(TcpPlane.LISTEN_PORT, port))
                .build();
    }

    @Test
    void should_listen_where_the_link_says_or_tell_why_not() throws Exception {
        // a loopback address of its own: nobody else takes the port meanwhile
        var host = new InetSocketAddress("127.91.7.3", 0);
        try (var own = LocalPlane.open(7, new LocalPlane.Places(host, host), List.of());
                var taken = new ServerSocket(0, 1, host.getAddress())) {
            var stack = listening(Integer.toString(taken.getLocalPort()));
            assertThatThrownBy(() -> stack.start(stack.describe(), own, directory))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("127.91.7.3:" + taken.getLocalPort())
                    .hasMessageContaining("in use");
            taken.close();
            try (var running = stack.start(stack.describe(), own, directory)) {
                assertThat(running.probes()).isEmpty();
                assertThat(own.open(stack.describe().links().get(0)))
                        .isEqualTo(new InetSocketAddress(host.getAddress(), taken.getLocalPort()));
                assertThat(own.vantage("gateway"))
                        .as("measured for from this machine")
                        .isPresent();
            }
        }
        var none = listening("70000");
        assertThatThrownBy(() -> none.start(none.describe(), plane, directory))
                .hasMessage(
                        "label listen-port of link gateway-to-ledger must be a port from 1 to 65535, but was \"70000\"");
    }

    @Test
    void should_say_what_lets_a_client_set_the_host() {
        assertThatThrownBy(() -> ask(HttpProbe.get("test-to-gateway", "/").header("Host", "api.example")))
                .hasMessageStartingWith("header Host must be one that a client may set")
                .hasMessageEndingWith("; start the JVM with -Djdk.httpclient.allowRestrictedHeaders=host");
    }
}
