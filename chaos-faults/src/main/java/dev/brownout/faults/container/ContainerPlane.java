package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ComponentContainer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The containers of a stack's components, and what faults do to them. Thread safe. */
public final class ContainerPlane implements AutoCloseable {
    /** The label that everything which is made with Docker carries; its value is {@link #run}. */
    public static final String LABEL = "dev.brownout.run";

    private final String run = UUID.randomUUID().toString();
    private final Docker docker = new Docker(Map.of());
    private final Map<String, ComponentContainer> containers = new ConcurrentHashMap<>();

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
     * Take a component's container under its hand.
     *
     * @param component the component's id
     * @param container its container
     */
    public void attach(String component, ComponentContainer container) {
        containers.put(component, container);
    }

    /**
     * Find a component's container.
     *
     * @param component the component's id
     * @return the container; empty if none was attached
     */
    public Optional<ComponentContainer> find(String component) {
        return Optional.ofNullable(containers.get(component));
    }

    /**
     * Give a component's container.
     *
     * @param component the component's id
     * @return the container
     * @throws BrownoutException if none was attached
     */
    public ComponentContainer container(String component) {
        var container = containers.get(component);
        if (container == null) {
            throw new BrownoutException("container of component " + component
                    + " must be attached to the plane, but those attached are of " + new TreeSet<>(containers.keySet())
                    + "; call FaultPlane.attach when it runs");
        }
        return container;
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

    /** Undo what faults have done. Idempotent. */
    @Override
    public void close() {
        containers.clear();
    }
}
