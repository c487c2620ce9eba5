package dev.brownout.api;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The checks that the records of this package share. */
final class Rules {
    private Rules() {}

    static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new BrownoutException(String.format(message, values));
        }
    }

    static void id(String what, String id) {
        require(
                id.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?"),
                "%s must be lower-case letters, digits, dots and hyphens, but was \"%s\"",
                what,
                id);
    }

    static void positive(String what, Duration value) {
        require(!value.isNegative() && !value.isZero(), "%s must be > 0, but was %s", what, value);
    }

    static void notNegative(String what, Duration value) {
        require(!value.isNegative(), "%s must be >= 0, but was %s", what, value);
    }

    /** Copy in order of the keys, so that whatever is printed or digested from it is the same every time. */
    static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
