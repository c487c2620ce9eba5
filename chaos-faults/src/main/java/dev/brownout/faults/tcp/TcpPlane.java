package dev.brownout.faults.tcp;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.tcp.control.ProxyControl;
import dev.brownout.faults.tcp.control.ToxiproxyServer;
import dev.brownout.faults.tcp.proxy.Direction;
import dev.brownout.faults.tcp.proxy.HostPort;
import dev.brownout.faults.vantage.SourceMarks;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The tcp plane: one proxy of a Toxiproxy server for each link. Thread safe.
 *
 * <p>A server of its own is called directly, a real Toxiproxy through its Java client. With its own the plane knows whose
 * traffic met a toxic; a real Toxiproxy does not tell, so there every exposure is empty and has to be proven otherwise.
 */
public final class TcpPlane implements AutoCloseable {
    /**
     * The label with which a link says on which port the plane takes its connections, for victims that are told once and for
     * all where to connect. Without it any free port is taken.
     */
    public static final String LISTEN_PORT = "listen-port";

    /**
     * The label with which a link says on which address of the plane's machine it takes its connections, where that stands in
     * several networks. Without it that is the host of the plane's own API.
     */
    public static final String LISTEN_HOST = "listen-host";

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final long WITNESS_TURN_SECONDS = 30;
    /** Its connection is accepted long before that. */
    private static final Duration LOAD_MARK = Duration.ofSeconds(5);
    /** Nothing can listen on port 0, so a client that comes too early is closed at once. */
    private static final String NOWHERE = "127.0.0.1:0";

    private final Optional<ToxiproxyServer> server;
    private final SourceMarks loads;
    private final InetSocketAddress api;
    private final ProxyControl control;
    private final String listenHost;
    private final Map<String, Wire> wires = new ConcurrentHashMap<>();

    private TcpPlane(
            Optional<ToxiproxyServer> server,
            ProxyControl control,
            InetSocketAddress address,
            String listenHost,
            SourceMarks loads) {
        this.server = server;
        this.loads = loads;
        this.api = address;
        this.control = control;
        this.listenHost = listenHost;
    }

    /**
     * Start a plane with a server of its own, in this JVM, whose proxies listen on the host that its API does.
     *
     * @param api where its API listens; port 0 takes any that is free
     * @param seed gives what all decisions follow from
     * @param noting takes note of which connections faults were decided to hit
     * @param witness tells by a client's source address whether it is a witness
     * @return an open plane
     * @throws BrownoutException if the port is taken
     */
    public static TcpPlane local(
            InetSocketAddress api, LongSupplier seed, Decisions.Noting noting, Predicate<InetSocketAddress> witness) {
        var decisions = new Decisions(
                seed, (toxic, stream, ordinal, hit) -> noting.note(UrlNames.id(toxic), stream, ordinal, hit));
        var loads = new SourceMarks();
        var server = ToxiproxyServer.start(
                api,
                decisions,
                from -> witness.test(from) ? Asker.WITNESS : loads.take(from) ? Asker.LOAD : Asker.VICTIM);
        return new TcpPlane(
                Optional.of(server),
                server.direct(DEADLINE),
                server.address(),
                api.getAddress().getHostAddress(),
                loads);
    }

    /**
     * Say that a generator of load is about to connect: its connection meets faults, but is not the victim's exposure to
     * them. A real Toxiproxy cannot be told.
     *
     * @param source where it connects from
     */
    public void markLoad(InetSocketAddress source) {
        loads.mark(source, LOAD_MARK);
    }

    /**
     * Tell where the Toxiproxy API listens.
     *
     * @return its address
     */
    public InetSocketAddress api() {
        return api;
    }

    /**
     * Make a plane of a Toxiproxy server that runs already. Its seed is its own, and it knows no witnesses.
     *
     * @param control where its API listens
     * @param listenHost the host that its proxies listen on
     * @param ledger takes how to undo what is made there, as that outlives this process
     * @return an open plane
     */
    public static TcpPlane remote(InetSocketAddress control, String listenHost, UndoLedger ledger) {
        var client = new ToxiproxyControl(control, DEADLINE, Optional.of(ledger));
        return new TcpPlane(Optional.empty(), client, control, listenHost, new SourceMarks());
    }

    /** Read the label; 0 where there is none, and any port will do. */
    static int listenPort(Link link) {
        var port = link.labels().getOrDefault(LISTEN_PORT, "");
        if (port.isEmpty()) {
            return 0;
        }
        if (!port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > 65_535) {
            throw new BrownoutException("label " + LISTEN_PORT + " of link " + link.id()
                    + " must be a port from 1 to 65535, but was \"" + port + "\"");
        }
        return Integer.parseInt(port);
    }

    /**
     * Open a link's proxy, if it is not yet.
     *
     * @param link the link
     * @return where its victim connects to
     */
    public InetSocketAddress open(Link link) {
        return wires.computeIfAbsent(link.id(), id -> new Wire(control, server, link, listenHost, NOWHERE)).address;
    }

    /**
     * Open a link's proxy, if it is not yet, in front of something that is to stay there.
     *
     * @param link the link
     * @param upstream opens where it goes on to; asked only if the link is not open
     * @return where its victim connects to
     */
    public InetSocketAddress open(Link link, Supplier<InetSocketAddress> upstream) {
        return wires.computeIfAbsent(
                        link.id(), id -> new Wire(control, server, link, listenHost, HostPort.text(upstream.get())))
                .address;
    }

