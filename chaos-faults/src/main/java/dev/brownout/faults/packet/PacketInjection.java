package dev.brownout.faults.packet;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chain that is held in place in its victim's namespace. A victim that is started again gets a new namespace without it: that is
 * noticed within about a second, and the chain is put in place there too. Thread safe.
 */
final class PacketInjection implements Injection {
    private static final Logger LOG = LoggerFactory.getLogger(PacketInjection.class);

    /**
     * What is put in place, and where.
     *
     * @param run the label of helpers
     * @param victim the component's id
     * @param container its container
     * @param place where it connects to
     * @param lease after how long without a word of ours a helper removes the chain
     */
    record Order(
            Docker docker,
            String run,
            String victim,
            String container,
            Chain chain,
            List<Rule> rules,
            InetSocketAddress place,
            Duration lease) {
        Helper start(Duration life) {
            return Helper.start(docker, run, container, chain, rules, place, lease, life);
        }

        /** When the container was started; empty where it does not run. */
        Optional<String> started() {
            try {
                var seen = docker.quick(
                        "inspect",
                        "--type",
                        "container",
                        "--format",
                        "{{.State.Running}} {{.State.StartedAt}}",
                        container);
                return seen.ok() && seen.output().startsWith("true ")
                        ? Optional.of(seen.output().strip())
                        : Optional.empty();
            } catch (IOException e) {
                LOG.warn("container {} must be looked at, but: {}; it is tried again", container, e.getMessage());
                return Optional.empty();
            }
        }
    }

    private final Order order;
    private final UndoLedger.Entry entry;
    private final MetCount count;
    private final Consumer<PacketInjection> undoneNow;
    private final long end;
    private Helper helper;
    private Optional<String> started;
    private boolean closing;
    private boolean undone;

    PacketInjection(
            Order order, UndoLedger.Entry entry, Duration life, MetCount count, Consumer<PacketInjection> undoneNow) {
        this.order = order;
        this.entry = entry;
        this.count = count;
        this.undoneNow = undoneNow;
        this.end = System.nanoTime() + life.toNanos();
        this.started = order.started();
        this.helper = order.start(life);
    }

    /** Renew the lease, count, and put the chain in place again where it is gone. To be called about once a second. */
    void tend() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn(
                    "packet rules of {} must be held in place, but: {}; it is tried again",
                    order.victim,
                    e.getMessage());
        }
    }

    private synchronized void look() {
        // what is being undone is not put in place again, even if undoing it has failed: the lease ends it
        if (closing) {
            return;
        }
        var sight = helper.look();
        sight.ifPresent(seen -> count.read(seen.met(), System.nanoTime()));
        long left = end - System.nanoTime();
        if (left <= 0 || sight.filter(seen -> seen.networks() > 0).isPresent()) {
            return;
        }
        var now = order.started();
        // a container that was taken off its networks has kept its namespace
        if (now.isEmpty() || (sight.isPresent() && now.equals(started))) {
            return;
        }
        LOG.info(
                "{}; its packet rules are put in place again",
                sight.isPresent()
                        ? order.victim + " was started again"
                        : "the helper beside " + order.victim + ", or what it held, is gone");
        helper.letGo();
        helper = order.start(Duration.ofNanos(left));
        started = now;
        count.again(System.nanoTime());
    }

    MetCount count() {
        return count;
    }

    /** Count only: what is read here is what came until now. */
    synchronized void read() {
        if (!undone) {
            helper.look().ifPresent(seen -> count.read(seen.met(), System.nanoTime()));
        }
    }

    @Override
    public Map<String, Long> exposure() {
        read();
        long met = count.met();
        return met == 0 ? Map.of() : Map.of(order.victim, met);
    }

    @Override
    public synchronized void close() {
        if (undone) {
            return;
        }
        closing = true;
        read();
        if (!helper.end()) {
            try {
                LOG.info("{}", new PacketClear(order.docker).clear(order.container, order.chain.name()));
            } catch (BrownoutException e) {
                throw new BrownoutException(
                        "a fault of packets of " + order.victim + " must be undone; " + e.getMessage(), e);
            }
        }
        undone = true;
        entry.close();
        undoneNow.accept(this);
    }
}
