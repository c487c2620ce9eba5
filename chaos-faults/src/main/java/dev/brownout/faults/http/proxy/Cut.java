package dev.brownout.faults.http.proxy;

import java.util.Locale;
import java.util.Optional;

/** How a connection is ended. A closed set. */
public enum Cut {
    /** A TCP RST; what was sent and not yet acknowledged may be lost (RFC 9293, section 3.10.7). */
    RESET,
    /** An orderly end (FIN) behind what was sent. */
    CLOSE;

    /**
     * Find a way by its name.
     *
     * @param name lower case
     * @return the way; empty when there is none of that name
     */
    public static Optional<Cut> find(String name) {
        for (var cut : values()) {
            if (cut.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(cut);
            }
        }
        return Optional.empty();
    }
}
