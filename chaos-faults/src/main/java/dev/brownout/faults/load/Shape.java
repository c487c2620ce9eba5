package dev.brownout.faults.load;

import dev.brownout.api.InvalidFaultException;
import java.util.Locale;

/** How arrivals lie within their rate. A closed set. */
public enum Shape {
    /** Equally far apart. */
    EVEN,
    /** Each at a seeded place within its own interval, as of many who do not know each other. */
    JITTERED,
    /** All of a second at its beginning, as of clients whose clocks or back-off agree. */
    BURSTS;

    static Shape of(String name) {
        for (var shape : values()) {
            if (shape.name().toLowerCase(Locale.ROOT).equals(name)) {
                return shape;
            }
        }
        throw new InvalidFaultException("shape", "shape must be even, jittered or bursts, but was \"" + name + "\"");
    }
}
