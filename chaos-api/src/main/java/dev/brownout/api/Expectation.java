package dev.brownout.api;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is expected of a capability in a phase.
 *
 * @param unaffected whether it must serve as in this run's own steady phase; then the rest is not looked at
 * @param anyOf the graceful modes
 * @param share the share of samples that must be in one of them, over 0 and up to 1
 * @param atLeast mode to the smallest share of samples that must be in it: proof that a behaviour was really seen
 * @param within the longest time to an answer, at the 99th percentile of the samples that got one; stack time
 */
public record Expectation(
        boolean unaffected, Set<Mode> anyOf, double share, Map<Mode, Double> atLeast, Optional<Duration> within) {

    /** The share that is asked for where a file gives none: one odd sample in twenty is let pass. */
    public static final double STANDARD_SHARE = 0.95;

    /** Check the shares and copy the collections. */
    public Expectation {
        Rules.require(
                unaffected != !anyOf.isEmpty(),
                "an expectation must be either unaffected or name modes, but was %s",
                unaffected ? "both" : "neither");
        anyOf = anyOf.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(anyOf));
        Rules.require(share > 0 && share <= 1, "share must be over 0 and up to 1, but was %s", share);
        atLeast = java.util.Collections.unmodifiableMap(new TreeMap<>(atLeast));
        double sum = 0;
        for (var e : atLeast.entrySet()) {
            Rules.require(
                    e.getValue() > 0 && e.getValue() <= 1,
                    "at-least of %s must be over 0 and up to 1, but was %s",
                    e.getKey().word(),
                    e.getValue());
            sum += e.getValue();
        }
        Rules.require(sum <= 1, "shares of at-least must add up to at most 1, but add up to %s", sum);
    }

    /**
     * Expect what the steady phase showed.
     *
     * @return the expectation
     */
    public static Expectation asInSteadyState() {
        return new Expectation(true, Set.of(), STANDARD_SHARE, Map.of(), Optional.empty());
    }
}
