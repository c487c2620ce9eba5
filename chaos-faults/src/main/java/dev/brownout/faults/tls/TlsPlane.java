package dev.brownout.faults.tls;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.faults.decide.Decisions;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The tls plane: on each link that speaks TLS it ends the victim's TLS with a certificate of its own test authority, made for
 * the name that the victim asks for, and begins it anew towards the target. Thread safe.
 *
 * <p>A link's labels say what its ends can do: {@code target-tls=plain|tls} ({@code tls} where nothing is said), {@code
 * trust=plane} once the victim trusts {@link #root}, {@code server-name=HOST} for the name that the victim connects to, and
 * {@code alpn=NAME,…} for application protocols on a link of opaque bytes. The target's own certificate is not verified,
 * whatever it is, and client certificates are neither asked for nor handed on.
 */
public final class TlsPlane implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final Decisions decisions;
    private final Clock clock;
    private final Duration handshake;
    private final MultiThreadIoEventLoopGroup loops;
    private final Map<String, TlsWire> wires = new ConcurrentHashMap<>();
    private Optional<Contexts> contexts = Optional.empty();

    private TlsPlane(Decisions decisions, Clock clock, Duration handshake) {
        this.decisions = decisions;
        this.clock = clock;
        this.handshake = handshake;
        loops = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory("brownout-tls", true), NioIoHandler.newFactory());
    }

    /**
     * Start a plane. Its authority is made when it is first needed.
     *
     * @param seed all decisions follow from it; keys do not
     * @return an open plane
     */
    public static TlsPlane open(long seed) {
        return open(new Decisions(seed));
    }

    /**
     * Start a plane. Its authority is made when it is first needed.
     *
     * @param decisions who is hit
     * @return an open plane
     */
    public static TlsPlane open(Decisions decisions) {
        return new TlsPlane(decisions, Clock.systemUTC(), HANDSHAKE);
    }

    /** Start a plane whose certificates' time and patience with handshakes are given. */
    static TlsPlane open(long seed, Clock clock, Duration handshake) {
        return new TlsPlane(new Decisions(seed), clock, handshake);
    }

    /**
     * Give the root of this plane's authority, which victims have to trust for anything on a TLS link to be healthy. It is
     * another one in every plane.
     *
     * @return the same root every time
     */
    public TestRoot root() {
        return contexts().root();
    }

    private synchronized Contexts contexts() {
        if (contexts.isEmpty()) {
            contexts = Optional.of(new Contexts(clock));
        }
        return contexts.get();
    }

    /**
     * Open a link of opaque bytes, if it is not yet. {@link #connect} says where it goes on to.
     *
     * @param link the link
     * @return where it listens
     * @throws BrownoutException if a label is wrong or no port could be had
     */
    public InetSocketAddress open(Link link) {
        return open(link, Optional.empty());
    }

    /**
     * Open a link, if it is not yet, that goes on in the clear to another plane, which goes on to {@link #onward}.
     *
     * @param link the link
     * @param next where it goes on to
     * @return where it listens
     * @throws BrownoutException if a label is wrong or no port could be had
     */
    public InetSocketAddress open(Link link, InetSocketAddress next) {
        return open(link, Optional.of(next));
    }

    private InetSocketAddress open(Link link, Optional<InetSocketAddress> next) {
        return wires.computeIfAbsent(
                        link.id(), id -> new TlsWire(link, next, decisions, contexts(), loops, handshake.toMillis()))
                .address();
    }

    /**
     * Tell where a link of opaque bytes goes on to, opening it if need be. Drops its connections when that is a change.
     *
     * @param link the link
     * @param target where the real component listens
     */
    public void connect(Link link, InetSocketAddress target) {
        open(link);
        wire(link).target(target);
    }

    /**
     * Give the place behind another plane: what comes there in the clear goes on to the target by TLS, if the target speaks
     * it.
     *
     * @param link an open link
     * @param target where the real component listens
     * @return where the other plane is to go on to; the target itself if it speaks no TLS
     */
    public InetSocketAddress onward(Link link, InetSocketAddress target) {
        return wire(link).onward(target);
    }

    /**
     * Count a link's connections whose handshake was done and that were carried on to where the link goes on to. Witnesses'
     * are left out.
     *
     * @param link an open link
     * @return how many so far
     * @throws BrownoutException if the link is not open
     */
    public long carried(Link link) {
        return wire(link).carried();
    }

    /** Do a fault to the handshakes of an open link from now on; the handle undoes it. */
    Injection inject(Link link, String id, TlsFault fault) {
        var wire = wire(link);
        var rule = new TlsRule(id, link.id(), fault, new LongAdder());
        wire.add(rule);
        return new Injection() {
            @Override
            public Map<String, Long> exposure() {
                long hits = rule.hits().sum();
                return hits == 0 ? Map.of() : Map.of(link.from(), hits);
            }

            @Override
            public void close() {
                wire.remove(rule);
            }
        };
    }

    private TlsWire wire(Link link) {
        var wire = wires.get(link.id());
        if (wire == null) {
            throw new BrownoutException(
                    "link " + link.id() + " must be open in the tls plane, but was not; open it with"
                            + " FaultPlane.open, and declare that it speaks tls or https1");
        }
        return wire;
    }

    /** Close every listener and connection, and end every thread. Idempotent. */
    @Override
    public void close() {
        wires.values().forEach(TlsWire::close);
        wires.clear();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
