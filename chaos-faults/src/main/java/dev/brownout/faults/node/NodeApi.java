package dev.brownout.faults.node;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Durations;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.decide.DecisionLog;
import dev.brownout.faults.dns.DnsPlane;
import dev.brownout.faults.tcp.proxy.HostPort;
import dev.brownout.faults.vantage.Vantages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the control API does; {@code openapi.json} beside this class describes it, and a test holds the two together. */
final class NodeApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration STANDARD_LIFE = Duration.ofMinutes(5);
    private static final Duration STANDARD_LEASE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    private final LocalPlane plane;
    private final FaultRegistry kinds;
    private final NodeTargets targets;
    private final NodeInjections injections;
    private final NodeRuns runs;
    private final Node.Settings settings;
    private final VantageCalls vantages = new VantageCalls(NodeApi::address);
    private final ObjectNode places = JSON.createObjectNode();

    NodeApi(
            LocalPlane plane,
            FaultRegistry kinds,
            NodeTargets targets,
            NodeInjections injections,
            NodeRuns runs,
            Node.Settings settings) {
        this.plane = plane;
        this.kinds = kinds;
        this.targets = targets;
        this.injections = injections;
        this.runs = runs;
        this.settings = settings;
    }

    /** Say where everything listens, once that is known. */
    void listening(Map<String, InetSocketAddress> at) {
        at.forEach((what, address) -> places.put(what, HostPort.text(address)));
    }

    Routes routes() {
        return new Routes()
                .add(
                        "GET",
                        "/health",
                        (id, body) -> Routes.Reply.ok(JSON.createObjectNode().put("status", "up")))
                .add("GET", "/version", (id, body) -> version())
                .add("GET", "/openapi.json", (id, body) -> Routes.Reply.ok(document()))
                .add("GET", "/places", (id, body) -> Routes.Reply.ok(places))
                .add(
                        "GET",
                        "/kinds",
                        (id, body) -> all(
                                "kinds",
                                kinds.kinds().stream().map(KindJson::of).toList()))
                .add("GET", "/kinds/{id}", (id, body) -> Routes.Reply.ok(KindJson.of(kind(id))))
                .add("GET", "/components", (id, body) -> all(TargetKind.COMPONENT))
                .add("GET", "/components/{id}", (id, body) -> one(TargetKind.COMPONENT, id))
                .add("PUT", "/components/{id}", this::component)
                .add("POST", "/components/{id}/vantage", this::vantage)
                .add("PUT", "/runs/{id}", this::renew)
                .add("DELETE", "/runs/{id}", (id, body) -> {
                    runs.end(id);
                    return Routes.Reply.NOTHING;
                })
                .add("GET", "/links", (id, body) -> all(TargetKind.LINK))
                .add("GET", "/links/{id}", (id, body) -> one(TargetKind.LINK, id))
                .add("PUT", "/links/{id}", this::link)
                .add("GET", "/names", (id, body) -> all(TargetKind.NAME))
                .add("GET", "/names/{id}", (id, body) -> one(TargetKind.NAME, id))
                .add("PUT", "/names/{id}", this::name)
                .add("GET", "/traffic", (id, body) -> all("traffic", traffic()))
                .add("GET", "/injections", (id, body) -> all("injections", injections.inPlace()))
                .add("POST", "/injections", (id, body) -> inject(body))
                .add(
                        "GET",
                        "/injections/{id}",
                        (id, body) -> Routes.Reply.ok(injections
                                .find(id)
                                .orElseThrow(
                                        () -> NodeError.notFound("an injection", id, "GET /injections lists them"))))
                .add("DELETE", "/injections/{id}", (id, body) -> {
                    injections.delete(id);
                    return Routes.Reply.NOTHING;
                })
                .add(
                        "GET",
                        "/injections/{id}/decisions",
                        (id, body) -> Routes.Reply.ok(injections
                                .decides(id)
                                .map(as -> DecisionsJson.of(plane.part(DecisionLog.class), as))
                                .orElseThrow(
                                        () -> NodeError.notFound("an injection", id, "GET /injections lists them"))))
                .add("POST", "/measurements", (id, body) -> measure(body));
    }

    private Routes.Reply version() {
        return Routes.Reply.ok(JSON.createObjectNode()
                .put("version", settings.version())
                .put("api", 1)
                .put("pid", ProcessHandle.current().pid()));
    }

    static JsonNode document() {
        try (var in = NodeApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json must be beside " + NodeApi.class);
            }
            return JSON.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Routes.Reply all(String field, List<? extends JsonNode> nodes) {
        var reply = JSON.createObjectNode();
        reply.putArray(field).addAll(nodes);
        return Routes.Reply.ok(reply);
    }

    private List<ObjectNode> traffic() {
        return plane.traffic().stream()
                .map(t -> JSON.createObjectNode()
                        .put("link", t.link())
                        .put("connects", t.connects())
                        .put("requests", t.requests())
                        .put("checks", t.checks())
                        .put("refused", t.refused())
                        .put("failed", t.failed()))
                .toList();
    }

    private Routes.Reply all(TargetKind kind) {
        return all(
                kind.name().toLowerCase(Locale.ROOT) + "s",
                targets.all(kind).stream().map(this::json).toList());
    }

    private Routes.Reply one(TargetKind kind, String id) {
        return Routes.Reply.ok(json(target(kind, id)));
    }

    private Target target(TargetKind kind, String id) {
        var word = kind.name().toLowerCase(Locale.ROOT);
        return targets.find(kind, id)
                .orElseThrow(() -> NodeError.notFound("a " + word, id, "PUT /" + word + "s/{id} first"));
    }

    private ObjectNode json(Target target) {
        var node = JSON.createObjectNode().put("id", target.id());
        var labels = node.putObject("labels");
        target.labels().forEach(labels::put);
        if (target instanceof Component component) {
            node.put("vantage", plane.vantage(component.id()).isPresent());
            var arguments = node.putArray("jvm-arguments");
            plane.jvmArguments(component).forEach(arguments::add);
            node.put("token", plane.part(Vantages.class).token());
        } else if (target instanceof Link link) {
            node.put("from", link.from())
                    .put("to", link.to())
                    .put("protocol", link.protocol().name().toLowerCase(Locale.ROOT))
                    .put("address", HostPort.text(targets.address(link.id()).orElseThrow()));
        } else if (target instanceof Name name) {
            var resolvers = node.putObject("resolvers");
            name.resolvers().forEach((component, how) -> resolvers.put(component, word(how)));
        }
        return node;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Routes.Reply component(String id, String text) {
        var body = Body.of(text);
        var component = made("id", () -> new Component(id, body.texts("labels"), Timings.NONE));
        var lives =
                body.list("addresses").stream().map(a -> number("addresses", a)).toList();
        body.end();
        lives.forEach(address -> plane.part(DnsPlane.class).lives(id, address));
        targets.add(component);
        return Routes.Reply.ok(json(component));
    }

    private Routes.Reply vantage(String id, String text) {
        var body = Body.of(text);
        var vantage = plane.vantage(id)
                .orElseThrow(() -> NodeError.of(
                        409, "nothing can be measured from " + id + ": no vantage inside it is connected", ""));
        return Routes.Reply.ok(vantages.answer(vantage, body));
    }

    private Routes.Reply renew(String id, String text) {
        var body = Body.of(text);
        var lease = body.duration("lease").orElse(STANDARD_LEASE);
        body.end();
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(settings.longestLife()) > 0) {
            throw NodeError.field(
                    "lease",
                    "be " + Durations.format(SHORTEST_LEASE) + " to " + Durations.format(settings.longestLife()),
                    Durations.format(lease),
                    "");
        }
        runs.renew(id, lease);
        return Routes.Reply.NOTHING;
    }

    private Routes.Reply link(String id, String text) {
        var body = Body.of(text);
        var protocol = constant("protocol", body.text("protocol").orElse("tcp"), Protocol.values());
        var link = made(
                "id", () -> new Link(id, body.required("from"), body.required("to"), protocol, body.texts("labels")));
        var upstream = body.text("upstream").map(t -> address("upstream", t));
        body.end();
        var before = targets.find(TargetKind.LINK, id);
        if (before.isPresent() && ((Link) before.get()).protocol() != protocol) {
            throw NodeError.field("protocol", "stay as it was", word(protocol), "use another id for another link");
        }
        targets.add(link, plane.open(link));
        upstream.ifPresent(address -> plane.connect(link, address));
        return Routes.Reply.ok(json(link));
    }

    private Routes.Reply name(String id, String text) {
        var body = Body.of(text);
        var resolvers = new TreeMap<String, Resolution>();
        body.texts("resolvers")
                .forEach((component, how) ->
                        resolvers.put(component, constant("resolvers." + component, how, Resolution.values())));
        var name = made("id", () -> new Name(id, body.texts("labels"), resolvers));
        var addresses = new ArrayList<InetAddress>();
        body.list("addresses").forEach(a -> addresses.add(number("addresses", a)));
        body.end();
        if (!addresses.isEmpty()) {
            plane.publish(name, addresses);
        }
        targets.add(name);
        return Routes.Reply.ok(json(name));
    }

    private interface Making<T> {
        T make();
    }

    private static <T> T made(String field, Making<T> making) {
        try {
            return making.make();
        } catch (InvalidFaultException e) {
            throw NodeError.field(
                    e.parameter().isEmpty() ? field : field + "." + e.parameter(),
                    "keep its rules",
                    String.valueOf(e.getMessage()),
                    "GET /kinds/{name} has them");
        } catch (BrownoutException e) {
            throw NodeError.of(400, String.valueOf(e.getMessage()), "see /openapi.json");
        }
    }

    private static <E extends Enum<E>> E constant(String field, String text, E[] all) {
        return Arrays.stream(all)
                .filter(c -> word(c).equals(text))
                .findFirst()
                .orElseThrow(() -> NodeError.field(
                        field,
                        "be one of " + Arrays.stream(all).map(NodeApi::word).toList(),
                        text,
                        ""));
    }

    private static InetSocketAddress address(String field, String text) {
        try {
            var parsed = HostPort.parse(text);
            return new InetSocketAddress(number(field, parsed.host()), parsed.port());
        } catch (IOException e) {
            throw NodeError.field(field, "be an IP address and a port, such as 127.0.0.1:5432", text, "");
        }
    }

    /** Read an IP address without asking any resolver. */
    private static InetAddress number(String field, String text) {
        try {
            if (io.netty.util.NetUtil.isValidIpV4Address(text) || io.netty.util.NetUtil.isValidIpV6Address(text)) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            // said below
        }
        throw NodeError.field(field, "be IP addresses", text, "");
    }

    private FaultKind<?> kind(String name) {
        return kinds.find(name).orElseThrow(() -> NodeError.notFound("a fault kind", name, "GET /kinds lists them"));
    }

    private static Arguments arguments(FaultKind<?> kind, Map<String, Object> given) {
        return made("arguments", () -> {
            var checked = Arguments.of(kind.parameters(), given);
            kind.create(checked);
            return checked;
        });
    }

    private Routes.Reply inject(String text) {
        var body = Body.of(text);
        var id = body.text("id").orElseGet(() -> UUID.randomUUID().toString());
        if (id.isEmpty() || id.length() > 500) {
            throw NodeError.field("id", "have 1 to 500 characters", id, "");
        }
        var kind = kind(body.required("kind"));
        var target = target(kind.target(), body.required("target"));
        var arguments = arguments(kind, body.values("arguments"));
        var life = body.duration("life").orElse(STANDARD_LIFE);
        if (life.isZero() || life.compareTo(settings.longestLife()) > 0) {
            throw NodeError.field(
                    "life",
                    "be over 0s and at most " + Durations.format(settings.longestLife()),
                    Durations.format(life),
                    "start the node with a longer --max-life");
        }
        var wish = new NodeInjections.Wish(
                id,
                kind,
                arguments,
                target,
                body.integer("seed").orElse(settings.seed()),
                body.text("decides-as").orElse(id),
                body.text("run").orElse(""),
                life);
        boolean even = body.flag("even-if-contradicting");
        body.end();
        return new Routes.Reply(201, injections.put(wish, even));
    }

    private Routes.Reply measure(String text) {
        var body = Body.of(text);
        var kind = kind(body.required("kind"));
        var target = target(kind.target(), body.required("target"));
        var arguments = arguments(kind, body.values("arguments"));
        var victim = body.required("victim");
        var seed = body.integer("seed").orElse(settings.seed());
        var decides = body.text("decides-as").orElse("measurement");
        body.end();
        var context = new InjectionContext(decides, seed, plane, Node.NO_LEDGER);
        var seen = plane.vantage(victim)
                .map(v -> measure(kind, arguments, target, v, context))
                .orElseGet(() -> Measurement.undecided(
                        "nothing can be measured from " + victim + ": no vantage inside it is connected"));
        return Routes.Reply.ok(JSON.createObjectNode()
                .put("symptom", seen.symptom())
                .put("healthy", seen.healthy())
                .put("reading", seen.reading()));
    }

    private static <F extends Fault> Measurement measure(
            FaultKind<F> kind,
            Arguments arguments,
            Target target,
            dev.brownout.api.Vantage vantage,
            InjectionContext context) {
        return kind.measure(kind.create(arguments), target, vantage, context);
    }
}
