package dev.brownout.faults.tcp;

import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.faults.tcp.control.ProxyControl;
import dev.brownout.faults.tcp.control.ToxiproxyServer;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** A link's proxy: how many injections hold it down, and what vanishes on its way in. Thread safe. */
final class Wire {
    private final ProxyControl control;
    private final Optional<ToxiproxyServer> server;
    final String name;
    final String victim;
    final InetSocketAddress address;
    /** Lets one witness at a time measure, so that its tries are consecutive decisions. */
    final ReentrantLock turn = new ReentrantLock();

    private int vanishing;
    private boolean measuring;
    private long witnessed;
    private OptionalLong turnBegan = OptionalLong.empty();
    private int downs;
    private long cutBefore;

    /**
     * Create the proxy.
     *
     * @param server the server, where it can be asked in this JVM
     * @param listenHost the host that it listens on where the link names none
     * @param upstream where it goes on to
     */
    Wire(ProxyControl control, Optional<ToxiproxyServer> server, Link link, String listenHost, String upstream) {
        this.control = control;
        this.server = server;
        this.name = UrlNames.of(link.id());
        this.victim = link.from();
        this.address = control.create(
                name,
                link.labels().getOrDefault(TcpPlane.LISTEN_HOST, listenHost) + ":" + TcpPlane.listenPort(link),
                upstream);
    }

    synchronized Injection down() {
        if (downs == 0) {
            cutBefore = cut();
            control.disable(name);
        }
        downs++;
        long before = cutBefore;
        return new OnceInjection(victim, () -> cut() - before, this::up);
    }

    private synchronized void up() {
        if (downs == 1) {
            control.enable(name);
        }
        downs--;
    }

    /** Count the packets that vanished while no witness measured. */
    synchronized long swallowed() {
        return turnBegan.orElseGet(this::dropped) - witnessed;
    }

    /** Take note that packets vanish from now on, or no more; only then they are worth looking for. */
    synchronized void vanish(boolean begin) {
        vanishing += begin ? 1 : -1;
        if (measuring && turnBegan.isEmpty()) {
            turnBegan = OptionalLong.of(dropped());
        }
    }

    synchronized void beginTurn() {
        measuring = true;
        turnBegan = vanishing > 0 ? OptionalLong.of(dropped()) : OptionalLong.empty();
    }

    synchronized void endTurn() {
        measuring = false;
        turnBegan.ifPresent(began -> witnessed += dropped() - began);
        turnBegan = OptionalLong.empty();
    }

    private long dropped() {
        return server.map(s -> s.dropped(name)).orElse(0L);
    }

    private long cut() {
        return server.map(s -> s.cut(name)).orElse(0L);
    }
}
