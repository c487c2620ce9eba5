package dev.brownout.faults.http;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.api.Traffic;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.proxy.Arrivals;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.FrameEffect;
import dev.brownout.faults.http.proxy.HttpWire;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.http.proxy.TargetCounts;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The http plane: a reverse proxy for HTTP/1.1 on each link that speaks it, always in the chain, so that a fault also meets
 * connections that were open before. WebSockets pass through frame by frame. Thread safe.
 */
public final class HttpPlane implements AutoCloseable {
    private static final int THREADS = 2;

    private final Decisions decisions;
    private final MultiThreadIoEventLoopGroup loops;
    private final Map<String, HttpWire> wires = new ConcurrentHashMap<>();

    private HttpPlane(Decisions decisions) {
        this.decisions = decisions;
        loops = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory("brownout-http", true), NioIoHandler.newFactory());
    }

    /**
     * Start a plane.
     *
     * @param seed all decisions follow from it
     * @return an open plane
     */
    public static HttpPlane open(long seed) {
        return open(new Decisions(seed));
    }

    /**
     * Start a plane.
     *
     * @param decisions who is hit
     * @return an open plane
     */
    public static HttpPlane open(Decisions decisions) {
        return new HttpPlane(decisions);
    }

    /**
     * Open a link's proxy, if it is not yet.
     *
     * @param link the link
     * @return where it listens
     */
    public InetSocketAddress open(Link link) {
        return wires.computeIfAbsent(
                        link.id(),
                        id -> new HttpWire(
                                link,
                                new TargetCounts(id, HttpLinks.declared(link, HttpLinks.HEALTH_PATH)),
                                decisions,
                                loops))
                .address();
    }

    /**
     * Tell where a link goes on to, opening it if need be. Drops its connections when that is a change.
     *
     * @param link the link
     * @param target where to
     */
    public void connect(Link link, InetSocketAddress target) {
        open(link);
        wire(link).target(target);
    }

    /**
     * Put an effect on a link's exchanges in place. It acts when this returns: on requests from now on, also on connections
     * that are open, and on exchanges under way where the effect says so.
     *
     * @param link an open link
     * @param id the injection's id
     * @param match which requests it means, and what share of them
     * @param effect what it does
     * @return the handle that undoes it
     * @throws BrownoutException if the link is not open
     */
    public Injection inject(Link link, String id, Match match, Effect effect) {
        return wire(link).inject(id, match, effect);
    }

    /**
     * Put an effect on a link's WebSockets in place. It acts when this returns, on those that are open too.
     *
     * @param link an open link
     * @param id the injection's id
     * @param match which requests for an upgrade it means, and what share of them
     * @param effect what it does
     * @return the handle that undoes it
     * @throws BrownoutException if the link is not open
     */
    public Injection inject(Link link, String id, Match match, FrameEffect effect) {
        return wire(link).inject(id, match, effect);
    }

    /**
     * Count what arrives at a link's target.
     *
     * @param link an open link
     * @return its counts, which go on living with it
     * @throws BrownoutException if the link is not open
     */
    public Arrivals arrivals(Link link) {
        return wire(link).arrivals();
    }

    /**
     * Count what a link's target was sent and how it answered.
     *
     * @param link an open link
     * @return the counts so far
     * @throws BrownoutException if the link is not open
     */
    public Traffic traffic(Link link) {
        return wire(link).counts().traffic();
    }

    /** Find a link's proxy. */
    HttpWire wire(Link link) {
        var wire = wires.get(link.id());
        if (wire == null) {
            throw new BrownoutException(
                    "link " + link.id() + " must be open in the http plane, but was not; open it with"
                            + " FaultPlane.open, and declare that it speaks http1 or https1");
        }
        return wire;
    }

    /** Close every listener and connection, and end every thread. Idempotent. */
    @Override
    public void close() {
        wires.values().forEach(HttpWire::close);
        wires.clear();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
