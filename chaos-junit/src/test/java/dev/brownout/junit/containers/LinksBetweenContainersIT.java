package dev.brownout.junit.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.Faults;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.Targets;
import dev.brownout.scenarios.stack.ServiceStack;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;

/** Containers of Testcontainers that call each other: faults of the links between them, and of the names that they look up. */
@Brownout
@NeedsDocker({Images.NGINX, Images.NETTOOLS, Images.JRE})
@Timeout(180)
class LinksBetweenContainersIT {
    private static final String NAME = "engine.exchange.test";

    private static final GenericContainer<?> ENGINE = new GenericContainer<>(Images.NGINX)
            .withCopyToContainer(Transferable.of("{\"status\":\"ok\"}"), "/usr/share/nginx/html/index.html");

    /** Looks the engine's name up anew for every request, as nginx does when the address stands in a variable. */
    private static final GenericContainer<?> EDGE = new GenericContainer<>(Images.NGINX)
            .withCopyToContainer(
                    Transferable.of("server { listen 80; resolver 127.0.0.11 valid=1s ipv6=off; resolver_timeout 1s;"
                            + " location / { set $engine " + NAME + "; proxy_connect_timeout 1s;"
                            + " proxy_pass http://$engine:80; } location = /healthz { return 200 ok; } }"),
                    "/etc/nginx/conf.d/default.conf");

    @StackUnderTest
    static final ServiceStack STACK = ServiceStack.builder("exchange")
            .component("edge", Map.of("role", "edge"))
            .component("engine", Map.of("role", "engine", "witness-path", "/"))
            .container("edge", Contained.of(EDGE, 80))
            .container("engine", Contained.of(ENGINE, 80))
            .link("test", "edge", Protocol.HTTP1, Map.of())
            .link("edge", "engine", Protocol.HTTP1, Map.of("witness-path", "/"))
            .name(NAME, "engine", Map.of(), Map.of("edge", Resolution.DOCKER_DNS))
            .build();

    private static HttpResponse<String> ask(URI edge) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(edge.resolve("/"))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void should_refuse_on_a_link_between_two_containers(Faults faults, @LinkAddress("edge") URI edge) throws Exception {
        assertThat(ask(edge).body()).isEqualTo("{\"status\":\"ok\"}");
        try (var reset =
                faults.on(Targets.link("edge", "engine")).fault("tcp.reset").inject()) {
            assertThat(ask(edge).statusCode()).isEqualTo(502);
            assertThat(reset.exposure()).isPositive();
        }
        assertThat(ask(edge).statusCode()).isEqualTo(200);
    }

    @Test
    void should_show_an_error_page_of_one_container_to_another(Faults faults, @LinkAddress("edge") URI edge)
            throws Exception {
        try (var page = faults.on(Targets.link("edge", "engine"))
                .fault("http.error-page")
                .with("status", 503)
                .inject()) {
            assertThat(ask(edge).statusCode()).isEqualTo(503);
            assertThat(page.exposure()).isPositive();
        }
        assertThat(ask(edge).statusCode()).isEqualTo(200);
    }

    @Test
    void should_lose_a_name_that_a_container_looks_up(Faults faults, @LinkAddress("edge") URI edge) throws Exception {
        assertThat(ask(edge).statusCode()).isEqualTo(200);
        try (var gone = faults.on(Targets.name(NAME)).fault("dns.nxdomain").inject()) {
            // nginx keeps what it looked up for a second
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(ask(edge).statusCode()).isEqualTo(502));
            assertThat(gone.exposure()).isPositive();
        }
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ask(edge).statusCode()).isEqualTo(200));
    }
}
