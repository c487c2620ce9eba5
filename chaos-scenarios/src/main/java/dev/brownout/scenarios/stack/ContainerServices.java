package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.Parts;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.ground.ContainerGround;
import dev.brownout.faults.container.ground.ContainerSource;
import dev.brownout.faults.node.NodePlane;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The services of a stack that are brought in containers: started on a ground of their own, each after those it connects to. */
final class ContainerServices {
    private static final Duration SERVES = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS = 500;

    private final Stack stack;
    private final Map<String, ContainerSource> sources;
    private final Map<String, String> named;

    ContainerServices(Stack stack, Map<String, ContainerSource> sources, Map<String, String> named) {
        this.stack = stack;
        this.sources = new LinkedHashMap<>(sources);
        this.named = Map.copyOf(named);
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    Optional<FaultPlane> plane(long seed, UndoLedger ledger) {
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        var ports = sources.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().port()));
        return Optional.of(
                ContainerGround.open(new Docker(Map.of()), stack, ports, Optional.of(ServiceStack.TEST), seed, ledger));
    }

    RunningStack start(FaultPlane plane, Map<String, ProbeFactory> probes, Optional<WorkloadFactory> workload) {
        if (!(plane instanceof NodePlane node)) {
            throw new BrownoutException("planes of a stack in containers must be those that it brings itself, but were "
                    + plane.getClass().getSimpleName() + "; leave out --plane");
        }
        var ground = node.part(ContainerGround.class);
        var started = new Parts("stack " + stack.id());
        try {
            ground.publish(node, named);
            for (var component : inOrder()) {
                var source = ServiceStack.found(sources, component);
                started.opened(source);
                source.start(ground.docker(), ground.placement(component, aliases()));
                ground.started(node, stack.component(component));
                awaitServing(ground, component, source.port());
            }
            ground.awaitVantages(node);
            return RunningServices.start(
                            stack,
                            plane,
                            List.of(stack.component(ServiceStack.TEST)),
                            new PlaneLinks(plane, stack.links()),
                            probes,
                            workload)
                    .with(started);
        } catch (RuntimeException e) {
            try {
                started.close();
            } catch (RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private Map<String, List<String>> aliases() {
        return sources.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().aliases()));
    }

    /** Targets first; where links go round in a circle, as they were declared. */
    private List<String> inOrder() {
        var order = new LinkedHashSet<String>();
        sources.keySet().forEach(id -> add(id, order, new LinkedHashSet<>()));
        return new ArrayList<>(order);
    }

    private void add(String id, Set<String> order, Set<String> above) {
        if (order.contains(id) || !above.add(id)) {
            return;
        }
        stack.links().stream().filter(link -> link.from().equals(id)).forEach(link -> add(link.to(), order, above));
        order.add(id);
    }

    private static void awaitServing(ContainerGround ground, String component, int port) {
        var address = new InetSocketAddress(ground.address(component), port);
        long end = System.nanoTime() + SERVES.toNanos();
        while (!accepts(address)) {
            var state = ground.docker()
                    .must(
                            "container of " + component + " must be there",
                            "inspect",
                            "--format",
                            "{{.State.Status}}",
                            ground.container(component));
            if (!state.equals("running") || System.nanoTime() - end > 0) {
                throw new BrownoutException("container of " + component + " must serve on port " + port + " within "
                        + SERVES.toSeconds() + " s, but is " + state + "; its log ends:\n"
                        + ground.docker().saidLast(ground.container(component), 10));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean accepts(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
