package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.container.ground.ContainerSource;
import dev.brownout.faults.vantage.TestJvm;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A stack of services that run already, each at a host and a port: a database in a container, a gateway on a port. Starting
 * it puts the plane in front of each; nothing of the user's is ever started or stopped. Thread safe.
 *
 * <p>What connects to them is {@value #TEST}, a component that every such stack has: the JVM of the test, or of the command
 * line. It reaches a service at the address that the plane gives to the link, never at the service's own. Whoever else connects
 * over a link has to be told that address; the label {@link dev.brownout.faults.tcp.TcpPlane#LISTEN_PORT} makes it one that is
 * known before. Measurements for other components are made from this JVM too, so it must stand in their network.
 *
 * <pre>{@code
 * ServiceStack.builder("exchange")
 *         .service("ledger", Protocol.POSTGRES, () -> new InetSocketAddress(postgres.getHost(), postgres.getMappedPort(5432)))
 *         .service("gateway", Protocol.HTTP1, () -> new InetSocketAddress("127.0.0.1", 8080))
 *         .build();
 * }</pre>
 */
public final class ServiceStack implements StackProvider {
    /** The component in which the code under test and the probes run. */
    public static final String TEST = TestJvm.COMPONENT;

    /** The only variant there is. */
    public static final String VARIANT = "running";

    private final String name;
    private final Stack stack;
    private final Map<String, Supplier<InetSocketAddress>> services;
    private final Map<String, String> named;
    private final Map<String, ProbeFactory> probes;
    private final Optional<WorkloadFactory> workload;
    private final List<Placed> files;
    private final Map<String, Supplier<ComponentProcess>> processes;
    private final ContainerServices containers;

    /** Where a component's file lies. */
    record Placed(String component, String file, Path path) {}

    /**
     * Put a stack together.
     *
     * @param services link id to where its service listens
     * @param named host name to the component that it leads to
     * @param processes component to its process
     * @param containers component to what brings its container
     */
    ServiceStack(
            String name,
            Stack stack,
            Map<String, Supplier<InetSocketAddress>> services,
            Map<String, String> named,
            Map<String, ProbeFactory> probes,
            Optional<WorkloadFactory> workload,
            List<Placed> files,
            Map<String, Supplier<ComponentProcess>> processes,
            Map<String, ContainerSource> containers) {
        this.name = name;
        this.stack = stack;
        this.services = Map.copyOf(services);
        this.named = Map.copyOf(named);
        this.probes = Map.copyOf(probes);
        this.workload = workload;
        this.files = List.copyOf(files);
        this.processes = Map.copyOf(processes);
        this.containers = new ContainerServices(stack, containers, named);
    }

    /**
     * Begin to describe a stack.
     *
     * @param name what to call it: lower-case letters, digits, dots and hyphens
     * @return a builder that knows the component {@value #TEST}
     */
    public static ServiceStackBuilder builder(String name) {
        return new ServiceStackBuilder(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, String> variants() {
        return Map.of(VARIANT, "the services as they run");
    }

    /**
     * Describe the stack, of which there is one variant.
     *
     * @return the description
     */
    public Stack describe() {
        return stack;
    }

    @Override
    public Stack describe(String variant, Map<String, String> options) {
        if (!variant.equals(VARIANT)) {
            throw new BrownoutException("variant of stack " + name + " must be " + VARIANT + ", but was \"" + variant
                    + "\"; services that run already have no other");
        }
        if (!options.equals(stack.options())) {
            throw new BrownoutException("options of stack " + name + " must be " + stack.options() + ", but were "
                    + options + "; describe it anew with others");
        }
        return stack;
    }

    @Override
    public Optional<FaultPlane> plane(Stack described, long seed, UndoLedger ledger, Path directory) {
        return containers.plane(seed, ledger);
    }

    @Override
    public RunningStack start(Stack described, FaultPlane plane, Path directory) {
        if (!described.equals(stack)) {
            throw new BrownoutException("stack must be as describe() made it, but " + described.id()
                    + " was changed afterwards; describe it anew");
        }
        if (!containers.isEmpty()) {
            return containers.start(plane, probes, workload);
        }
        // everything that may be wrong on the user's side is asked for before anything is touched
        var addresses = addresses();
        var running = new LinkedHashMap<String, ComponentProcess>();
        processes.forEach((component, process) -> running.put(component, process(component, process)));
        var links = new PlaneLinks(plane, stack.links());
        stack.links().forEach(link -> plane.connect(link, found(addresses, link.id())));
        stack.names().forEach(host -> plane.publish(host, published(host, links)));
        running.forEach((component, process) -> plane.attach(stack.component(component), process));
        files.forEach(f -> plane.place(stack.component(f.component()), f.file(), f.path()));
        return RunningServices.start(stack, plane, stack.components(), links, probes, workload);
    }

    private Map<String, InetSocketAddress> addresses() {
        var addresses = new LinkedHashMap<String, InetSocketAddress>();
        stack.links().forEach(link -> addresses.put(link.id(), address(link)));
        return addresses;
    }

    private InetSocketAddress address(Link link) {
        var supplier = found(services, link.id());
        InetSocketAddress address;
        try {
            address = supplier.get();
        } catch (RuntimeException e) {
            throw new BrownoutException(
                    "address of service " + link.to() + " (link " + link.id()
                            + ") must be known when the stack starts, but" + " asking for it failed: " + e
                            + "; start the service first",
                    e);
        }
        var rule = "address of service " + link.to() + " (link " + link.id() + ") must be a host and a port";
        if (address == null) {
            throw new BrownoutException(rule + ", but was null; start the service first");
        }
        if (address.getPort() == 0) {
            throw new BrownoutException(rule + ", but its port was 0; give the port that the service listens on");
        }
        if (!address.isUnresolved()) {
            return address;
        }
        var resolved = new InetSocketAddress(address.getHostString(), address.getPort());
        if (resolved.isUnresolved()) {
            throw new BrownoutException(
                    rule + ", but the host \"" + address.getHostString() + "\" has no address; correct its name");
        }
        return resolved;
    }

    private ComponentProcess process(String component, Supplier<ComponentProcess> supplier) {
        try {
            var process = supplier.get();
            if (process != null) {
                return process;
            }
        } catch (RuntimeException e) {
            throw new BrownoutException(
                    "process of component " + component + " must run when the stack starts, but asking for it failed: "
                            + e.getMessage(),
                    e);
        }
        throw new BrownoutException(
                "process of component " + component + " must run when the stack starts, but was null; start it first");
    }

    /** A name leads to where its resolvers' links to its component are taken by the plane. */
    private List<InetAddress> published(Name host, OpenLinks links) {
        var component = found(named, host.id());
        var addresses = new LinkedHashSet<InetAddress>();
        stack.links().stream()
                .filter(l -> l.to().equals(component) && host.resolvers().containsKey(l.from()))
                .forEach(l -> addresses.add(links.apply(l.id()).getAddress()));
        return List.copyOf(addresses);
    }

    /** Give what is there by construction. */
    static <V> V found(Map<String, V> map, String key) {
        var value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("every id of a stack must be known to it, but was " + key);
        }
        return value;
    }
}
