package dev.brownout.faults.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Protocol;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.api.Traffic;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.HttpTarget;
import dev.brownout.faults.Leases;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.conformance.VictimJvm;
import dev.brownout.faults.undo.Ledger;
import dev.brownout.faults.undo.Recovery;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.faults.undo.UndoActions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose links and names go through a node: done there, witnessed there from the victim's JVM, undone from here. */
class NodePlaneIT {
    private static final Component GATEWAY = new Component("gateway", Map.of("role", "gateway"), Timings.NONE);
    private static final Link LINK =
            Link.between(GATEWAY, new Component("ledger", Map.of(), Timings.NONE), Protocol.REDIS);
    private static final FaultRegistry KINDS = FaultRegistry.load();

    @TempDir
    private Path directory;

    private final Node node = Node.open(Node.Settings.free("test"), FaultRegistry.load(), Node.NO_LEDGER);
    private final NodePlane plane =
            NodePlane.connect(URI.create("http://127.0.0.1:" + node.control().getPort()));
    private final TestServer server = TestServer.redis();

    @AfterEach
    void close() {
        plane.close();
        node.close();
        server.close();
    }

    private record Subject<F extends Fault>(FaultKind<F> kind, F fault, Target target) {
        static <F extends Fault> Subject<F> of(FaultKind<F> kind, Target target, Map<String, ?> arguments) {
            return new Subject<>(kind, kind.create(Arguments.of(kind.parameters(), arguments)), target);
        }

        Leases.Lease inject(Leases leases, InjectionContext context) {
            return leases.inject(kind, fault, target, context, failure -> {});
        }

        Measurement measure(dev.brownout.api.Vantage vantage, InjectionContext context) {
            return kind.measure(fault, target, vantage, context);
        }
    }

    private Subject<?> down() {
        return Subject.of(plane.doing(KINDS.find("tcp.refuse").orElseThrow()), LINK, Map.of());
    }

    private StateDirectory state() {
        return new StateDirectory(directory.resolve("state"));
    }

    private InjectionContext context(dev.brownout.api.UndoLedger ledger, Duration life) {
        return new InjectionContext("phase/1/tcp.refuse", 7, plane, ledger, life);
    }

    @Test
    void should_be_done_witnessed_and_undone_through_the_node() {
        plane.connect(LINK, server.address());
        assertThat(plane.open(LINK)).isEqualTo(plane.open(LINK));
        try (var victim = VictimJvm.start(plane, GATEWAY, List.of());
                var leases = Leases.open();
                var ledger = Ledger.create(directory.resolve("ledger.jsonl"), state())) {
            var subject = down();
            var context = context(ledger, Duration.ofMinutes(1));
            assertThat(subject.measure(victim.vantage(), context).healthy()).isTrue();
            var lease = subject.inject(leases, context);
            assertThat(ledger.left()).singleElement().satisfies(e -> {
                assertThat(e.action()).isEqualTo("node.remove");
                assertThat(e.arguments().get("id")).endsWith("phase/1/tcp.refuse");
            });
            assertThat(subject.measure(victim.vantage(), context).symptom()).isTrue();
            assertThat(lease.exposure()).isEmpty();
            lease.close();
            assertThat(ledger.left()).isEmpty();
            assertThat(subject.measure(victim.vantage(), context).healthy()).isTrue();
            assertThat(victim.vantage()
                            .lookup("ledger.invalid", Duration.ofSeconds(5))
                            .found())
                    .as("the node looks it up for us, from inside the victim")
                    .isFalse();
        }
        assertThat(state().leftovers()).isEmpty();
    }

    @Test
    void should_be_ended_by_the_node_when_nobody_else_does() {
        plane.connect(LINK, server.address());
        try (var ledger = Ledger.create(directory.resolve("ledger.jsonl"), state())) {
            // a run that has lost its own clock: only the node knows the life now
            down().inject(Leases.on((delay, action) -> () -> {}), context(ledger, Duration.ofMillis(300)));
            await().atMost(Duration.ofSeconds(10)).until(() -> injections().isEmpty());
        }
        var report = new Recovery(state(), UndoActions.load()).run(directory.resolve("ledger.jsonl"), step -> {});
        assertThat(report.complete()).isTrue();
        assertThat(report.steps())
                .singleElement()
                .satisfies(s -> assertThat(s.words()).endsWith("is gone: the node says expired"));
    }

    @Test
    void should_give_what_the_node_counts_without_its_witnesses() {
        var http = Link.between(GATEWAY, new Component("engine", Map.of(), Timings.NONE), Protocol.HTTP1)
                .with("health-path", "/healthz");
        try (var engine = new HttpTarget();
                var victim = VictimJvm.start(plane, GATEWAY, List.of())) {
            plane.connect(LINK, server.address());
            plane.connect(http, engine.address());
            var port = plane.open(http).getPort();
            assertThat(victim.ask("http http://127.0.0.1:" + port + "/healthz")).contains("ok");
            assertThat(victim.ask("http http://127.0.0.1:" + port + "/refuse")).contains("ok");
            var redis = plane.open(LINK);
            assertThat(victim.ask("socket " + redis.getHostString() + " " + redis.getPort()))
                    .isNotEmpty();
            var subject = down();
            assertThat(subject.measure(victim.vantage(), context(Node.NO_LEDGER, Duration.ofMinutes(1)))
                            .healthy())
                    .isTrue();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(plane.traffic())
                            .containsExactly(
                                    new Traffic("gateway-to-engine", 2, 2, 1, 1, 0),
                                    new Traffic(LINK.id(), 1, 0, 0, 0, 0)));
        }
    }

    private List<String> injections() {
        return new NodeClient("http://127.0.0.1:" + node.control().getPort())
                .get("/injections")
                .path("injections")
                .valueStream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void should_leave_nothing_noted_when_the_node_refuses() {
        // the link was never told of
        try (var ledger = Ledger.create(directory.resolve("ledger.jsonl"), state());
                var leases = Leases.open()) {
            assertThatThrownBy(() -> down().inject(leases, context(ledger, Duration.ofSeconds(5))))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("a link must exist");
            assertThat(ledger.left()).isEmpty();
            plane.connect(LINK, server.address());
            assertThatThrownBy(() -> down().inject(leases, context(ledger, Duration.ofHours(9))))
                    .hasMessageContaining("life must be over 0s and at most 1h");
            assertThat(ledger.left()).isEmpty();
        }
    }

    @Test
    void should_say_that_a_node_is_gone_and_what_to_do() {
        plane.connect(LINK, server.address());
        var file = directory.resolve("ledger.jsonl");
        try (var ledger = Ledger.create(file, state())) {
            down().inject(Leases.on((delay, action) -> () -> {}), context(ledger, Duration.ofMinutes(1)));
            node.close();
        }
        var report = new Recovery(state(), UndoActions.load()).run(file, step -> {});
        assertThat(report.complete()).isFalse();
        assertThat(report.steps().get(0).words()).contains("must answer", "delete this entry from the ledger");
    }

    @Test
    void should_refuse_what_is_no_node() throws IOException {
        assertThatThrownBy(() -> NodePlane.connect(URI.create("ftp://127.0.0.1:8475")))
                .hasMessageContaining("must be http://HOST:PORT");
        // bound, so that nobody else has it, and not listening, so that it refuses
        try (var nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThatThrownBy(() -> NodePlane.connect(URI.create("http://127.0.0.1:" + nobody.getLocalPort())))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("start it with brownout node");
        }
    }
}
