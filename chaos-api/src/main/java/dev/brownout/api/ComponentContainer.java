package dev.brownout.api;

import java.util.Optional;

/**
 * A component's container, as a running stack hands it to a {@link FaultPlane}. Immutable: the same over restarts.
 *
 * @param id the container's id or name
 * @param served where it serves; empty where it serves nobody
 */
public record ComponentContainer(String id, Optional<Served> served) {

    /** Check that there is an id. */
    public ComponentContainer {
        Rules.require(!id.isBlank(), "container must have an id or a name, but had none");
    }

    /**
     * Where a container serves, in the networks that it is in.
     *
     * @param port the port inside the container, 1 to 65535
     * @param protocol what is spoken there, so that a witness can ask something that is answered
     */
    public record Served(int port, Protocol protocol) {
        /** Check the port. */
        public Served {
            Rules.require(port >= 1 && port <= 65_535, "port of a container must be 1 to 65535, but was %s", port);
        }
    }
}
