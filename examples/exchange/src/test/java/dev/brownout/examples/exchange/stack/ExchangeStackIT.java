package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Mode;
import dev.brownout.api.Operation;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.dns.DnsPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole exchange, behind the real plane, with traders on it and nothing wrong. */
class ExchangeStackIT {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private final ExchangeStack exchange = new ExchangeStack();

    @ParameterizedTest
    @ValueSource(strings = {"resilient", "fragile"})
    void servesInFullKeepsItsBooksAndLeavesNothingBehind(String variant) throws Exception {
        var stack = exchange.describe(variant, Map.of());
        List<ProcessHandle> started;
        try (var plane = LocalPlane.open(7);
                var running = exchange.start(stack, plane, directory)) {
            started = processes(running, stack.components().size());
            try (var watched = new Watched(stack, running);
                    var workload = running.workload(7).orElseThrow()) {
                workload.start(watched::record);
                // fresh JVMs warm up first, sooner or later as the machine is busy: five full seconds are asked for,
                // not the first
                await().atMost(Duration.ofSeconds(45)).untilAsserted(() -> fiveFullSeconds(stack, watched));
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> count(watched.history(), "checkpoint-read", Operation.Type.OK) > 0);
                workload.finish(Duration.ofSeconds(20));
                assertCompleteHistory(watched.history());
                assertThat(watched.findings()).isEmpty();
            }
            assertThat(plane.part(DnsPlane.class).queries(Layout.LEDGER_NAME))
                    .as("questions that the victims asked the plane")
                    .containsOnlyKeys("engine", "gateway-1", "gateway-2");
            stack.components()
                    .forEach(component -> assertThat(directory.resolve(component.id() + ".log"))
                            .exists());
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
        assertThat(clusters()).isEmpty();
    }

    private static void fiveFullSeconds(Stack stack, Watched watched) {
        long end = watched.clock().now() - SECOND;
        for (var capability : stack.capabilities()) {
            var modes = watched.modes(capability.id(), end - 5 * SECOND, end);
            long all = modes.values().stream().mapToLong(Long::longValue).sum();
            assertThat(all).as(capability.id()).isGreaterThan(80);
            assertThat(modes.getOrDefault(Mode.FULL, 0L) / (double) all)
                    .as("full share of %s, %s", capability.id(), modes)
                    .isGreaterThanOrEqualTo(0.95);
        }
    }

