package dev.brownout.api;

import java.time.Duration;

/**
 * What must hold before the first fault: every capability serves in full.
 *
 * @param length how long it is watched; stack time
 * @param share the share of samples that must be {@link Mode#FULL}, over 0 and up to 1
 */
public record Steady(Duration length, double share) {

    /** Check the bounds. */
    public Steady {
        Rules.positive("steady for", length);
        Rules.require(share > 0 && share <= 1, "steady share must be over 0 and up to 1, but was %s", share);
    }
}
