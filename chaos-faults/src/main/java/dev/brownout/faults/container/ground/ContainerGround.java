package dev.brownout.faults.container.ground;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Link;
import dev.brownout.api.Stack;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.Nettools;
import dev.brownout.faults.node.NodePlane;
import dev.brownout.faults.tcp.TcpPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * What a stack of containers stands on. Each component has a network of its own, in which it meets nobody but the chaos node: so
 * every link has to go through the node, without any image being changed. A target is known to a victim by its usual name and
 * port; the name leads to an address that the node has in that victim's network, one for each link.
 *
 * <p>A name that the stack declares as one that is resolved by {@code --dns} is answered by the node's DNS server, so that DNS
 * faults take hold of it; every other target's name stands in the victim's hosts file, which nothing can fault. Docker's own
 * aliases are used for neither: its resolver answers them without ever asking the node.
 *
 * <p>Everything that is made carries the run's label and is removed on {@link #close}, by a reaper when this process dies, and by
 * {@code brownout recover} when both do. Not thread safe while the stack starts; then thread safe.
 */
public final class ContainerGround implements AutoCloseable {
    /** What can be done to every component that stands on it. */
    public static final Set<ContainerAbility> ABILITIES = Set.of(
            ContainerAbility.LIFECYCLE,
            ContainerAbility.RESOURCES,
            ContainerAbility.NETWORKS,
            ContainerAbility.PACKETS,
            ContainerAbility.FILES);

    private static final String CONTROL = "control";
    private static final int CONTROL_PORT = 8475;
    private static final int TOXIPROXY_PORT = 8474;
    private static final int VANTAGE_PORT = 8476;
    private static final int SUBNET_TRIES = 40;
    private static final Duration READY = Duration.ofSeconds(20);
    private static final Duration LOOKS = Duration.ofMillis(50);

    private final Docker docker;
    private final Stack stack;
    private final Map<String, Integer> ports;
    /** The component that is this process; its network is the one that the node is driven through. */
    private final String host;

    private final String run = UUID.randomUUID().toString();
    private final String prefix = "brownout-" + run.substring(0, 8) + "-";
    private final Map<String, Subnet> subnets = new LinkedHashMap<>();
    private final Map<String, String> linkAddresses = new LinkedHashMap<>();
    private final String image;
    private final UndoLedger.Entry entry;
    private final Reaper reaper;
    private boolean closed;

    private ContainerGround(
            Docker docker, Stack stack, Map<String, Integer> ports, Optional<String> host, UndoLedger ledger) {
        this.docker = docker;
        this.host = host.orElse(CONTROL);
        this.stack = stack;
        this.ports = Map.copyOf(ports);
        var state = docker.state();
        if (!state.usable()) {
            throw new BrownoutException("Docker must be usable for stack " + stack.id() + ", but it is " + state.words()
                    + "; " + state.next());
        }
        this.image = NodeImage.ensure(docker);
        this.entry = ledger.write(Sweep.NAME, Sweep.words(run));
        this.reaper = Reaper.start(run);
    }

