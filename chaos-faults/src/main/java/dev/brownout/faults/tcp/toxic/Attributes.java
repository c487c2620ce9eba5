package dev.brownout.faults.tcp.toxic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A toxic's attributes, in the order in which they are sent on the wire.
 *
 * @param values attribute to value; every attribute of the type is there, 0 where unset, and {@link
 *     #RAMP} where it is set
 */
public record Attributes(Map<String, Long> values) {
    /** How long a toxic grows from nothing to its full strength, in ms: every type takes it, and Toxiproxy has it nowhere. */
    public static final String RAMP = "ramp";

    private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(365);

    /** Copy the values. */
    public Attributes {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Start with every attribute at 0.
     *
     * @param names the attributes of a type, in wire order
     * @return the attributes
     */
    public static Attributes zero(List<String> names) {
        var values = new LinkedHashMap<String, Long>();
        names.forEach(n -> values.put(n, 0L));
        return new Attributes(values);
    }

    /**
     * Change some.
     *
     * @param changes attribute to new value; all are attributes of the type
     * @return all, with the changes; {@link #RAMP} only where it is not 0, so that nobody sees it who does not use it
     */
    public Attributes with(Map<String, Long> changes) {
        var merged = new LinkedHashMap<>(values);
        merged.putAll(changes);
        merged.remove(RAMP, 0L);
        return new Attributes(merged);
    }

    /**
     * Read one.
     *
     * @param name the attribute
     * @return its value, 0 where the type has no such attribute
     */
    public long get(String name) {
        return values.getOrDefault(name, 0L);
    }

    /**
     * Read a time in milliseconds as nanoseconds.
     *
     * @param name the attribute
     * @return its value in ns, held between minus and plus a year so that sums cannot overflow
     */
    public long nanos(String name) {
        return TimeUnit.MILLISECONDS.toNanos(Math.max(-LONGEST_MILLIS, Math.min(LONGEST_MILLIS, get(name))));
    }
}
