package dev.brownout.faults.packet;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.faults.container.ContainerPlane;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The packets of links whose victims are containers, and what faults do to them. Thread safe. */
public final class PacketPlane implements AutoCloseable {
    /** After how long without a word of its run a helper removes what it holds in place. */
    public static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration TENDED = Duration.ofSeconds(1);

    private final ContainerPlane containers;
    private final Map<String, WitnessTurns> turns = new ConcurrentHashMap<>();
    private final Set<PacketInjection> all = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    // a helper that starts slowly, as when a whole zone is started again, must not let the leases of others run out
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(8, task -> {
        var thread = new Thread(task, "brownout-packet");
        thread.setDaemon(true);
        return thread;
    });

    private PacketPlane(ContainerPlane containers) {
        this.containers = containers;
    }

    /**
     * Open a plane. Docker is asked only when the first fault is done.
     *
     * @param containers the containers of components
     * @return an open plane
     */
    public static PacketPlane open(ContainerPlane containers) {
        return new PacketPlane(containers);
    }

    private WitnessTurns turns(Link link) {
        return turns.computeIfAbsent(link.id(), id -> new WitnessTurns());
    }

    /** Put rules in place for what a link's victim and the place that it connects to send each other. */
    Injection inject(Link link, List<Rule> rules, InjectionContext context) {
        var container = containers.container(link.from());
        var place = place(link, context);
        ownNamespace(link.from(), container.id());
        var chain = Chain.of(containers.run(), numbers.incrementAndGet() + "/" + context.id());
        var order = new PacketInjection.Order(
                containers.docker(), containers.run(), link.from(), container.id(), chain, rules, place, LEASE);
        var entry = context.ledger().write(PacketClear.NAME, PacketClear.words(container.id(), chain));
        var turn = turns(link);
        PacketInjection injection;
        try {
            injection = new PacketInjection(order, entry, context.life(), turn.count(), gone -> {
                turn.remove(gone);
                all.remove(gone);
            });
        } catch (Helper.LeftException e) {
            // recovery tries again
            throw e;
        } catch (RuntimeException e) {
            // in one step or not at all: a chain that could not be made is not there
            entry.close();
            throw e;
        }
        turn.add(injection);
        all.add(injection);
        var tending = timer.scheduleWithFixedDelay(
                injection::tend, TENDED.toMillis(), TENDED.toMillis(), TimeUnit.MILLISECONDS);
        return new TendedInjection(injection, tending);
    }

    private static InetSocketAddress place(Link link, InjectionContext context) {
        var place = context.plane().open(link);
        if (place.getAddress().isLoopbackAddress() || place.getAddress().isAnyLocalAddress()) {
            throw new BrownoutException("place that link " + link.id()
                    + " leads to must have an address that a container reaches, but was " + place
                    + "; have the plane listen in the victim's network (LocalPlane.Places), or use a chaos node");
        }
        return place;
    }

    /** Rules in the host's own namespace would meet everybody. */
    private void ownNamespace(String component, String container) {
        var mode = containers
                .docker()
                .must(
                        "container " + container + " of component " + component + " must be there",
                        "inspect",
                        "--type",
                        "container",
                        "--format",
                        "{{.HostConfig.NetworkMode}}",
                        container);
        if (mode.equals("host")) {
            throw new BrownoutException("container " + container + " of component " + component
                    + " must have a network namespace of its own for packet faults, but shares its host's; run it without"
                    + " --network host");
        }
    }

    /** Measure on a link while nobody else does, with what the measurement sends left out of what victims met. */
    Measurement witnessing(Link link, Supplier<Measurement> measure) {
        return turns(link).witnessing(measure);
    }

    /** Undo what is in place. Idempotent. */
    @Override
    public void close() {
        timer.shutdownNow();
        BrownoutException first = null;
        for (var injection : List.copyOf(all)) {
            try {
                injection.close();
            } catch (BrownoutException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