    /**
     * Bring up networks and a node for a stack, and drive the node.
     *
     * @param docker where
     * @param stack the stack; every component of {@code ports}, and every one that connects, gets a network
     * @param ports component to the port that it serves on inside its container
     * @param host the component that this process is, if it is one
     * @param seed the node's decisions follow from it
     * @param ledger takes how to undo it, before anything is made
     * @return the plane of the node, of which the ground is a {@linkplain NodePlane#part part}; closing it removes everything
     * @throws BrownoutException if Docker cannot be used, an image is missing or the node does not answer; then nothing is left
     */
    public static NodePlane open(
            Docker docker,
            Stack stack,
            Map<String, Integer> ports,
            Optional<String> host,
            long seed,
            UndoLedger ledger) {
        var ground = new ContainerGround(docker, stack, ports, host, ledger);
        try {
            return ground.start(seed);
        } catch (RuntimeException e) {
            try {
                ground.close();
            } catch (RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private NodePlane start(long seed) {
        var components = stack.components().stream().map(Component::id).toList();
        int block = run.hashCode() & 0x3ff;
        subnets.put(host, network(host, block));
        for (var component : components) {
            if (!component.equals(host)) {
                subnets.put(component, network(component, block));
            }
        }
        node(seed);
        var plane = NodePlane.connect(URI.create("http://" + subnet(host).node() + ":" + CONTROL_PORT), this);
        stack.links().forEach(link -> plane.open(placed(link)));
        return plane;
    }

    private Subnet subnet(String network) {
        return Optional.ofNullable(subnets.get(network))
                .orElseThrow(() ->
                        new BrownoutException("component must be one of " + subnets.keySet() + ", but was " + network));
    }

    /** Makes a network in addresses that nobody uses; others' networks may be anywhere. */
    private Subnet network(String name, int block) {
        var last = "";
        for (int i = 0; i < SUBNET_TRIES; i++) {
            var subnet = Subnet.of(block + i / 4, subnets.size() + i % 4 * 16);
            try {
                var made = docker.command(List.of(
                                "network",
                                "create",
                                "--label",
                                ContainerPlane.LABEL + "=" + run,
                                "--subnet",
                                subnet.cidr(),
                                "--gateway",
                                subnet.gateway(),
                                "--ip-range",
                                subnet.dynamic(),
                                prefix + name))
                        .run(Duration.ofSeconds(30));
                if (made.ok()) {
                    return subnet;
                }
                last = made.errors().strip();
                if (!last.contains("overlaps") && !last.contains("conflicts")) {
                    break;
                }
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
                break;
            }
        }
        throw new BrownoutException("a network for " + name + " must be made, but: " + last);
    }

    private void node(long seed) {
        var name = prefix + "node";
        var control = subnet(host).node();
        docker.must(
                "the chaos node must be created",
                "create",
                "--name",
                name,
                "--hostname",
                "brownout-node",
                "--label",
                ContainerPlane.LABEL + "=" + run,
                "--network",
                prefix + host,
                "--ip",
                control,
                "--cap-drop",
                "ALL",
                "--cap-add",
                "NET_BIND_SERVICE",
                "--security-opt",
                "no-new-privileges",
                "--sysctl",
                "net.ipv4.ip_unprivileged_port_start=0",
                image,
                "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "dev.brownout.faults.node.NodeMain",
                "control=" + control + ":" + CONTROL_PORT,
                "toxiproxy=" + control + ":" + TOXIPROXY_PORT,
                "dns=0.0.0.0:53",
                "vantages=0.0.0.0:" + VANTAGE_PORT,
                "seed=" + seed);
        for (var network : subnets.keySet()) {
            if (!network.equals(host)) {
                docker.must(
                        "the chaos node must join the network of " + network,
                        "network",
                        "connect",
                        "--ip",
                        subnet(network).node(),
                        prefix + network,
                        name);
            }
        }
        docker.must("the chaos node must start", "start", name);
        giveAddresses(name);
        awaitReady(name);
    }

    /** Gives the node an address for each link in its victim's network: two targets may serve on the same port. */
    private void giveAddresses(String node) {
        var count = new HashMap<String, Integer>();
        var script = new StringBuilder("set -e");
        for (var link : stack.links()) {
            int number = count.merge(link.from(), 1, Integer::sum) - 1;
            if (number >= Subnet.MOST_LINKS) {
                throw new BrownoutException("component " + link.from() + " must have at most " + Subnet.MOST_LINKS
                        + " links to go through a chaos node, but has more");
            }
            var subnet = subnet(link.from());
            var address = subnet.link(number);
            linkAddresses.put(link.id(), address);
            script.append("; ip addr add ")
                    .append(address)
                    .append("/26 dev $(ip -o -4 addr show | awk '$4==\"")
                    .append(subnet.node())
                    .append("/26\"{print $2}')");
        }
        var what = "the chaos node must be given an address for each link";
        try {
            var given = docker.command(Nettools.words(run, "container:" + node, false, script.toString(), List.of()))
                    .run(READY);
            if (!given.ok()) {
                throw Nettools.failure(what, given.errors());
            }
        } catch (IOException e) {
            throw new BrownoutException(what + ", but: " + e.getMessage() + "; see brownout doctor", e);
        }
    }

    private void awaitReady(String node) {
        long end = System.nanoTime() + READY.toNanos();
        while (!docker.must("the log of the chaos node must be readable", "logs", node)
                .contains("READY")) {
            var state = docker.must("the chaos node must be there", "inspect", "--format", "{{.State.Status}}", node);
            if (!state.equals("running") || System.nanoTime() - end > 0) {
                throw new BrownoutException("the chaos node must be ready within " + READY + ", but is " + state
                        + "; its log says: " + docker.saidLast(node, 20));
            }
        }
    }

    /** A link with the place where the node takes its connections: the target's own port, at an address of its own. */
    private Link placed(Link link) {
        var port = Optional.ofNullable(ports.get(link.to()))
                .orElseThrow(() -> new BrownoutException("component " + link.to() + " must have a port, as " + link.id()
                        + " leads there, but has none"));
        return link.with(TcpPlane.LISTEN_HOST, linkAddress(link)).with(TcpPlane.LISTEN_PORT, Integer.toString(port));
    }

    private String linkAddress(Link link) {
        return Optional.ofNullable(linkAddresses.get(link.id())).orElseThrow();
    }

    /**
     * Tell where a link's victim connects to.
     *
     * @param link a link of the stack
     * @return an address of the node in the victim's network, with the target's own port
     */
    public InetSocketAddress front(Link link) {
        return new InetSocketAddress(
                ip(linkAddress(link)), Optional.ofNullable(ports.get(link.to())).orElse(0));
    }

    /**
     * Tell where a component's container belongs.
     *
     * @param component the component's id
     * @param known target component to the host names that this one knows it by, besides its id; a name that the stack declares
     *     is left to DNS
     * @return its place
     */
    public Placement placement(String component, Map<String, List<String>> known) {
        var subnet = subnet(component);
        var hosts = new LinkedHashMap<String, String>();
        for (var link : stack.links()) {
            if (link.from().equals(component)) {
                var names = new ArrayList<>(List.of(link.to()));
                names.addAll(known.getOrDefault(link.to(), List.of()));
                names.stream()
                        .filter(name -> stack.names().stream().noneMatch(n -> n.id().equals(name)))
                        .forEach(name -> hosts.put(name, linkAddress(link)));
            }
        }
        return new Placement(
                container(component),
                component,
                prefix + component,
                subnet.component(),
                subnet.node(),
                hosts,
                Map.of(ContainerPlane.LABEL, run, "dev.brownout.component", component));
    }

    /**
     * Name a component's container.
     *
     * @param component the component's id
     * @return the container's name, unique on this host
     */
    public String container(String component) {
        return prefix + component;
    }

    /**
     * Tell where a component's container is reached directly, and not through the node: by this host, and by the node.
     *
     * @param component the component's id
     * @return its address
     */
    public InetAddress address(String component) {
        return ip(subnet(component).component());
    }

    private static InetAddress ip(String number) {
        try {
            return InetAddress.getByName(number);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four numbers are an address", e);
        }
    }

    /**
     * Take a component's container, which runs, under the planes' hand: faults can take hold of it, links to it lead there, and a
     * vantage stands in its network namespace if it connects or resolves.
     *
     * @param plane the plane that {@link #open} gave
     * @param component the component
     */
    public void started(NodePlane plane, Component component) {
        var served = Optional.ofNullable(ports.get(component.id()));
        var token = plane.admit(component, List.of(address(component.id())));
        plane.attach(
                component,
                new ComponentContainer(
                        container(component.id()),
                        served.map(port -> new ComponentContainer.Served(port, spoken(component.id())))));
        served.ifPresent(port -> stack.links().stream()
                .filter(link -> link.to().equals(component.id()))
                .forEach(link -> plane.connect(placed(link), new InetSocketAddress(address(component.id()), port))));
        if (connects(component.id())) {
            var vantage = new NamespaceVantage(
                    docker,
                    run,
                    component.id(),
                    container(component.id()),
                    image,
                    new InetSocketAddress(ip(subnet(component.id()).node()), VANTAGE_PORT),
                    token);
            vantage.start();
            // its network namespace is another one then; its address is fixed, so links to it lead there as before
            plane.part(ContainerPlane.class).onRestart(back -> {
                if (back.equals(component.id())) {
                    vantage.start();
                }
            });
        }
    }

    private dev.brownout.api.Protocol spoken(String component) {
        return stack.links().stream()
                .filter(link -> link.to().equals(component))
                .map(Link::protocol)
                .findFirst()
                .orElse(dev.brownout.api.Protocol.TCP);
    }

    private boolean connects(String component) {
        return stack.links().stream().anyMatch(link -> link.from().equals(component))
                || stack.names().stream().anyMatch(name -> name.resolvers().containsKey(component));
    }

    /**
     * Wait until can be measured from inside every component that connects or resolves; all of them were started before.
     *
     * @param plane the plane that {@link #open} gave
     * @throws BrownoutException if a vantage is not there within 20 s
     */
    public void awaitVantages(NodePlane plane) {
        long end = System.nanoTime() + READY.toNanos();
        var waiting = new ArrayList<>(stack.components().stream()
                .map(Component::id)
                .filter(id -> !id.equals(host) && connects(id))
                .toList());
        while (!waiting.isEmpty()) {
            LockSupport.parkNanos(LOOKS.toNanos());
            waiting.removeIf(id -> plane.vantage(id).isPresent());
            if (!waiting.isEmpty() && System.nanoTime() - end > 0) {
                throw new BrownoutException("vantages in the network namespaces of " + waiting
                        + " must be there within "
                        + READY.toSeconds() + " s, but are not; their logs: "
                        + waiting.stream()
                                .map(id -> docker.saidLast(container(id) + "-vantage", 20))
                                .toList());
            }
        }
    }

    /**
     * Publish the stack's names: each leads its resolvers to where the node takes their links to a component.
     *
     * @param plane the plane that {@link #open} gave
     * @param leads host name to the component that it stands for
     */
    public void publish(NodePlane plane, Map<String, String> leads) {
        for (var name : stack.names()) {
            var target = leads.getOrDefault(name.id(), "");
            plane.publish(
                    name,
                    stack.links().stream()
                            .filter(link ->
                                    link.to().equals(target) && name.resolvers().containsKey(link.from()))
                            .map(link -> ip(linkAddress(link)))
                            .toList());
        }
    }

    /**
     * Give the image with a Java run-time and Brownout's own jars, for a component that does nothing itself.
     *
     * @return its name with its tag
     */
    public String image() {
        return image;
    }

    /**
     * Give the command that drives Docker.
     *
     * @return it
     */
    public Docker docker() {
        return docker;
    }

    /** Remove every container and network, and see that none is left. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            new Sweep(docker).sweep(run);
            closed = true;
            entry.close();
            reaper.close();
        }
    }
}