    /**
     * Tell where a link goes on to, opening it if need be. Drops its connections when that is a change.
     *
     * @param link the link
     * @param upstream where to
     */
    public void connect(Link link, InetSocketAddress upstream) {
        open(link);
        control.upstream(wire(link).name, HostPort.text(upstream));
    }

    /**
     * Add a toxic to a link. It acts, on live connections too, when this returns.
     *
     * @param link an open link
     * @param id the injection's id, unique on the link
     * @param type the toxic's type on the wire
     * @param direction which way it acts
     * @param ratio the share of connections that it acts on
     * @param attributes its attributes
     * @return the handle that removes it
     * @throws BrownoutException if the link is not open or the server refuses
     */
    public Injection toxic(
            Link link, String id, String type, Direction direction, double ratio, Map<String, Long> attributes) {
        var wire = wire(link);
        var name = UrlNames.of(id);
        control.add(wire.name, name, type, direction, ratio, attributes);
        var exposure = server.flatMap(s -> s.exposure(wire.name, name));
        return new OnceInjection(
                wire.victim, () -> exposure.map(e -> e.hits()).orElse(0L), () -> control.remove(wire.name, name));
    }

    /**
     * Refuse connections of a link until every handle is closed. Its exposure counts the connections that were cut; those
     * refused never reach the plane and cannot be counted. A real Toxiproxy cuts those that are open in any case.
     *
     * @param link an open link
     * @param id the injection's id, unique on the link
     * @param cut whether to cut those that are open
     * @return the handle that undoes it
     * @throws BrownoutException if the link is not open or the server refuses
     */
    Injection refuse(Link link, String id, boolean cut) {
        return server.isPresent()
                ? toxic(link, id, "refuse", Direction.DOWNSTREAM, 1, Map.of("cut", cut ? 1L : 0L))
                : wire(link).down();
    }

    /**
     * Let attempts to connect vanish. Its exposure counts the packets that did while no witness measured.
     *
     * @param link an open link
     * @param id the injection's id, unique on the link
     * @param attributes its attributes
     * @return the handle that undoes it
     * @throws BrownoutException if the link is not open or the server refuses
     */
    Injection swallow(Link link, String id, Map<String, Long> attributes) {
        var wire = wire(link);
        var name = UrlNames.of(id);
        wire.vanish(true);
        long before = wire.swallowed();
        try {
            control.add(wire.name, name, "blackhole", Direction.DOWNSTREAM, 1, attributes);
        } catch (RuntimeException e) {
            wire.vanish(false);
            throw e;
        }
        return new OnceInjection(wire.victim, () -> wire.swallowed() - before, () -> {
            control.remove(wire.name, name);
            wire.vanish(false);
        });
    }

    /**
     * Cut both ends of connections off.
     *
     * @param link an open link
     * @param id the injection's id, unique on the link
     * @param ratio the share of connections that it acts on
     * @param attributes its attributes
     * @return the handle that undoes it
     * @throws BrownoutException if the link is not open or the server refuses
     */
    Injection halfOpen(Link link, String id, double ratio, Map<String, Long> attributes) {
        var both = new HashMap<>(attributes);
        both.put("both", 1L);
        return toxic(link, id, "half_open", Direction.UPSTREAM, ratio, both);
    }

    /** Puts a part of a fault in place. */
    interface Part {
        Injection inject();
    }

    /**
     * Put all parts of a fault in place, or none.
     *
     * @param parts in order
     * @return the handle that undoes them, the last first
     */
    Injection together(List<? extends Part> parts) {
        var done = new Injections();
        try {
            parts.forEach(part -> done.add(part.inject()));
            return done;
        } catch (RuntimeException e) {
            try {
                done.close();
            } catch (RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /**
     * Count a link's connections that were carried on to where it goes on to. Witnesses' are left out.
     *
     * @param link an open link
     * @return how many so far; always 0 with a real Toxiproxy, which does not tell
     * @throws BrownoutException if the link is not open
     */
    public long carried(Link link) {
        var wire = wire(link);
        return server.map(s -> s.carried(wire.name)).orElse(0L);
    }

    /**
     * Let one witness at a time measure a link: only then are its tries consecutive decisions, of which a share is sure to
     * be hit.
     *
     * @param <T> what is measured
     * @param link an open link
     * @param measurement what to do
     * @return its result
     * @throws BrownoutException if others measure for too long
     */
    public <T> T witnessing(Link link, Supplier<T> measurement) {
        var wire = wire(link);
        var turn = wire.turn;
        try {
            if (!turn.tryLock(WITNESS_TURN_SECONDS, TimeUnit.SECONDS)) {
                throw new BrownoutException("a witness of link " + link.id() + " must get its turn within "
                        + WITNESS_TURN_SECONDS + " s, but others went on measuring; measure less often");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("interrupted while waiting to measure link " + link.id(), e);
        }
        try {
            wire.beginTurn();
            return measurement.get();
        } finally {
            wire.endTurn();
            turn.unlock();
        }
    }

    private Wire wire(Link link) {
        var wire = wires.get(link.id());
        if (wire == null) {
            throw new BrownoutException("link " + link.id() + " must be open, but was not; a stack opens its links with"
                    + " FaultPlane.open while it starts");
        }
        return wire;
    }

    /** Delete the proxies and, if the server is our own, end it. Idempotent. */
    @Override
    public void close() {
        if (server.isEmpty()) {
            wires.values().forEach(wire -> control.delete(wire.name));
        }
        wires.clear();
        control.close();
        server.ifPresent(ToxiproxyServer::close);
    }
}
