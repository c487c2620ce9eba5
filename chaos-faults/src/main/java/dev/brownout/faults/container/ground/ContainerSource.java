package dev.brownout.faults.container.ground;

import dev.brownout.faults.container.Docker;
import java.util.List;

/** Brings a component's container: from an image, or as somebody's library starts it. One container; not thread safe. */
public interface ContainerSource extends AutoCloseable {

    /**
     * Tell where it serves.
     *
     * @return the port inside the container
     */
    int port();

    /**
     * Tell by which names others know it, besides its component's id.
     *
     * @return host names, possibly none
     */
    default List<String> aliases() {
        return List.of();
    }

    /**
     * Start it. Returns when it runs; whether it serves is asked afterwards.
     *
     * @param docker where
     * @param placement where it belongs; the container has to have this name
     * @throws dev.brownout.api.BrownoutException if it does not start
     */
    void start(Docker docker, Placement placement);

    /** Let it go. What is still there of it is removed with everything else that carries the run's label. Idempotent. */
    @Override
    default void close() {}
}
