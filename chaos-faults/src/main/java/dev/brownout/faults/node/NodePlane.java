package dev.brownout.faults.node;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Name;
import dev.brownout.api.Traffic;
import dev.brownout.api.UndoLedger;
import dev.brownout.api.Vantage;
import dev.brownout.faults.Parts;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.file.FilePlane;
import dev.brownout.faults.packet.PacketPlane;
import dev.brownout.faults.process.ProcessPlane;
import dev.brownout.faults.store.StorePlane;
import dev.brownout.faults.tcp.proxy.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The planes of a chaos node that runs already, on this machine: links and names go through it, and stay there when this
 * plane is closed. Faults on them are put in place by the kinds that {@link #doing} gives, which write to the ledger first, as they
 * outlive this process until their maximum life is over. Faults beyond them are done from here. Thread safe.
 */
public final class NodePlane implements FaultPlane {
    private static final JsonMapper JSON = new JsonMapper();

    private final NodeClient client;
    private final ProcessPlane processes = ProcessPlane.open();
    private final ContainerPlane containers = ContainerPlane.open();
    private final PacketPlane packets = PacketPlane.open(containers);
    private final FilePlane files = FilePlane.open(processes, containers);
    private final StorePlane stores = StorePlane.open(containers);
    /** Makes ids unique among runs and processes. */
    private final String prefix = UUID.randomUUID().toString();

    private final AtomicLong numbers = new AtomicLong();

    private final Optional<AutoCloseable> ground;
    private final Heartbeat heartbeat;

    private NodePlane(NodeClient client, Optional<AutoCloseable> ground) {
        this.client = client;
        this.ground = ground;
        this.heartbeat = new Heartbeat(client, prefix);
    }

    /**
     * Drive a node.
     *
     * @param control where its control API is, such as {@code http://127.0.0.1:8475}
     * @return the plane
     * @throws BrownoutException if no node answers there
     */
    public static NodePlane connect(URI control) {
        return connect(control, Optional.empty());
    }

    /**
     * Drive a node that was brought up for this plane.
     *
     * @param control where its control API is
     * @param ground what it stands on: a {@link #part} of the plane, closed after it. It has written down how to remove the node,
     *     and with it all that the node does
     * @return the plane
     * @throws BrownoutException if no node answers there
     */
    public static NodePlane connect(URI control, AutoCloseable ground) {
        return connect(control, Optional.of(ground));
    }

    private static NodePlane connect(URI control, Optional<AutoCloseable> ground) {
        if (!"http".equals(control.getScheme()) || control.getHost() == null) {
            throw new BrownoutException("the address of a node must be http://HOST:PORT, but was \"" + control + "\"");
        }
        var client = new NodeClient(control.toString());
        int api = client.get("/version").path("api").asInt(0);
        if (api != 1) {
            throw new BrownoutException("the node at " + control + " must speak version 1 of the control API, but "
                    + (api == 0 ? "is none of ours" : "speaks " + api) + "; name another, or update it");
        }
        return new NodePlane(client, ground);
    }

    NodeClient client() {
        return client;
    }

    /** The run as the node knows it, which hears of it from now on. */
    String run() {
        heartbeat.begin();
        return prefix;
    }

    /** Where it is written how to take a fault away that the node does: nowhere, where the node goes too. */
    UndoLedger ledger(UndoLedger given) {
        return ground.isPresent() ? (action, arguments) -> () -> {} : given;
    }

    String newId(String id) {
        return prefix + "/" + numbers.incrementAndGet() + "/" + id;
    }

    /** Faults of links and names are done by the node, all others from here. */
    @Override
    public FaultKind<?> doing(FaultKind<?> kind) {
        return kind.beyondPlanes() ? kind : new NodeKind<>(kind);
    }

    @Override
    public InetSocketAddress open(Link link) {
        return address(
                client.put("/links/" + NodeClient.encode(link.id()), json(link)).path("address"));
    }

    @Override
    public void connect(Link link, InetSocketAddress address) {
        client.put("/links/" + NodeClient.encode(link.id()), json(link).put("upstream", HostPort.text(address)));
    }

    private static ObjectNode json(Link link) {
        var body = JSON.createObjectNode()
                .put("from", link.from())
                .put("to", link.to())
                .put("protocol", link.protocol().name().toLowerCase(Locale.ROOT));
        body.set("labels", JSON.valueToTree(link.labels()));
        return body;
    }

    private static InetSocketAddress address(JsonNode text) {
        try {
            var parsed = HostPort.parse(text.asString(""));
            return new InetSocketAddress(InetAddress.getByName(parsed.host()), parsed.port());
        } catch (IOException e) {
            throw new BrownoutException("the node must name an address, but said " + text, e);
        }
    }

    @Override
    public void publish(Name name, List<InetAddress> addresses) {
        var body = JSON.createObjectNode();
        body.set("labels", JSON.valueToTree(name.labels()));
        var resolvers = body.putObject("resolvers");
        name.resolvers()
                .forEach((component, how) -> resolvers.put(
                        component, how.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        var list = body.putArray("addresses");
        addresses.forEach(a -> list.add(a.getHostAddress()));
        client.put("/names/" + NodeClient.encode(name.id()), body);
    }

    @Override
    public InetSocketAddress dns() {
        return address(client.get("/places").path("dns"));
    }

    @Override
    public List<String> jvmArguments(Component component) {
        var arguments = new ArrayList<String>();
        tell(component, List.of()).path("jvm-arguments").forEach(a -> arguments.add(reachable(a.asString())));
        return arguments;
    }

    /** A node that listens everywhere is reached where it is driven. */
    private String reachable(String argument) {
        return argument.replace("=0.0.0.0:", "=" + URI.create(client.base()).getHost() + ":");
    }

    /**
     * Tell of a component that lives at addresses of its own.
     *
     * @param component the component
     * @param addresses where it asks names from
     * @return the token that an agent inside it has to show
     */
    public String admit(Component component, List<InetAddress> addresses) {
        return tell(component, addresses).path("token").asString("");
    }

    private JsonNode tell(Component component, List<InetAddress> addresses) {
        var body = JSON.createObjectNode();
        body.set("labels", JSON.valueToTree(component.labels()));
        var list = body.putArray("addresses");
        addresses.forEach(a -> list.add(a.getHostAddress()));
        return client.put("/components/" + NodeClient.encode(component.id()), body);
    }

    /** Find the vantage inside a component. The agent there talks to the node, which measures for us. */
    @Override
    public Optional<Vantage> vantage(String component) {
        var seen = client.call("GET", "/components/" + NodeClient.encode(component), Optional.empty());
        return seen.json().path("vantage").asBoolean(false)
                ? Optional.of(new NodeVantage(client, component))
                : Optional.empty();
    }

    /** The node stands in the networks of the containers that it serves. */
    @Override
    public Optional<Vantage> beside(String component) {
        return containers.find(component).map(c -> new NodeVantage(client, Node.VANTAGE));
    }

    /** Ask the node for its counts, which began when a link was first opened there, by this run or by another. */
    @Override
    public List<Traffic> traffic() {
        var counts = new ArrayList<Traffic>();
        client.get("/traffic")
                .path("traffic")
                .forEach(t -> counts.add(new Traffic(
                        t.path("link").asString(""),
                        t.path("connects").asLong(0),
                        t.path("requests").asLong(0),
                        t.path("checks").asLong(0),
                        t.path("refused").asLong(0),
                        t.path("failed").asLong(0))));
        return counts;
    }

    @Override
    public void attach(Component component, ComponentProcess process) {
        processes.attach(component.id(), process);
    }

    @Override
    public void attach(Component component, ComponentContainer container) {
        containers.attach(component.id(), container);
    }

    @Override
    public void place(Component component, String file, Path path) {
        files.place(component, file, path);
    }

    @Override
    public void placeInside(Component component, String file, String path) {
        files.placeInside(component, file, path);
    }

    @Override
    public <P> P part(Class<P> type) {
        return Stream.concat(Stream.of(processes, files, containers, packets, stores), ground.stream())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new BrownoutException(
                        "part must be one of ProcessPlane, FilePlane, ContainerPlane, PacketPlane, StorePlane, but was "
                                + type.getName()
                                + ": links and names are the node's, so take the kinds that FaultPlane.doing gives"));
    }

    Measurement measure(NodeFault<?> fault, String target, String victim, String decides, long seed) {
        var body = JSON.createObjectNode()
                .put("kind", fault.kind())
                .put("target", target)
                .put("victim", victim)
                .put("decides-as", decides)
                .put("seed", seed);
        body.set("arguments", JSON.valueToTree(fault.arguments().values()));
        var seen = client.post("/measurements", body);
        return new Measurement(
                seen.path("symptom").asBoolean(false),
                seen.path("healthy").asBoolean(false),
                seen.path("reading").asString(""));
    }

    /** Let go of the node, which keeps its links and names unless it ends with this plane, and undo what was done to components. Idempotent. */
    @Override
    public void close() {
        var parts = new Parts("the plane of a node");
        ground.ifPresent(parts::opened);
        parts.opened(heartbeat);
        parts.opened(containers);
        parts.opened(packets);
        parts.opened(processes);
        parts.opened(files);
        parts.opened(stores);
        parts.close();
    }
}
