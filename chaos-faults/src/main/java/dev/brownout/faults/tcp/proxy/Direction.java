package dev.brownout.faults.tcp.proxy;

import java.util.Locale;
import java.util.Optional;

/** Which way bytes flow on a link. */
public enum Direction {
    /** From the client to the server. */
    UPSTREAM,
    /** From the server to the client. */
    DOWNSTREAM;

    /**
     * Turn round.
     *
     * @return the other direction
     */
    public Direction opposite() {
        return this == UPSTREAM ? DOWNSTREAM : UPSTREAM;
    }

    /**
     * Find a direction by its wire name, in any case.
     *
     * @param stream what was given
     * @return the direction; empty when there is none of that name
     */
    public static Optional<Direction> find(String stream) {
        for (var direction : values()) {
            if (direction.name().equalsIgnoreCase(stream)) {
                return Optional.of(direction);
            }
        }
        return Optional.empty();
    }

    /**
     * Give the wire name.
     *
     * @return lower case
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
