package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Capability;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Probe;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.container.ground.ContainerGround;
import dev.brownout.faults.container.ground.ContainerSource;
import dev.brownout.faults.vantage.TestJvm;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Describes a {@link ServiceStack}. What parts say of each other is checked by {@link #build}; only files and processes are
 * added after their components. Addresses are asked for when the stack starts and not before, so a container may be started after the
 * description. Not thread safe.
 */
public final class ServiceStackBuilder {
    private final String name;
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final List<Wire> wires = new ArrayList<>();
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final List<Capability> capabilities = new ArrayList<>();
    private final Map<String, ProbeFactory> probes = new LinkedHashMap<>();
    private final List<ServiceStack.Placed> files = new ArrayList<>();
    private final Map<String, Supplier<ComponentProcess>> processes = new LinkedHashMap<>();
    private final Map<String, ContainerSource> containers = new LinkedHashMap<>();
    private Map<String, String> options = Map.of();
    private String title;
    private boolean told;
    private Optional<WorkloadFactory> workload = Optional.empty();

    private record Wire(
            String from,
            String to,
            Protocol protocol,
            Map<String, String> labels,
            Supplier<InetSocketAddress> address) {}

    /** Without resolvers it is resolved by this JVM in the way that it has. */
    private record Host(String component, Map<String, String> labels, Map<String, Resolution> resolvers) {}

    ServiceStackBuilder(String name) {
        require(
                name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?"),
                "name of a stack must be lower-case letters, digits, dots and hyphens, but was \"" + name + "\"");
        this.name = name;
        this.title = name;
        components.put(
                ServiceStack.TEST, new Component(ServiceStack.TEST, Map.of("role", ServiceStack.TEST), Timings.NONE));
    }

    /**
     * Say what the stack is, for people.
     *
     * @param words a phrase; the name unless given
     * @return this
     */
    public ServiceStackBuilder title(String words) {
        title = words;
        return this;
    }

    /**
     * Say what the description was asked for with, such as a file's variables.
     *
     * @param given by name; stands in the plan and in the report
     * @return this
     */
    public ServiceStackBuilder options(Map<String, String> given) {
        options = Map.copyOf(given);
        return this;
    }

    /**
     * Add a service that {@value ServiceStack#TEST} connects to: a component, labelled {@code role=ID} unless it is there
     * already, and the link {@code test-to-ID}.
     *
     * @param id unique in the stack
     * @param protocol what is spoken to it
     * @param address where it listens, asked for when the stack starts
     * @return this
     */
    public ServiceStackBuilder service(String id, Protocol protocol, Supplier<InetSocketAddress> address) {
        if (!components.containsKey(id)) {
            component(id, Map.of("role", id));
        }
        return link(ServiceStack.TEST, id, protocol, address);
    }

    /**
     * Add a component of which nothing but its labels is known.
     *
     * @param id unique in the stack
     * @param labels what it is, for selectors
     * @return this
     */
    public ServiceStackBuilder component(String id, Map<String, String> labels) {
        return component(new Component(id, labels, Timings.NONE));
    }

    /**
     * Add a component with its timings. Those of {@value ServiceStack#TEST} are, unless given, this JVM's own ({@link
     * TestJvm#timings}) where a name is resolved there. What it declares of its process and its files is added by {@link
     * #process} and {@link #file}.
     *
     * @param component the component; one that is called {@value ServiceStack#TEST} takes the place of the one there is
     * @return this
     */
    public ServiceStackBuilder component(Component component) {
        require(
                component.process() == ProcessControl.NONE && component.files().isEmpty(),
                "component " + component.id() + " must declare neither process nor files; add them by process() and"
                        + " file(), which also say where they are");
        told |= component.id().equals(ServiceStack.TEST);
        boolean again = components.put(component.id(), component) != null;
        require(
                !again || component.id().equals(ServiceStack.TEST),
                "component " + component.id() + " must be added once, but was twice");
        return this;
    }

    /**
     * Add a link, called {@code FROM-to-TO}.
     *
     * @param from the component that connects, at the address that the plane gives to the link
     * @param to the component that is connected to
     * @param protocol what is spoken
     * @param address where {@code to} listens, asked for when the stack starts
     * @return this
     */
    public ServiceStackBuilder link(String from, String to, Protocol protocol, Supplier<InetSocketAddress> address) {
        return link(from, to, protocol, address, Map.of());
    }

    /**
     * Add a link with labels of its own, called {@code FROM-to-TO}.
     *
     * @param from the component that connects, at the address that the plane gives to the link
     * @param to the component that is connected to
     * @param protocol what is spoken
     * @param address where {@code to} listens, asked for when the stack starts
     * @param labels its own labels, besides those of both ends
     * @return this
     */
    public ServiceStackBuilder link(
            String from,
            String to,
            Protocol protocol,
            Supplier<InetSocketAddress> address,
            Map<String, String> labels) {
        wires.add(new Wire(from, to, protocol, Map.copyOf(labels), address));
        return this;
    }

    /**
     * Add a host name that {@value ServiceStack#TEST} resolves: through the plane where this JVM was started with Brownout's
     * agent, and else past it, so that faults of the name are refused with what to add ({@link TestJvm#howToResolve}).
     *
     * @param host the host name
     * @param component what it leads to; a link from {@value ServiceStack#TEST} must lead there too
     * @param labels what it stands for, besides the component's labels
     * @return this
     */
    public ServiceStackBuilder name(String host, String component, Map<String, String> labels) {
        require(
                hosts.put(host, new Host(component, Map.copyOf(labels), Map.of())) == null,
                "name " + host + " must be added once, but was twice");
        return this;
    }

    /**
     * Add a host name. Its healthy address is the one on which the plane takes its resolvers' links to the component; the
     * port does not follow from a name, and is the link's.
     *
     * @param host the host name
     * @param component what it leads to; a link from each resolver must lead there too
     * @param labels what it stands for, besides the component's labels
     * @param resolvers which component resolves it, and how; at least one
     * @return this
     */
    public ServiceStackBuilder name(
            String host, String component, Map<String, String> labels, Map<String, Resolution> resolvers) {
        require(!resolvers.isEmpty(), "name " + host + " must be resolved by at least one component, but was by none");
        require(
                hosts.put(host, new Host(component, Map.copyOf(labels), Map.copyOf(resolvers))) == null,
                "name " + host + " must be added once, but was twice");
        return this;
    }

    /**
     * Add something that users can do, with its question.
     *
     * @param capability what users can do
     * @param probe the question; to meet the faults of a link, it must go over it: see {@link #capabilityThrough}
     * @return this
     */
    public ServiceStackBuilder capability(Capability capability, Probe probe) {
        return capabilityThrough(capability, links -> probe);
    }

    /**
     * Add something that users can do, with a question that goes over a link.
     *
     * @param capability what users can do
     * @param probe makes the question once the links are open
     * @return this
     */
    public ServiceStackBuilder capabilityThrough(Capability capability, ProbeFactory probe) {
        require(
                probes.put(capability.id(), probe) == null,
                "capability " + capability.id() + " must be added once, but was twice");
        capabilities.add(capability);
        return this;
    }

    /**
     * Bring background users.
     *
     * @param users makes them once the links are open
     * @return this
     */
    public ServiceStackBuilder workload(WorkloadFactory users) {
        workload = Optional.of(users);
        return this;
    }

    /**
     * Let faults change a file that a component reads.
     *
     * @param component the component
     * @param file what the file is and how it is read again
     * @param path where it lies when the stack starts
     * @return this
     */
    public ServiceStackBuilder file(String component, ConfigFile file, Path path) {
        var reader = known("file " + file.id(), component);
        var all = new ArrayList<>(reader.files());
        all.add(file);
        components.put(component, reader.withFiles(all.toArray(ConfigFile[]::new)));
        files.add(new ServiceStack.Placed(component, file.id(), path));
        return this;
    }

    /**
     * Let faults pause a component's process, or end it and start it again.
     *
     * @param component the component
     * @param control what faults may do to it; not {@link ProcessControl#NONE}
     * @param process its process, asked for when the stack starts: {@link
     *     dev.brownout.faults.process.StandingProcess} for one that runs on this machine
     * @return this
     */
    public ServiceStackBuilder process(String component, ProcessControl control, Supplier<ComponentProcess> process) {
        require(
                control != ProcessControl.NONE,
                "control of component " + component + " must be PAUSE or RESTART, but was NONE; leave process() out");
        components.put(component, known("process", component).withProcess(control));
        processes.put(component, process);
        return this;
    }

    /**
     * Bring a component in a container of its own, which is started with the stack and removed with it. Then every component but
     * {@value ServiceStack#TEST} has to be brought so: they stand in networks in which they meet only a chaos node ({@link
     * dev.brownout.faults.container.ground.ContainerGround}).
     *
     * @param component the component
     * @param source brings the container
     * @return this
     */
    public ServiceStackBuilder container(String component, ContainerSource source) {
        components.put(
                component,
                known("container", component)
                        .withContainer(ContainerGround.ABILITIES.toArray(ContainerAbility[]::new)));
        require(
                containers.put(component, source) == null,
                "container of component " + component + " must be added once, but was twice");
        return this;
    }

    /**
     * Add a link between components that are brought in containers, called {@code FROM-to-TO}. The one that connects uses the other's
     * usual name and port.
     *
     * @param from the component that connects
     * @param to the component that is connected to
     * @param protocol what is spoken
     * @param labels its own labels, besides those of both ends; possibly none
     * @return this
     */
    public ServiceStackBuilder link(String from, String to, Protocol protocol, Map<String, String> labels) {
        return link(
                from,
                to,
                protocol,
                () -> {
                    throw new BrownoutException("component " + to + " must be brought in a container, or its link from "
                            + from + " must have an address; add container(\"" + to + "\", …)");
                },
                labels);
    }

    /**
     * Put the stack together.
     *
     * @return a stack that has not asked for any address yet
     * @throws BrownoutException if parts do not fit: the message says which
     */
    public ServiceStack build() {
        var services = new LinkedHashMap<String, Supplier<InetSocketAddress>>();
        var links = new ArrayList<Link>();
        for (var wire : wires) {
            var link = Link.between(
                    known("link to " + wire.to(), wire.from()),
                    known("link from " + wire.from(), wire.to()),
                    wire.protocol());
            for (var label : wire.labels().entrySet()) {
                link = link.with(label.getKey(), label.getValue());
            }
            links.add(link);
            require(
                    services.put(link.id(), wire.address()) == null,
                    "link " + link.id() + " must be added once, but was twice");
        }
        if (!told && hosts.values().stream().anyMatch(h -> h.resolvers().isEmpty())) {
            components.computeIfPresent(
                    ServiceStack.TEST, (id, test) -> new Component(id, test.labels(), TestJvm.timings()));
        }
        var named = new LinkedHashMap<String, String>();
        var names = new ArrayList<Name>();
        hosts.forEach((host, h) -> {
            var labels = new TreeMap<>(known("name " + host, h.component()).labels());
            labels.putAll(h.labels());
            var resolvers = h.resolvers().isEmpty() ? Map.of(ServiceStack.TEST, TestJvm.resolution()) : h.resolvers();
            names.add(new Name(host, labels, resolvers));
            named.put(host, h.component());
            resolvers
                    .keySet()
                    .forEach(r -> require(
                            links.stream().anyMatch(l -> l.from().equals(r) && l.to().equals(h.component())),
                            "name " + host + " must lead where a link of its resolver leads, but there is no link from "
                                    + r + " to " + h.component() + "; add it"));
        });
        if (!containers.isEmpty()) {
            components.keySet().stream()
                    .filter(id -> !id.equals(ServiceStack.TEST) && !containers.containsKey(id))
                    .findFirst()
                    .ifPresent(id -> require(
                            false,
                            "component " + id + " must be brought in a container, as " + containers.keySet()
                                    + " are, but is not; their networks lead nowhere else"));
        }
        var stack = new Stack(name, title, options, List.copyOf(components.values()), links, names, capabilities);
        return new ServiceStack(name, stack, services, named, probes, workload, files, processes, containers);
    }

    private Component known(String what, String id) {
        var component = components.get(id);
        if (component == null) {
            throw new BrownoutException(what + " must be of a component of stack " + name + ", but \"" + id
                    + "\" is none; there are " + components.keySet());
        }
        return component;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new BrownoutException(message);
        }
    }
}