    private static void assertCompleteHistory(List<Operation> history) {
        assertThat(count(history, "final-read", Operation.Type.OK)).isEqualTo(1);
        assertThat(count(history, "final-read", Operation.Type.INDETERMINATE)).isZero();
        assertThat(count(history, "final-total", Operation.Type.OK)).isEqualTo(4);
        assertThat(history).noneMatch(operation -> operation.action().equals("final-negative"));
        assertThat(count(history, "checkpoint-total", Operation.Type.OK))
                .isEqualTo(4 * count(history, "checkpoint-read", Operation.Type.OK));
        assertThat(count(history, "log-read", Operation.Type.OK)).isEqualTo(1);
        assertThat(count(history, "log-place", Operation.Type.OK)).isGreaterThan(100);
        assertThat(count(history, "log-trade", Operation.Type.OK)).isGreaterThan(10);
        assertThat(count(history, "log-close", Operation.Type.OK)).isPositive();
        assertThat(count(history, "place", Operation.Type.OK)).isGreaterThan(100);
        assertThat(count(history, "cancel", Operation.Type.OK)).isPositive();
        assertThat(count(history, "read-balance", Operation.Type.OK)).isGreaterThan(20);
        for (var action : List.of("place", "cancel", "read-balance")) {
            long asked = count(history, action, Operation.Type.INVOKED);
            long all = history.stream()
                    .filter(operation -> operation.action().equals(action))
                    .count();
            assertThat(all).as("%s: every question with one answer", action).isEqualTo(2 * asked);
        }
        assertThat(history)
                .as("orders that met another's")
                .anyMatch(operation -> operation.action().equals("final-order")
                        && operation.data().getOrDefault("status", "").equals("FILLED"));
        var ids = history.stream()
                .filter(operation -> operation.type() == Operation.Type.INVOKED)
                .map(Operation::id);
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static long count(List<Operation> history, String action, Operation.Type type) {
        return history.stream()
                .filter(operation -> operation.action().equals(action) && operation.type() == type)
                .count();
    }

    @Test
    void should_be_met_at_its_front_door_by_a_load_that_is_seen_from_where_users_stand() {
        var stack = exchange.describe("resilient", Map.of());
        try (var plane = LocalPlane.open(7);
                var running = exchange.start(stack, plane, directory);
                var workload = running.workload(7).orElseThrow()) {
            workload.start(operation -> {});
            surge(FaultRegistry.load().find("load.surge").orElseThrow(), stack, plane);
        }
    }

    private static <F extends Fault> void surge(FaultKind<F> kind, Stack stack, LocalPlane plane) {
        var front = stack.links().stream()
                .filter(link -> "true".equals(link.labels().get(Link.FRONT)))
                .findFirst()
                .orElseThrow();
        var fault = kind.create(Arguments.of(kind.parameters(), Map.of("rate", 100)));
        var context = new InjectionContext("it/1/surge", 7, plane, (action, arguments) -> () -> {});
        var users = plane.vantage(Layout.USERS).orElseThrow();
        assertThat(kind.refusal(fault, front, stack)).isEmpty();
        assertThat(kind.measure(fault, front, users, context)).matches(Measurement::healthy);
        try (var injection = kind.inject(fault, front, context)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> kind.measure(fault, front, users, context).symptom());
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> injection.exposure().getOrDefault(Layout.USERS, 0L) > 0);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> kind.measure(fault, front, users, context).healthy());
    }

    @Test
    void tellsOfAComponentThatEndsByItselfAndOnlyOfThat() throws Exception {
        var exits = new ConcurrentLinkedQueue<RunningStack.Exit>();
        try (var plane = LocalPlane.open(7);
                var running = exchange.start(exchange.describe("resilient", Map.of()), plane, directory)) {
            running.onUnexpectedExit(exits::add);
            assertThat(running.process("gateway-2").pid()).isPositive();
            ProcessHandle.of(running.process("gateway-2").pid()).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(10)).until(() -> !exits.isEmpty());
        }
        assertThat(exits).singleElement().satisfies(exit -> {
            assertThat(exit.component()).isEqualTo("gateway-2");
            assertThat(exit.how()).startsWith("ended unexpectedly by signal 9").contains("its log ends:");
        });
    }

    @Test
    void showsAnEffectButNoExposureWhenItGoesAroundThePlane() {
        aroundThePlane("bypass", (emptied, running) -> {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> emptied.measure("gateway-1").symptom());
            assertThat(emptied.injection().exposure())
                    .as("victims' own questions that met the fault")
                    .isEmpty();
        });
    }

    @Test
    void showsNoEffectWhenTheAgentHooksNoLookUps() {
        aroundThePlane("platform", (emptied, running) -> {
            // longer than the caches, or the fault would not be seen in any case
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !emptied.measure("gateway-1").symptom());
            assertThat(emptied.injection().exposure()).isEmpty();
        });
    }

    private void aroundThePlane(String lookup, BiConsumer<Emptied, RunningExchange> look) {
        var stack = exchange.describe("resilient", Map.of("ledger-lookup", lookup));
        try (var plane = LocalPlane.open(7);
                var running = exchange.start(stack, plane, directory);
                var emptied = Emptied.of(stack.names().get(0), plane)) {
            look.accept(emptied, running);
            assertThat(plane.part(DnsPlane.class).queries(Layout.LEDGER_NAME))
                    .as("questions that the victims asked the plane")
                    .isEmpty();
        }
    }

    @Test
    void saysWhichPartDidNotStartAndStopsTheRest() throws Exception {
        var stack = exchange.describe("resilient", Map.of());
        Files.createDirectory(directory.resolve("engine.log")); // so that the engine has nowhere to write
        try (var plane = LocalPlane.open(7)) {
            assertThatThrownBy(() -> exchange.start(stack, plane, directory))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("exchange:resilient must start")
                    .hasMessageContaining("engine");
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(ProcessHandle.current().descendants()).isEmpty());
        assertThat(clusters()).isEmpty();
    }

    private static List<ProcessHandle> processes(RunningExchange running, int components) {
        var handles = Stream.of("users", "edge", "gateway-1", "gateway-2", "engine", "ledger")
                .map(component ->
                        ProcessHandle.of(running.process(component).pid()).orElseThrow())
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .toList();
        assertThat(handles).hasSizeGreaterThanOrEqualTo(components).allMatch(ProcessHandle::isAlive);
        return handles;
    }

    /** Directories of clusters that this JVM left behind. */
    private static List<Path> clusters() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            var ours = "brownout-ledger-" + ProcessHandle.current().pid() + "-";
            return files.filter(file -> file.getFileName().toString().startsWith(ours))
                    .toList();
        }
    }
}
