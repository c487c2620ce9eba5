package dev.brownout.junit.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Protocol;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.Faults;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.Targets;
import dev.brownout.scenarios.stack.ServiceStack;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A real PostgreSQL, Redis and nginx in containers, each behind a link; the client is this JVM. */
@Brownout
@NeedsDocker({Images.POSTGRES, Images.REDIS, Images.NGINX})
@Timeout(120)
class ContainersBehindLinksIT {
    private static final Duration LATENCY = Duration.ofMillis(400);
    /** What is written into a container's page. */
    private static final String PAGE = "{\"symbol\":\"BTCUSDT\"}";

    private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer(Images.postgres());
    private static final GenericContainer<?> REDIS = new GenericContainer<>(Images.REDIS).withExposedPorts(6379);
    private static final GenericContainer<?> NGINX = new GenericContainer<>(Images.NGINX)
            .withExposedPorts(80)
            .withCopyToContainer(Transferable.of(PAGE), "/usr/share/nginx/html/ticker.json");

    @StackUnderTest
    static final ServiceStack STACK = ServiceStack.builder("exchange")
            .service("ledger", Protocol.POSTGRES, () -> address(POSTGRES, 5432))
            .service("sessions", Protocol.REDIS, () -> address(REDIS, 6379))
            .service("edge", Protocol.HTTP1, () -> address(NGINX, 80))
            .build();

    @BeforeAll
    static void start() {
        Startables.deepStart(POSTGRES, REDIS, NGINX).join();
    }

    @AfterAll
    static void stop() {
        POSTGRES.stop();
        REDIS.stop();
        NGINX.stop();
    }

    private static InetSocketAddress address(GenericContainer<?> container, int port) {
        return new InetSocketAddress(container.getHost(), container.getMappedPort(port));
    }

    private static Connection connect(InetSocketAddress ledger) throws SQLException {
        var url = "jdbc:postgresql://" + ledger.getHostString() + ":" + ledger.getPort() + "/"
                + POSTGRES.getDatabaseName() + "?sslmode=disable&socketTimeout=20";
        return DriverManager.getConnection(url, POSTGRES.getUsername(), POSTGRES.getPassword());
    }

    private static int one(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT 1")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Duration time(Callable<?> work) throws Exception {
        long began = System.nanoTime();
        work.call();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void should_feel_latency_on_an_open_connection_to_postgres(
            Faults faults, @LinkAddress("ledger") InetSocketAddress ledger) throws Exception {
        try (var connection = connect(ledger)) {
            assertThat(one(connection)).isEqualTo(1);
            try (var late = faults.on(Targets.link("test", "ledger"))
                    .fault("tcp.latency")
                    .with("latency", LATENCY)
                    .inject()) {
                assertThat(time(() -> one(connection))).isGreaterThanOrEqualTo(LATENCY);
                assertThat(late.exposure()).isPositive();
            }
            assertThat(one(connection)).isEqualTo(1);
        }
    }

    @Test
    void should_lose_open_connections_to_postgres_by_a_reset(
            Faults faults, @LinkAddress("ledger") InetSocketAddress ledger) throws SQLException {
        try (var connection = connect(ledger)) {
            assertThat(one(connection)).isEqualTo(1);
            try (var reset =
                    faults.on(Targets.link("test", "ledger")).fault("tcp.reset").inject()) {
                assertThatThrownBy(() -> one(connection))
                        .isInstanceOf(SQLException.class)
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .asString()
                        .startsWith("08"); // SQL:2023, class 08, connection exception
                assertThat(reset.exposure()).isPositive();
            }
        }
        try (var connection = connect(ledger)) {
            assertThat(one(connection)).isEqualTo(1);
        }
    }

    @Test
    void should_feel_latency_on_an_open_connection_to_redis(
            Faults faults, @LinkAddress("sessions") InetSocketAddress sessions) throws Exception {
        try (var redis = new RedisClient(sessions)) {
            assertThat(redis.ask("SET session:1 alice")).isEqualTo("+OK");
            try (var late = faults.on(Targets.link("test", "sessions"))
                    .fault("tcp.latency")
                    .with("latency", LATENCY)
                    .inject()) {
                assertThat(time(() -> redis.ask("PING"))).isGreaterThanOrEqualTo(LATENCY);
                assertThat(late.exposure()).isPositive();
            }
            assertThat(redis.ask("STRLEN session:1")).isEqualTo(":5");
        }
    }

    @Test
    void should_lose_open_connections_to_redis_by_a_reset(
            Faults faults, @LinkAddress("sessions") InetSocketAddress sessions) throws IOException {
        try (var redis = new RedisClient(sessions)) {
            assertThat(redis.ask("PING")).isEqualTo("+PONG");
            try (var reset = faults.on(Targets.link("test", "sessions"))
                    .fault("tcp.reset")
                    .inject()) {
                assertThatThrownBy(() -> redis.ask("PING")).isInstanceOf(IOException.class);
                assertThat(reset.exposure()).isPositive();
            }
        }
        try (var redis = new RedisClient(sessions)) {
            assertThat(redis.ask("PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void should_get_a_providers_error_page_instead_of_what_nginx_serves(Faults faults, @LinkAddress("edge") URI edge)
            throws IOException, InterruptedException {
        var client = HttpClient.newHttpClient(); // keeps its connection
        assertThat(get(client, edge).body()).isEqualTo(PAGE);
        try (var page = faults.on(Targets.link("test", "edge"))
                .fault("http.error-page")
                .with("status", 503)
                .inject()) {
            var answer = get(client, edge);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/html");
            assertThat(answer.body()).doesNotContain(PAGE);
            assertThat(page.exposure()).isPositive();
        }
        assertThat(get(client, edge).body()).isEqualTo(PAGE);
    }

    private static HttpResponse<String> get(HttpClient client, URI edge) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(edge.resolve("/ticker.json"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
