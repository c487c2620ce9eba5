package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Name;
import dev.brownout.api.Probe;
import dev.brownout.api.Resolution;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.api.Workload;
import dev.brownout.faults.vantage.TestJvm;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The plane's side of services that run without us. Closing it stops none of them. */
final class RunningServices implements RunningStack {
    private final OpenLinks links;
    private final Map<String, Probe> probes = new LinkedHashMap<>();
    private final Optional<WorkloadFactory> workload;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private RunningServices(OpenLinks links, Optional<WorkloadFactory> workload) {
        this.links = links;
        this.workload = workload;
    }

    /**
     * @param here the components that this JVM measures for
     */
    static RunningServices start(
            Stack stack,
            FaultPlane plane,
            List<Component> here,
            OpenLinks links,
            Map<String, ProbeFactory> probes,
            Optional<WorkloadFactory> workload) {
        var running = new RunningServices(links, workload);
        try {
            running.stand(stack, here, plane);
            for (var capability : stack.capabilities()) {
                var probe = ServiceStack.found(probes, capability.id()).probe(links);
                running.probes.put(capability.id(), probe);
                if (probe instanceof AutoCloseable closeable) {
                    running.parts.push(closeable);
                }
            }
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /**
     * Make this JVM the vantage of components: it stands in the same network, though only {@link ServiceStack#TEST} has its
     * resolver too.
     */
    private void stand(Stack stack, List<Component> here, FaultPlane plane) {
        for (var component : here) {
            var jvm = TestJvm.join(plane, component);
            parts.push(jvm);
            if (component.id().equals(ServiceStack.TEST)) {
                var resolved = stack.names().stream()
                        .filter(n -> n.resolvers().get(ServiceStack.TEST) == Resolution.JVM_AGENT)
                        .map(Name::id)
                        .toList();
                if (!resolved.isEmpty()) {
                    jvm.resolve(resolved);
                }
            }
        }
    }

    @Override
    public Map<String, Probe> probes() {
        return Map.copyOf(probes);
    }

    @Override
    public Optional<Workload> workload(long seed) {
        return workload.map(w -> w.workload(seed, links));
    }

    @Override
    public void onUnexpectedExit(Consumer<Exit> listener) {
        // services that others run end when others say so; probes tell what that means for users
    }

    /** Close something more with the stack, after its vantages and probes. */
    RunningServices with(AutoCloseable part) {
        parts.addLast(part);
        return this;
    }

    @Override
    public synchronized void close() {
        Exception failed = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw new BrownoutException("every part of the stack must close, but one did not: " + failed, failed);
        }
    }
}
