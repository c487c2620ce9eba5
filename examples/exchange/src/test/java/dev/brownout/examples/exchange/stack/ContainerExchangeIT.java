package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Mode;
import dev.brownout.api.Target;
import dev.brownout.api.Vantage;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.ground.ContainerGround;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exchange in containers, with nginx as its edge: it serves, faults of every plane take hold of it, and nothing of it stays. */
@NeedsDocker({Images.POSTGRES, Images.REDIS, Images.NGINX, Images.JRE, Images.NETTOOLS})
class ContainerExchangeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final FaultRegistry kinds = FaultRegistry.load();

    @Test
    void should_serve_feel_faults_and_leave_nothing_behind() {
        var exchange = new ContainerExchange();
        var stack = exchange.describe("resilient", Map.of("edge", "nginx"));
        var plane = exchange.plane(stack, 7, (action, arguments) -> () -> {}, directory)
                .orElseThrow();
        String mark;
        try (plane;
                var running = exchange.start(stack, plane, directory)) {
            mark = plane.part(ContainerGround.class).container("");
            stack.capabilities().forEach(c -> fullAgain(running, c.id()));

            var name = stack.names().get(0);
            felt(plane.doing(kind("dns.empty-answer")), Map.of(), name, vantage(plane, "gateway-1"), plane);

            var link = stack.links().stream()
                    .filter(l -> l.id().equals("gateway-2-to-ledger"))
                    .findFirst()
                    .orElseThrow();
            felt(plane.doing(kind("tcp.refuse")), Map.of(), link, vantage(plane, "gateway-2"), plane);

            felt(kind("container.kill"), Map.of(), stack.component("gateway-1"), beside(plane, "gateway-1"), plane);
            felt(
                    kind("file.oversize"),
                    Map.of("factor", 50),
                    stack.component(Layout.EDGE),
                    beside(plane, Layout.EDGE),
                    plane);

            stack.capabilities().forEach(c -> fullAgain(running, c.id()));
        }
        var docker = new Docker(Map.of());
        assertThat(docker.must("containers must be listed", "ps", "--all", "--quiet", "--filter", "name=" + mark))
                .isEmpty();
        assertThat(docker.must("networks must be listed", "network", "ls", "--quiet", "--filter", "name=" + mark))
                .isEmpty();
        assertThat(directory.resolve("gateway-1.log")).exists();
    }

    private FaultKind<?> kind(String name) {
        return kinds.find(name).orElseThrow();
    }

    private static Vantage vantage(FaultPlane plane, String component) {
        await().atMost(PATIENCE).until(() -> plane.vantage(component).isPresent());
        return plane.vantage(component).orElseThrow();
    }

    private static Vantage beside(FaultPlane plane, String component) {
        return plane.beside(component).orElseThrow();
    }

    private static <F extends Fault> void felt(
            FaultKind<F> kind, Map<String, ?> given, Target target, Vantage vantage, FaultPlane plane) {
        var fault = kind.create(Arguments.of(kind.parameters(), given));
        var context = new InjectionContext(
                "phase/1/" + kind.name(), 7, plane, (action, words) -> () -> {}, Duration.ofMinutes(2));
        Predicate<Predicate<Measurement>> seen = wanted -> wanted.test(kind.measure(fault, target, vantage, context));
        await("before " + kind.name()).atMost(PATIENCE).until(() -> seen.test(Measurement::healthy));
        try (var injection = kind.inject(fault, target, context)) {
            await(kind.name()).atMost(PATIENCE).until(() -> seen.test(Measurement::symptom));
            await("who met " + kind.name())
                    .atMost(PATIENCE)
                    .until(() -> !injection.exposure().isEmpty());
        }
        await("after " + kind.name()).atMost(PATIENCE).until(() -> seen.test(Measurement::healthy));
    }

    private static void fullAgain(RunningExchange running, String capability) {
        await(capability).atMost(PATIENCE).until(() -> answer(running, capability) == Mode.FULL);
    }

    private static Mode answer(RunningExchange running, String capability) throws InterruptedException {
        try {
            return running.probe(capability)
                    .ask(0)
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS)
                    .mode();
        } catch (ExecutionException | TimeoutException e) {
            return Mode.HUNG;
        }
    }
}
