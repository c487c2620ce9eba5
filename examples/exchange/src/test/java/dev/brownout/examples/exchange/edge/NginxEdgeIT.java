package dev.brownout.examples.exchange.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.examples.exchange.containers.Containers;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real nginx with what {@link NginxEdge} writes, before two small servers that stand for gateways. */
@NeedsDocker(Images.NGINX)
@Timeout(120)
class NginxEdgeIT {
    private static final String CONF = "/etc/nginx/nginx.conf";
    private static final String MAP = "/etc/nginx/" + NginxEdge.FEATURES;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Tells its name, what it was given, and all that a gateway, or somebody before it, may answer. */
    private static final String GATEWAY = """
            events {}
            http {
              log_format plain '$request_method $request_uri';
              access_log /dev/stdout plain;
              server {
                listen 8080;
                location / {
                  default_type "application/json;charset=UTF-8";
                  return 200 '{"gateway":"%1$s","weight":"$http_x_bot_weight","id":"$http_x_request_id"}';
                }
                # the connection is closed, and nothing is said
                location /broken { return 444; }
                location /page { default_type text/html; return 503 "<html>Service Unavailable</html>"; }
                location /forbidden { default_type text/html; return 403 "<html>Attention Required!</html>"; }
                location /refused {
                  default_type "application/json;charset=UTF-8"; add_header Retry-After 7 always;
                  return 503 '{"code":-1008,"msg":"Server is currently unable to take this request: ledger."}';
                }
                location /unknown {
                  default_type "application/json;charset=UTF-8";
                  return 504 '{"code":-1007,"msg":"Timeout"}';
                }
                location /internal {
                  default_type "application/json;charset=UTF-8";
                  return 500 '{"code":-1000,"msg":"An unknown error occurred while processing the request."}';
                }
                location /rejected {
                  default_type "application/json;charset=UTF-8";
                  return 400 '{"code":-2010,"msg":"Duplicate order sent."}';
                }
              }
            }
            """;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private Containers containers;
    private String base = "";

    @BeforeEach
    void makeGateways() throws IOException {
        containers = new Containers();
        for (String name : List.of("gateway-1", "gateway-2")) {
            containers.create(name, List.of(), Images.NGINX);
            containers.write(name, CONF, GATEWAY.formatted(name));
        }
        containers.start("gateway-1", "gateway-2");
    }

    @AfterEach
    void remove() throws IOException {
        containers.close();
    }

