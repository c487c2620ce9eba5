package dev.brownout.faults.container.ground;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.api.Vantage;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.node.NodePlane;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Containers of images that nobody has changed, behind a chaos node: what each sees of the others, and faults seen from inside. */
@NeedsDocker({Images.REDIS, Images.NETTOOLS, Images.JRE})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerGroundIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NAME = "store.us-east-1.exchange.test";

    private final Docker docker = new Docker(Map.of());
    private final Component client = new Component("client", Map.of(), Timings.NONE);
    private final Component other = new Component("other", Map.of(), Timings.NONE);
    private final Component store = new Component("store", Map.of(), Timings.NONE);
    private final Link link = Link.between(client, store, Protocol.REDIS);
    private final Link second = Link.between(other, store, Protocol.REDIS);
    private final Name name =
            new Name(NAME, Map.of(), Map.of("client", Resolution.DOCKER_DNS, "other", Resolution.DOCKER_DNS));
    private final Stack stack = new Stack(
            "small",
            "two clients of a store",
            Map.of(),
            List.of(client, other, store),
            List.of(link, second),
            List.of(name),
            List.of());
    private final FaultRegistry kinds = FaultRegistry.load();
    private NodePlane plane;
    private ContainerGround ground;

    @BeforeAll
    void start() {
        plane = ContainerGround.open(
                docker, stack, Map.of("store", 6379), Optional.empty(), 1, (action, arguments) -> () -> {});
        ground = plane.part(ContainerGround.class);
        run(store, Images.REDIS);
        run(client, Images.REDIS, "sleep", "600");
        run(other, Images.REDIS, "sleep", "600");
        ground.publish(plane, Map.of(NAME, "store"));
    }

    private void run(Component component, String image, String... command) {
        var words = new ArrayList<>(List.of("run", "--detach"));
        words.addAll(
                ground.placement(component.id(), Map.of("store", List.of(NAME))).words());
        words.add(image);
        words.addAll(List.of(command));
        docker.must(component.id() + " must start", words.toArray(String[]::new));
        ground.started(plane, component);
    }

    @AfterAll
    void stop() {
        plane.close();
        assertThat(docker.must(
                        "none is left",
                        "ps",
                        "-aq",
                        "--filter",
                        "label=" + ContainerPlane.LABEL,
                        "--filter",
                        "name=" + ground.container("")))
                .isEmpty();
    }

    private String inside(Component component, String... command) {
        var words = new ArrayList<>(List.of("exec", ground.container(component.id())));
        words.addAll(List.of(command));
        return docker.must("a command must run inside " + component.id(), words.toArray(String[]::new));
    }

    private Vantage vantage(Component component) {
        await().atMost(PATIENCE).until(() -> plane.vantage(component.id()).isPresent());
        return plane.vantage(component.id()).orElseThrow();
    }

    @Test
    void should_lead_a_target_s_own_name_and_port_through_the_node() {
        assertThat(inside(client, "redis-cli", "-h", "store", "ping")).isEqualTo("PONG");
        assertThat(inside(client, "redis-cli", "-h", NAME, "ping")).isEqualTo("PONG");
        assertThat(inside(client, "getent", "ahostsv4", NAME))
                .startsWith(ground.front(link).getAddress().getHostAddress());
        assertThat(inside(other, "getent", "ahostsv4", NAME))
                .startsWith(ground.front(second).getAddress().getHostAddress());
    }

    private static <F extends Fault> void felt(
            FaultKind<F> kind, Map<String, ?> given, Target target, Vantage vantage, NodePlane plane, Runnable during) {
        var fault = kind.create(Arguments.of(kind.parameters(), given));
        var context = new InjectionContext(
                "phase/1/" + kind.name(), 7, plane, (action, words) -> () -> {}, Duration.ofMinutes(1));
        Predicate<Predicate<Measurement>> seen = wanted -> wanted.test(kind.measure(fault, target, vantage, context));
        await("before " + kind.name()).atMost(PATIENCE).until(() -> seen.test(Measurement::healthy));
        try (var injection = kind.inject(fault, target, context)) {
            await(kind.name()).atMost(PATIENCE).until(() -> seen.test(Measurement::symptom));
            // what comes right behind a witness may not be counted
            await("who met " + kind.name()).atMost(PATIENCE).untilAsserted(() -> {
                during.run();
                assertThat(injection.exposure()).containsOnlyKeys("client");
            });
        }
        await("after " + kind.name()).atMost(PATIENCE).until(() -> seen.test(Measurement::healthy));
    }

    @Test
    void should_have_a_fault_of_a_link_felt_inside_its_victim() {
        felt(plane.doing(kinds.find("tcp.reset").orElseThrow()), Map.of(), link, vantage(client), plane, () -> {
            assertThat(inside(client, "sh", "-c", "redis-cli -h store ping 2>&1 || true"))
                    .doesNotContain("PONG");
            assertThat(inside(other, "redis-cli", "-h", "store", "ping")).isEqualTo("PONG");
        });
    }

    @Test
    void should_have_packets_rejected_on_one_link_only() {
        felt(plane.doing(kinds.find("packet.reject").orElseThrow()), Map.of(), link, vantage(client), plane, () -> {
            assertThat(inside(client, "sh", "-c", "redis-cli -h store ping 2>&1 || true"))
                    .contains("Connection refused");
            assertThat(inside(other, "redis-cli", "-h", "store", "ping")).isEqualTo("PONG");
        });
    }

    @Test
    void should_have_a_vantage_inside_a_victim_that_was_started_again() {
        var kind = kinds.find("container.kill").orElseThrow();
        restart(kind);
        var again = new java.net.InetSocketAddress(
                ground.front(second).getAddress(), ground.front(second).getPort());
        await("a vantage where the network is now")
                .atMost(PATIENCE)
                .until(() -> plane.vantage(other.id())
                        .filter(v -> v.connect(again, "PING\r\n".getBytes(US_ASCII), Duration.ofSeconds(1))
                                        .outcome()
                                == Vantage.TcpOutcome.ANSWERED)
                        .isPresent());
    }

    private <F extends Fault> void restart(FaultKind<F> kind) {
        var fault = kind.create(Arguments.of(kind.parameters(), Map.of()));
        var context = new InjectionContext("phase/2/" + kind.name(), 7, plane, (action, words) -> () -> {});
        var beside = plane.beside(other.id()).orElseThrow();
        try (var injection = kind.inject(fault, other, context)) {
            assertThat(injection.exposure()).containsOnlyKeys("other");
            await("down")
                    .atMost(PATIENCE)
                    .until(() -> kind.measure(fault, other, beside, context).symptom());
        }
        await("up")
                .atMost(PATIENCE)
                .until(() -> kind.measure(fault, other, beside, context).healthy());
    }

    @Test
    void should_have_a_fault_of_a_name_felt_inside_its_victims() {
        felt(
                plane.doing(kinds.find("dns.nxdomain").orElseThrow()),
                Map.of(),
                name,
                vantage(client),
                plane,
                () -> assertThat(inside(client, "sh", "-c", "redis-cli -h " + NAME + " ping 2>&1 || true"))
                        .contains("Name or service not known"));
    }
}
