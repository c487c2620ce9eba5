package dev.brownout.faults.container;

import java.time.Duration;

/**
 * How a fault comes and goes.
 *
 * @param off how long a container is held the first time
 * @param factor by how much longer it is held each time
 * @param longest the longest that it is held
 * @param on how long it is left alone in between
 */
record Rhythm(Duration off, int factor, Duration longest, Duration on) {
    /** How long it is held the next time. */
    Duration after(Duration held) {
        var next = held.multipliedBy(factor);
        return next.compareTo(longest) < 0 ? next : longest;
    }
}
