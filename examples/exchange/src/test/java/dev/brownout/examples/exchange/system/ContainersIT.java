package dev.brownout.examples.exchange.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.examples.exchange.containers.Containers;
import dev.brownout.examples.exchange.containers.ExchangeImage;
import dev.brownout.examples.exchange.edge.EdgeMain;
import dev.brownout.examples.exchange.edge.NginxEdge;
import dev.brownout.examples.exchange.engine.EngineMain;
import dev.brownout.examples.exchange.gateway.GatewayMain;
import dev.brownout.faults.container.Docker;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole exchange in containers, Postgres and Redis as well, each found by its name; with nginx as its edge or its own. */
@NeedsDocker({Images.POSTGRES, Images.REDIS, Images.NGINX, "brownout/jre:latest"})
@Timeout(180)
class ContainersIT {
    private static final Logger LOG = LoggerFactory.getLogger(ContainersIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration START = Duration.ofSeconds(60);
    private static final String PASSWORD = "open-sesame";
    private static final String GATEWAYS = "gateways=http://gateway-1:8080,http://gateway-2:8080";
    private static final String ENGINE = "engine=http://engine:8080";

    @ParameterizedTest
    @CsvSource({"resilient,nginx", "fragile,nginx", "resilient,java"})
    void tradesThroughItsFrontDoor(String posture, String edge) throws Exception {
        String image = ExchangeImage.ensure(new Docker(Map.of()));
        long began = System.nanoTime();
        try (Containers containers = new Containers()) {
            start(containers, image, posture, edge);
            String base = "http://" + containers.address("edge") + ":8080";
            Customer buyer = new Customer(base, "trader-0", PATIENCE);
            Customer seller = new Customer(base, "trader-1", PATIENCE);
            await("full service")
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .until(() -> buyer.free("BTC").equals("10.00000000")
                            && buyer.get("/api/v3/depth", "symbol=BTCUSDT").status() == 200);
            Duration up = Duration.ofNanos(System.nanoTime() - began);
            Queue<String> stream = new ConcurrentLinkedQueue<>();
            WebSocket socket = follow(base, "/ws/btcusdt@trade", stream);

            assertThat(seller.sell("108000.01", "0.5", "s1").text("status")).isEqualTo("NEW");
            assertThat(buyer.buy("108010.00", "0.2", "b1").text("status")).isEqualTo("FILLED");
            await("settled").atMost(PATIENCE).until(() -> buyer.free("BTC").equals("10.20000000"));
            await("streamed")
                    .atMost(PATIENCE)
                    .until(() -> stream.stream().anyMatch(message -> message.contains("\"p\":\"108000.01000000\"")));
            socket.abort();
            logsInAtOneGatewayAndIsKnownAtTheOther(buyer, posture, containers);
            Duration traded = Duration.ofNanos(System.nanoTime() - began);
            LOG.info(
                    "{} with {}: full service after {} ms, all done after {} ms",
                    posture,
                    edge,
                    up.toMillis(),
                    traded.toMillis());
            if (edge.equals("nginx")) {
                restartsWithWhatItKnew(containers, buyer);
            }
            endsInOrder(containers, edge);
        }
    }

    private static void start(Containers containers, String image, String posture, String edge) throws IOException {
        containers.create(
                "ledger",
                List.of("-e", "POSTGRES_PASSWORD=" + PASSWORD, "-e", "POSTGRES_DB=exchange"),
                Images.POSTGRES);
        containers.create("sessions", List.of(), Images.REDIS);
        containers.start("ledger", "sessions");
        // whoever finds no ledger waits longer each time before he looks again, in the fragile posture up to minutes
        await("the ledger is up")
                .atMost(START)
                .until(() -> containers
                        .docker()
                        .quick("exec", containers.container("ledger"), "pg_isready", "--quiet", "--host", "127.0.0.1")
                        .ok());
        List<String> secret = List.of("-e", "EXCHANGE_LEDGER_PASSWORD=" + PASSWORD);
        String ledger = "ledger=jdbc:postgresql://ledger:5432/exchange";
        process(
                containers,
                image,
                "engine",
                EngineMain.class,
                secret,
                posture,
                ledger,
                "command-log=/exchange/data/commands.log");
        for (String name : List.of("gateway-1", "gateway-2")) {
            process(
                    containers,
                    image,
                    name,
                    GatewayMain.class,
                    secret,
                    posture,
                    ledger,
                    ENGINE,
                    "sessions=redis://sessions:6379");
        }
        containers.start("engine", "gateway-1", "gateway-2");
        if (edge.equals("java")) {
            process(containers, image, "edge", EdgeMain.class, List.of(), posture, GATEWAYS, ENGINE);
        } else {
            containers.create("edge", List.of(), Images.NGINX);
            containers.write(
                    "edge",
                    "/etc/nginx/nginx.conf",
                    NginxEdge.of(Settings.read(
                                    new String[] {
                                        "posture=" + posture,
                                        "port=8080",
                                        "features=/etc/nginx/" + NginxEdge.FEATURES,
                                        GATEWAYS,
                                        ENGINE
                                    },
                                    Map.of()))
                            .configuration());
            containers.write("edge", "/etc/nginx/" + NginxEdge.FEATURES, NginxEdge.features(1000));
        }
        // nginx as it comes leaves a gateway alone for 10 s that was not there once
        for (String name : List.of("engine", "gateway-1", "gateway-2")) {
            await(name).atMost(START).until(() -> containers.log(name).contains("READY 8080"));
        }
        containers.start("edge");
    }

    private static void process(
            Containers containers,
            String image,
            String name,
            Class<?> main,
            List<String> options,
            String posture,
            String... settings)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(main.getName(), "name=" + name, "posture=" + posture));
        words.addAll(Arrays.asList(settings));
        containers.create(name, options, image, words.toArray(String[]::new));
    }

    private static void logsInAtOneGatewayAndIsKnownAtTheOther(Customer customer, String posture, Containers containers)
            throws Exception {
        String token = customer.post("/api/v3/session", "").text("token");
        for (int i = 0; i < 4; i++) {
            Customer.Answer answer = customer.session("GET", token);
            assertThat(answer.text("account")).isEqualTo("trader-0");
        }
        containers.ok("kill", containers.container("sessions"));
        if (posture.equals("resilient")) {
            assertThat(customer.session("GET", token).body().path("stale").asBoolean(false))
                    .isTrue();
            Customer.Answer refused = customer.post("/api/v3/session", "");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo(-1008);
            assertThat(refused.raw().headers().firstValue("Retry-After")).contains("1");
        } else {
            Customer.Answer lost = customer.session("GET", token);
            assertThat(lost.status()).isEqualTo(500);
            assertThat(lost.code()).isEqualTo(-1000);
        }
        containers.start("sessions");
        if (posture.equals("fragile")) {
            return; // each connection of before costs somebody his answer, and who is that somebody is chance
        }
        await("both gateways have found the store again").atMost(PATIENCE).untilAsserted(() -> {
            String again = customer.post("/api/v3/session", "").text("token");
            assertThat(again).isNotEmpty();
            assertThat(customer.session("DELETE", again).status()).isEqualTo(200);
            assertThat(customer.session("GET", again).code()).isEqualTo(-1002);
        });
    }

    /** The command log is in the container and outlives its process; the address may be another one, and nginx is told so. */
    private static void restartsWithWhatItKnew(Containers containers, Customer customer) throws IOException {
        containers.ok("restart", "--time", "10", containers.container("engine"));
        await("the engine is back")
                .atMost(START)
                .until(() -> containers
                                .log("engine")
                                .lines()
                                .filter("READY 8080"::equals)
                                .count()
                        == 2);
        containers.ok("kill", "--signal", "HUP", containers.container("edge"));
        await("a new order is filled by one from before")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> customer.buy("108010.00", "0.1", "b" + System.nanoTime())
                        .text("status")
                        .equals("FILLED"));
    }

    private static void endsInOrder(Containers containers, String edge) throws IOException {
        List<String> processes = new ArrayList<>(List.of("gateway-1", "gateway-2", "engine"));
        if (edge.equals("java")) {
            processes.add(0, "edge");
        }
        for (String name : processes) {
            assertThat(containers.log(name)).contains("READY 8080");
            long began = System.nanoTime();
            containers.ok("stop", "--time", "10", containers.container(name));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(name).isLessThan(Duration.ofSeconds(2));
            assertThat(containers.ok("inspect", "--format", "{{.State.ExitCode}}", containers.container(name)))
                    .as(name)
                    .isEqualTo(Integer.toString(128 + 15));
        }
    }

    private static WebSocket follow(String base, String path, Queue<String> messages) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(base.replace("http", "ws") + path), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                        messages.add(data.toString());
                        socket.request(1);
                        return null;
                    }
                })
                .join();
    }
}