    private void startEdge(String posture) throws IOException {
        Settings settings = Settings.read(
                new String[] {
                    "posture=" + posture,
                    "port=8080",
                    "features=" + MAP,
                    "gateways=http://gateway-1:8080,http://" + containers.address("gateway-2") + ":8080",
                    "engine=http://gateway-1:8080"
                },
                Map.of());
        containers.create("edge", List.of(), Images.NGINX);
        containers.write("edge", CONF, NginxEdge.of(settings).configuration());
        containers.write("edge", MAP, NginxEdge.features(1000));
        containers.start("edge");
        await("the edge serves").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(containers.address("edge"))
                    .as("%s", containers.log("edge"))
                    .isNotEmpty();
            base = "http://" + containers.address("edge") + ":8080";
            assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
        });
        assertThat(containers.ok("exec", containers.container("edge"), "sh", "-c", "nginx -t 2>&1"))
                .contains("test is successful")
                .doesNotContain("[emerg]", "[error]");
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return send(method, path, "Java");
    }

    private HttpResponse<String> send(String method, String path, String agent)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("User-Agent", agent)
                        .method(method, HttpRequest.BodyPublishers.ofString("a=1"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void is(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
        assertThat(Json.parse(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .path("code")
                        .asInt(0))
                .isEqualTo(code);
        boolean retry = status == 503 || status == 504;
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(retry);
    }

    private long received(String gateway, String request) throws IOException {
        return containers.log(gateway).lines().filter(request::equals).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resilient", "fragile"})
    void should_balance_and_tell_the_gateways_what_it_knows(String posture) throws Exception {
        startEdge(posture);
        var served = new TreeSet<String>();
        for (int i = 0; i < 10; i++) {
            var answer = send("GET", "/api/v3/time?x=" + i, "bot-management.feature-00042");
            served.add(answer.body().replaceAll(".*\"gateway\":\"([^\"]*)\".*", "$1"));
            assertThat(answer.body()).contains("\"weight\":\"42\"").containsPattern("\"id\":\"[0-9a-f]{32}\"");
        }
        assertThat(served).containsExactly("gateway-1", "gateway-2");
        assertThat(containers.log("edge"))
                .as("a query carries signatures")
                .contains("\"GET /api/v3/time\" 200")
                .doesNotContain("x=1");
    }

    @Test
    void should_say_in_json_what_gateways_and_those_between_say_otherwise() throws Exception {
        startEdge("resilient");
        is(send("GET", "/page"), 503, -1008);
        is(send("POST", "/page"), 504, -1007);
        is(send("GET", "/forbidden"), 503, -1008);
        is(send("GET", "/broken"), 503, -1008);
        is(send("POST", "/broken"), 504, -1007);
        is(send("DELETE", "/page"), 504, -1007);
        is(send("POST", "/refused"), 503, -1008);
        is(send("POST", "/unknown"), 504, -1007);
        is(send("GET", "/unknown"), 504, -1007);
        is(send("POST", "/internal"), 500, -1000);
        is(send("POST", "/rejected"), 400, -2010);
        assertThat(received("gateway-1", "POST /page") + received("gateway-2", "POST /page"))
                .isOne();
    }

    @Test
    void should_go_round_a_lost_gateway_and_refuse_honestly_without_any() throws Exception {
        startEdge("resilient");
        containers.ok("kill", containers.container("gateway-2"));
        for (int i = 0; i < 20; i++) {
            assertThat(send("GET", "/api/v3/time").statusCode()).isEqualTo(200);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(send("POST", "/api/v3/order").statusCode())
                    .as("what was surely not sent goes to the other one")
                    .isEqualTo(200);
        }
        containers.ok("kill", containers.container("gateway-1"));
        for (String method : List.of("GET", "POST", "DELETE")) {
            is(send(method, "/api/v3/order"), 503, -1008);
        }
        is(send("GET", "/ws/btcusdt@trade"), 503, -1008);
        assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void should_answer_in_time_and_repeat_nothing_that_may_have_been_done_when_gateways_freeze() throws Exception {
        startEdge("resilient");
        containers.ok("pause", containers.container("gateway-1"), containers.container("gateway-2"));
        try {
            for (String method : List.of("GET", "POST", "DELETE")) {
                long began = System.nanoTime();
                is(send(method, "/frozen"), method.equals("GET") ? 503 : 504, method.equals("GET") ? -1008 : -1007);
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isBetween(Duration.ofMillis(1700), Duration.ofMillis(4000));
            }
        } finally {
            containers.ok("unpause", containers.container("gateway-1"), containers.container("gateway-2"));
        }
        await("they have read what was sent")
                .atMost(PATIENCE)
                .until(() -> send("GET", "/api/v3/time").statusCode() == 200);
        assertThat(received("gateway-1", "POST /frozen") + received("gateway-2", "POST /frozen"))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void should_make_the_documented_mistakes_in_the_fragile_posture() throws Exception {
        startEdge("fragile");
        var page = send("POST", "/page");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(received("gateway-1", "POST /page") + received("gateway-2", "POST /page"))
                .as("an order is sent again")
                .isEqualTo(2);
        assertThat(send("GET", "/broken")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
            assertThat(answer.body()).contains("<center>nginx</center>");
        });
    }

    @Test
    void should_keep_the_last_good_features_when_it_is_told_to_take_bad_ones() throws Exception {
        startEdge("resilient");
        String first = features();
        assertThat(first).contains("\"weight\":\"7\"");
        for (String bad : List.of(
                NginxEdge.features(2000),
                NginxEdge.features(1000) + NginxEdge.features(1000),
                NginxEdge.features(1000).substring(0, 20_000),
                "")) {
            long complaints = complaints();
            reload(bad);
            if (bad.isEmpty()) {
                // nothing is nothing bad to nginx: everybody has the default weight
                await().atMost(PATIENCE).until(() -> features().contains("\"weight\":\"0\""));
                break;
            }
            await("it has tried").atMost(PATIENCE).until(() -> complaints() > complaints);
            assertThat(features()).as("the same worker, the same features").isEqualTo(first);
        }
        reload(NginxEdge.features(500));
        await("good ones are taken")
                .atMost(PATIENCE)
                .until(() ->
                        features().contains("\"weight\":\"7\"") && !features().equals(first));
    }

    private void reload(String features) throws IOException {
        containers.write("edge", MAP, features);
        containers.ok("kill", "--signal", "HUP", containers.container("edge"));
    }

    private String features() throws IOException, InterruptedException {
        return send("GET", "/features", "bot-management.feature-00007").body();
    }

    private long complaints() throws IOException {
        return containers
                .log("edge")
                .lines()
                .filter(line -> line.contains("[emerg]"))
                .count();
    }
}
