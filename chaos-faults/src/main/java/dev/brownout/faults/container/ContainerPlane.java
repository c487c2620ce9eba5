package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.InjectionContext;
import dev.brownout.faults.process.LimitedInjection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers of a stack's components, and what faults do to them. Faults of one component are counted: it is down, paused, off
 * its networks or short of something until the last that wants it so is gone. What is not attached is never touched. Thread safe.
 */
public final class ContainerPlane implements AutoCloseable {
    /** The label that everything which is made with Docker carries; its value is {@link #run}. */
    public static final String LABEL = "dev.brownout.run";

    private static final Logger LOG = LoggerFactory.getLogger(ContainerPlane.class);
    private static final Duration END = Duration.ofSeconds(60);
    /** A rack of components goes at once; each call of Docker takes some 0.3 s. */
    private static final int THREADS = 4;

    private final String run = UUID.randomUUID().toString();
    private final Docker docker = new Docker(Map.of());
    private final Map<String, HeldContainer> containers = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS, task -> {
        var thread = new Thread(task, "brownout-container");
        thread.setDaemon(true);
        return thread;
    });

    private ContainerPlane() {}

    /**
     * Open a plane that knows no containers yet. Docker is asked only when the first fault is done.
     *
     * @return an open plane
     */
    public static ContainerPlane open() {
        return new ContainerPlane();
    }

    /**
     * Take a component's container under its hand, in place of the one that was attached before.
     *
     * @param component the component's id
     * @param container its container
     * @throws BrownoutException if a fault holds the one that was attached before
     */
    public void attach(String component, ComponentContainer container) {
        containers.compute(component, (id, before) -> {
            if (before != null && !before.isFree()) {
                throw new BrownoutException("container of component " + component
                        + " must be free of faults to be attached anew, but is held by one; take the fault away first");
            }
            return new HeldContainer(component, container, docker, () -> tell(component));
        });
    }

    /**
     * Find a component's container.
     *
     * @param component the component's id
     * @return the container; empty if none was attached
     */
    public Optional<ComponentContainer> find(String component) {
        return Optional.ofNullable(containers.get(component)).map(HeldContainer::container);
    }

    /**
     * Give a component's container.
     *
     * @param component the component's id
     * @return the container
     * @throws BrownoutException if none was attached
     */
    public ComponentContainer container(String component) {
        return held(component).container();
    }

    /**
     * Tell whether a component's container is left alone.
     *
     * @param component the component's id
     * @return false while a fault holds it; true if none was attached
     */
    public boolean free(String component) {
        return Optional.ofNullable(containers.get(component))
                .map(HeldContainer::isFree)
                .orElse(true);
    }

    /** Gives a component's container to a fault or a witness. */
    HeldContainer held(String component) {
        return Optional.ofNullable(containers.get(component))
                .orElseThrow(() -> new BrownoutException("container of component " + component
                        + " must be attached to the plane, but those attached are of "
                        + new TreeSet<>(containers.keySet()) + "; call FaultPlane.attach when it runs"));
    }

    /**
     * Be told when a container was started again or put back on its networks, because a fault of it is gone: its network namespace
     * is new then, or its address may be. Not told of the starts between the crashes of one fault.
     *
     * @param listener is given the component's id, while no fault can take hold of that container; may take a second, and what it
     *     throws is logged only, as the container itself is restored by then
     */
    public void onRestart(Consumer<String> listener) {
        listeners.add(listener);
    }

    private void tell(String component) {
        for (var listener : listeners) {
            try {
                listener.accept(component);
            } catch (RuntimeException e) {
                LOG.error("the container of {} is restored, but whoever follows it could not", component, e);
            }
        }
    }

    /** Takes hold of a component's container, at most for {@code life}. */
    LimitedInjection hold(String component, HeldContainer.Hold hold, Duration life, InjectionContext context) {
        hold.take(context.ledger());
        return new LimitedInjection(component, () -> 1, hold::give).endAfter(life, timer);
    }

    /** Takes hold of it after a while, unless the fault is gone by then. */
    LimitedInjection holdAfter(
            Duration delay, String component, HeldContainer.Hold hold, Duration life, InjectionContext context) {
        if (delay.isZero()) {
            return hold(component, hold, life, context);
        }
        var later = new Later(component, hold, context.ledger());
        later.start(delay, timer);
        return new LimitedInjection(component, later::met, later::close).endAfter(life, timer);
    }

    /** Takes hold of it and gives it up, again and again, at most for {@code life}. */
    LimitedInjection alternate(
            String component, HeldContainer.Hold hold, Rhythm rhythm, Duration life, InjectionContext context) {
        var loop = new Alternation(component, hold, rhythm, context.ledger());
        loop.start();
        return new LimitedInjection(component, loop::times, loop::close).endAfter(life, timer);
    }

    /**
     * Tell for whom containers and networks are made.
     *
     * @return the value of {@link #LABEL} on everything that this plane makes, unique
     */
    public String run() {
        return run;
    }

    /**
     * Give the command that drives Docker.
     *
     * @return what the user has set up
     */
    public Docker docker() {
        return docker;
    }

    /**
     * Undo what faults have done, of which no listener is told any more. Idempotent; goes on after a container that cannot be restored.
     *
     * @throws BrownoutException if a container could not be restored; the message says what to do by hand
     */
    @Override
    public void close() {
        listeners.clear();
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.error("faults of containers that come or go by themselves must end within {}, but did not", END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var failures = new ArrayList<RuntimeException>();
        for (var held : containers.values()) {
            try {
                held.letGo();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }
}
