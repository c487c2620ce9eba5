package dev.brownout.faults.node;

import dev.brownout.agent.Agent;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.Leases;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.Parts;
import dev.brownout.faults.rest.RestCall;
import dev.brownout.faults.tcp.TcpPlane;
import dev.brownout.faults.tcp.proxy.HostPort;
import dev.brownout.faults.vantage.Vantages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chaos node: the planes alone, with Toxiproxy's API and a control API for the kinds that it does not have. Everything that
 * it holds ends with it. Thread safe.
 *
 * <pre>{@code
 * try (var node = Node.open(Node.Settings.free("1.0"), FaultRegistry.load(), ledger)) {
 *     var plane = NodePlane.connect(URI.create("http://127.0.0.1:" + node.control().getPort()));
 * }
 * }</pre>
 */
public final class Node implements AutoCloseable {
    /** The component as which a node measures from where it stands itself. */
    static final String VANTAGE = "brownout-node";

    /** For measurements, which change nothing. */
    static final UndoLedger NO_LEDGER = (action, arguments) -> {
        throw new BrownoutException("a measurement must change nothing, but would need " + action + " to be undone");
    };

    private static final Duration CONFIG_TIMEOUT = Duration.ofSeconds(10);

    private final Parts parts = new Parts("the node");
    private final LocalPlane plane;
    private final Routes routes;
    private final NodeHttp http;

    /**
     * How a node is set up.
     *
     * @param places where its DNS server and the Toxiproxy API listen
     * @param control where the control API listens; port 0 takes any that is free
     * @param upstream the resolvers to ask for names that are not published, in order; may be empty
     * @param allowPublic whether any of these may be an address that other machines reach
     * @param names host names that it is called by, besides localhost and IP addresses, in lower case
     * @param seed decisions follow from it where a request brings none
     * @param longestLife the longest maximum life that an injection may ask for, over 0
     * @param config a file of proxies as Toxiproxy's {@code -config}; empty for none
     * @param version Brownout's version
     */
    public record Settings(
            LocalPlane.Places places,
            InetSocketAddress control,
            List<InetSocketAddress> upstream,
            boolean allowPublic,
            Set<String> names,
            long seed,
            Duration longestLife,
            Optional<Path> config,
            String version) {
        /** Refuse addresses that others reach, unless they are wanted. */
        public Settings {
            upstream = List.copyOf(upstream);
            names = Set.copyOf(names);
            if (!allowPublic) {
                loopback("the control API", control);
                loopback("the Toxiproxy API", places.toxiproxy());
                loopback("the DNS server", places.dns());
                loopback("the place for vantages", places.vantages());
            }
        }

        private static void loopback(String what, InetSocketAddress address) {
            if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
                throw new BrownoutException(what + " must listen on loopback, but was asked to on "
                        + HostPort.text(address)
                        + ": whoever reaches it can disturb everything behind this node, and it asks for no password;"
                        + " if that is wanted, add --allow-public");
            }
        }

        /**
         * Listen on free ports of 127.0.0.1, with nothing else set.
         *
         * @param version Brownout's version
         * @return the settings
         */
        public static Settings free(String version) {
            var places = LocalPlane.Places.FREE;
            return new Settings(
                    places,
                    places.toxiproxy(),
                    List.of(),
                    false,
                    Set.of(),
                    1,
                    Duration.ofHours(1),
                    Optional.empty(),
                    version);
        }
    }

    private Node(Settings settings, FaultRegistry kinds, UndoLedger ledger) {
        try {
            plane = parts.opened(LocalPlane.open(settings.seed(), settings.places(), settings.upstream()));
            var leases = parts.opened(Leases.open());
            var targets = new NodeTargets();
            var injections = new NodeInjections(plane, ledger, kinds, targets, leases, Clock.systemUTC());
            var runs = parts.opened(new NodeRuns(System::nanoTime, injections::abandon));
            parts.opened(besides());
            var api = new NodeApi(plane, kinds, targets, injections, runs, settings);
            routes = api.routes();
            http = parts.opened(
                    new NodeHttp(settings.control(), routes, new Guard(settings.names(), settings.allowPublic())));
            var at = new LinkedHashMap<String, InetSocketAddress>();
            at.put("control", control());
            at.put("toxiproxy", toxiproxy());
            at.put("dns", plane.dns());
            api.listening(at);
            settings.config().ifPresent(this::populate);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Be a vantage too, for components in whose networks this node stands. */
    private AutoCloseable besides() {
        var vantages = plane.part(Vantages.class);
        return Agent.connect("component=" + VANTAGE + ",vantage=127.0.0.1:"
                + vantages.address().getPort() + ",token=" + vantages.token());
    }

    /**
     * Open a node.
     *
     * @param settings how it is set up
     * @param kinds the kinds of fault that it does
     * @param ledger takes how to undo what would outlive the node
     * @return an open node
     * @throws BrownoutException if a port is taken or the file of proxies is not right; then nothing is left open
     */
    public static Node open(Settings settings, FaultRegistry kinds, UndoLedger ledger) {
        return new Node(settings, kinds, ledger);
    }

    /** Create the proxies of a file, the way a client of Toxiproxy does. */
    private void populate(Path file) {
        try {
            var body = new JsonMapper().readTree(Files.readString(file));
            var api = new InetSocketAddress(
                    toxiproxy().getAddress().isAnyLocalAddress()
                            ? InetAddress.getLoopbackAddress()
                            : toxiproxy().getAddress(),
                    toxiproxy().getPort());
            var answer = RestCall.send(
                    "POST",
                    URI.create("http://" + HostPort.text(api) + "/populate"),
                    Optional.of(body),
                    CONFIG_TIMEOUT);
            if (!answer.ok()) {
                throw new BrownoutException("config " + file + " must hold a JSON array of proxies as Toxiproxy's does,"
                        + " but: " + answer.text().strip());
            }
        } catch (IOException | JacksonException e) {
            throw new BrownoutException("config " + file + " must be a readable JSON file, but: " + e, e);
        }
    }

    /**
     * Tell where the control API listens.
     *
     * @return its address
     */
    public InetSocketAddress control() {
        return http.address();
    }

    /**
     * Tell where the Toxiproxy API listens.
     *
     * @return its address
     */
    public InetSocketAddress toxiproxy() {
        return plane.part(TcpPlane.class).api();
    }

    /**
     * Tell where the DNS server listens, on UDP and TCP.
     *
     * @return its address
     */
    public InetSocketAddress dns() {
        return plane.dns();
    }

    List<Routes.Route> routes() {
        return routes.all();
    }

    /** Take every fault away and close every listener. Idempotent. */
    @Override
    public void close() {
        parts.close();
    }
}
