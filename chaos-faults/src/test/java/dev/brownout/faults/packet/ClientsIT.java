package dev.brownout.faults.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.conformance.VictimJvm;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of fault of packets is for curl, psql, a JVM and a static client in Go, against a real nginx and Postgres. */
@NeedsDocker({Images.NETTOOLS, Images.REDIS, Images.JRE, Images.BASE, Images.NGINX, Images.POSTGRES})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LARGE = 300_000;

    private final Link web =
            Link.between(VictimContainer.COMPONENT, new Component("web", Map.of(), Timings.NONE), Protocol.HTTP1);
    private final Link database =
            Link.between(VictimContainer.COMPONENT, new Component("db", Map.of(), Timings.NONE), Protocol.POSTGRES);
    private VictimContainer victim;
    private LocalPlane plane;
    private VictimJvm java;
    private Clients.Go go;
    private final Map<String, Supplier<String>> small = new LinkedHashMap<>();
    private final Map<String, Supplier<String>> large = new LinkedHashMap<>();

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        victim = new VictimContainer();
        Clients.ensureLibc(victim.docker());
        plane = victim.plane(3);
        victim.attach(plane);
        var nginx = victim.serve(Images.NGINX, "--name", victim.name() + "-web");
        victim.must(
                "exec",
                victim.name() + "-web",
                "sh",
                "-c",
                "cd /usr/share/nginx/html && echo ok > index.html && head -c " + LARGE + " /dev/zero > large");
        var postgres = victim.serve(Images.POSTGRES, "--env", "POSTGRES_PASSWORD=brownout");
        plane.connect(web, new InetSocketAddress(nginx, 80));
        plane.connect(database, new InetSocketAddress(postgres, 5432));
        var at = plane.open(web);
        var host = at.getAddress().getHostAddress();
        var url = "http://" + host + ":" + at.getPort() + "/";
        java = victim.jvm(plane);
        var clients = new Clients(victim);
        var program = Clients.buildGo(directory);
        await().atMost(PATIENCE).until(() -> clients.curl(url).startsWith("answered 3 "));
        int port = plane.open(database).getPort();
        await().atMost(PATIENCE)
                .until(() -> clients.psql(host, port, "select 1").startsWith("answered "));
        go = clients.new Go(program, url, host + ":" + at.getPort());
        small.put("curl", () -> clients.curl(url));
        small.put("java", () -> java.ask("reach " + host + " " + at.getPort() + " 2000 /"));
        small.put("go", () -> go.ask("new"));
        small.put("psql", () -> clients.psql(host, port, "select 1"));
        large.put("curl", () -> clients.curl(url + "large"));
        large.put("java", () -> java.ask("reach " + host + " " + at.getPort() + " 20000 /large"));
        large.put("psql", () -> clients.psql(host, port, "select repeat('x', " + LARGE + ")"));
    }

    @AfterAll
    void stop() {
        go.close();
        java.close();
        plane.close();
        victim.close();
    }

    private static <F extends Fault> Injection inject(
            FaultKind<F> kind, Map<String, ?> given, Link link, LocalPlane plane) {
        return kind.inject(
                kind.create(Arguments.of(kind.parameters(), given)),
                link,
                new InjectionContext("it/" + kind.name(), 1, plane, (action, words) -> () -> {}));
    }

    /** Both links at once: what one client meets, the next does as well. */
    private void during(String kind, Map<String, ?> given, Runnable meeting) {
        var found = FaultRegistry.load().find(kind).orElseThrow();
        try (var one = inject(found, given, web, plane);
                var two = inject(found, given, database, plane)) {
            assertThat(one).isNotSameAs(two);
            meeting.run();
        }
        small.forEach((client, ask) ->
                assertThat(ask.get()).as(client + " after " + kind).startsWith("answered"));
    }

    private void each(Map<String, String> words) {
        small.forEach((client, ask) -> assertThat(ask.get()).as(client).contains(words.get(client)));
    }

    private static final Map<String, String> TIMEOUTS =
            Map.of("curl", "failed 28", "java", "timed out", "go", "i/o timeout", "psql", "timeout expired");

    @Test
    void should_have_new_connections_time_out_and_leave_those_that_are_open() {
        during("packet.syn-drop", Map.of(), () -> {
            each(TIMEOUTS);
            assertThat(go.ask("kept")).startsWith("answered 3 ");
        });
        assertThat(go.ask("kept")).startsWith("answered 3 ");
    }

    @Test
    void should_cut_a_link_whichever_way() {
        for (var way : new String[] {"both", "out", "in"}) {
            during("packet.drop", Map.of("direction", way), () -> each(TIMEOUTS));
        }
    }

    @Test
    void should_refuse_at_once() {
        during(
                "packet.reject",
                Map.of(),
                () -> each(Map.of(
                        "curl", "failed 7",
                        "java", "Connection refused",
                        "go", "connection refused",
                        "psql", "Connection refused")));
    }

    /** A client takes a second longer where the first packet of its connection was lost. */
    private static Predicate<String> late(long millis) {
        return said -> said.startsWith("failed") || Long.parseLong(said.substring(said.lastIndexOf(' ') + 1)) >= millis;
    }

    @Test
    void should_lose_packets() {
        during(
                "packet.loss",
                Map.of("ratio", 0.5),
                () -> small.forEach((client, ask) ->
                        await(client).atMost(PATIENCE).until(() -> late(1_000).test(ask.get()))));
    }

    @Test
    void should_cut_what_comes_to_a_rate() {
        large.forEach((client, ask) ->
                assertThat(ask.get()).as(client).matches(late(1_500).negate()));
        during(
                "packet.rate-limit",
                Map.of("rate", 50),
                () -> large.forEach(
                        (client, ask) -> assertThat(ask.get()).as(client).matches(late(3_000))));
    }
}
