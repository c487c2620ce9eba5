package dev.brownout.faults.vantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.dns.DnsPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM's own look-ups go to the plane, with the JDK's caches in place, before and after JDK 18. */
class AgentIT {
    private static final String LEDGER = "ledger.us-east-1.exchange.test";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DnsPlane dns;
    private Vantages vantages;

    @BeforeEach
    void open() throws UnknownHostException {
        dns = DnsPlane.open(List.of());
        vantages = Vantages.open(LocalPlane.Places.LOOPBACK, dns.address(), new SourceMarks(), address -> false);
        publish("127.0.0.1");
    }

    @AfterEach
    void close() {
        vantages.close();
        dns.close();
    }

    private void publish(String address) throws UnknownHostException {
        dns.publish(LEDGER, List.of(InetAddress.getByName(address)), DnsPlane.STANDARD_TTL);
    }

    private VictimJvm victim(Jdk jdk) {
        return VictimJvm.start(jdk, vantages.agentArguments(VictimJvm.component("gateway-1")));
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void look_ups_go_to_the_plane_and_are_counted_for_the_victim(Jdk jdk) {
        try (var victim = victim(jdk)) {
            assertThat(victim.ask("lookup " + LEDGER)).isEqualTo("127.0.0.1");
            assertThat(dns.queries(LEDGER)).containsOnlyKeys("gateway-1").containsEntry("gateway-1", 2L);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void the_jdks_own_cache_stays_in_place(Jdk jdk) throws UnknownHostException {
        try (var victim = victim(jdk)) {
            assertThat(victim.ask("lookup " + LEDGER)).isEqualTo("127.0.0.1");
            publish("127.0.0.2");
            long asked = dns.queries(LEDGER).getOrDefault("gateway-1", 0L);
            assertThat(victim.ask("lookup " + LEDGER)).as("still cached").isEqualTo("127.0.0.1");
            assertThat(dns.queries(LEDGER)).containsEntry("gateway-1", asked);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(victim.ask("lookup " + LEDGER)).isEqualTo("127.0.0.2"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void literals_localhost_own_name_and_reverse_look_ups_stay_with_the_platform(Jdk jdk) {
        try (var victim = victim(jdk)) {
            assertThat(victim.ask("lookup 127.0.0.3")).isEqualTo("127.0.0.3");
            assertThat(victim.ask("lookup localhost")).contains("127.0.0.1");
            assertThat(victim.ask("self")).doesNotContain("failed");
            assertThat(victim.ask("reverse")).doesNotContain("failed");
            assertThat(victim.ask("lookup elsewhere.test"))
                    .contains("UnknownHostException: elsewhere.test: REFUSED from DNS server 127.0.0.1:");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void clients_without_a_resolver_of_their_own_go_through_the_plane(Jdk jdk) throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        var http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        http.createContext("/", exchange -> {
            var body = "hello".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        try (var victim = victim(jdk);
                var postgres = new ServerSocket(0, 50, loopback)) {
            int port = http.getAddress().getPort();
            assertThat(victim.ask("http http://" + LEDGER + ":" + port + "/")).isEqualTo("hello");
            assertThat(victim.ask("socket " + LEDGER + " " + port)).isEqualTo("connected to 127.0.0.1");
            assertThat(victim.ask("http http://nowhere.test:" + port + "/")).contains("failed");
            assertThat(victim.ask("jdbc jdbc:postgresql://nowhere.test:" + port + "/ledger"))
                    .contains("UnknownHostException");
            postgres.setSoTimeout((int) PATIENCE.toMillis());
            var greeting = java.util.concurrent.CompletableFuture.supplyAsync(() -> greeting(postgres));
            victim.ask("jdbc jdbc:postgresql://" + LEDGER + ":" + postgres.getLocalPort() + "/ledger?connectTimeout=5");
            assertThat(greeting.join())
                    .as("what pgjdbc sent to the address of the name")
                    .isPositive();
        } finally {
            http.stop(0);
        }
    }

    private static int greeting(ServerSocket server) {
        try (var socket = server.accept()) {
            return socket.getInputStream().read(new byte[64]);
        } catch (IOException e) {
            return -1;
        }
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void the_agent_never_keeps_its_jvm_alive_nor_needs_the_harness(Jdk jdk) throws Exception {
        try (var victim = victim(jdk)) {
            VictimJvm.await(() -> vantages.find("gateway-1"));
            vantages.close();
            assertThat(victim.ask("lookup " + LEDGER)).isEqualTo("127.0.0.1");
            assertThat(victim.endsByItself()).isTrue();
        }
    }
}
