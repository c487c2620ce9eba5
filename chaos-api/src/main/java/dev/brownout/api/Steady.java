package dev.brownout.api;

import java.time.Duration;

/**
 * What must hold before the first fault: every capability serves in full.
 *
 * @param length how long it is watched; stack time
 * @param share the share of samples that must be {@link Mode#FULL}, over 0 and up to 1
 * @param within how long to wait for it: it is watched again and again until it holds or this has passed; stack time, at
 *     least {@code length}
 */
public record Steady(Duration length, double share, Duration within) {

    /** Check the bounds. */
    public Steady {
        Rules.positive("steady for", length);
        Rules.require(
                within.compareTo(length) >= 0,
                "steady within must be at least for (%s), but was %s",
                Durations.format(length),
                Durations.format(within));
        Rules.require(share > 0 && share <= 1, "steady share must be over 0 and up to 1, but was %s", share);
    }
}
