package dev.brownout.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is expected of a capability in a phase.
 *
 * @param unaffected whether it must serve as in this run's own steady phase; then the rest is not looked at
 * @param anyOf the graceful modes
 * @param share the share of samples that must be in one of them, over 0 and up to 1
 * @param atLeast mode to the smallest share of samples that must be in it: proof that a behaviour was really seen
 * @param atMost mode to the largest share of samples that may be in it
 * @param within the longest time to an answer, at the 99th percentile of the samples that got one; stack time
 * @param limits what else is bounded
 */
public record Expectation(
        boolean unaffected,
        Set<Mode> anyOf,
        double share,
        Map<Mode, Double> atLeast,
        Map<Mode, Double> atMost,
        Optional<Duration> within,
        ServiceLimits limits) {

    /** The share that is asked for where a file gives none: one odd sample in twenty is let pass. */
    public static final double STANDARD_SHARE = 0.95;

    /** Check the shares, refuse contradictions and copy the collections. */
    public Expectation {
        Rules.require(
                unaffected != !anyOf.isEmpty(),
                "an expectation must be either unaffected or name modes, but was %s",
                unaffected ? "both" : "neither");
        anyOf = anyOf.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(anyOf));
        Rules.require(share > 0 && share <= 1, "share must be over 0 and up to 1, but was %s", share);
        atLeast = shares("at-least", atLeast);
        atMost = shares("at-most", atMost);
        if (!unaffected) {
            contradictions(anyOf, share, atLeast, atMost, within, limits).stream()
                    .findFirst()
                    .ifPresent(c -> Rules.require(false, "%s", c.message()));
        }
    }

    private static Map<Mode, Double> shares(String key, Map<Mode, Double> shares) {
        shares.forEach((mode, share) -> Rules.require(
                share > 0 && share <= 1, "%s of %s must be over 0 and up to 1, but was %s", key, mode.word(), share));
        return Rules.sorted(shares);
    }

    /**
     * Expect what the steady phase showed.
     *
     * @return the expectation
     */
    public static Expectation asInSteadyState() {
        return new Expectation(
                true, Set.of(), STANDARD_SHARE, Map.of(), Map.of(), Optional.empty(), ServiceLimits.NONE);
    }

    /**
     * Expect nothing but graceful modes.
     *
     * @param modes the graceful modes, at least one
     * @param share the share of samples that must be in one of them, over 0 and up to 1
     * @return the expectation
     */
    public static Expectation of(Set<Mode> modes, double share) {
        return new Expectation(false, modes, share, Map.of(), Map.of(), Optional.empty(), ServiceLimits.NONE);
    }

    /**
     * Two bounds that cannot both mean something.
     *
     * @param key the key of a scenario file that says the second of them
     * @param message what must hold, what was asked, and what to do
     */
    public record Contradiction(String key, String message) {}

    /**
     * Find bounds that contradict each other, whatever a run does.
     *
     * @param anyOf the graceful modes
     * @param share the share of samples that must be graceful
     * @param atLeast mode to its smallest share
     * @param atMost mode to its largest share
     * @param within the bound of the 99th percentile
     * @param limits the other bounds
     * @return every contradiction; empty when there is none
     */
    public static List<Contradiction> contradictions(
            Set<Mode> anyOf,
            double share,
            Map<Mode, Double> atLeast,
            Map<Mode, Double> atMost,
            Optional<Duration> within,
            ServiceLimits limits) {
        var found = new ArrayList<Contradiction>();
        if (anyOf.contains(Mode.WRONG)) {
            found.add(new Contradiction(
                    "any-of", "wrong must not be among the graceful modes: no phase excuses a lie; leave it out"));
        }
        allowed("at-least", atLeast, anyOf, found);
        allowed("at-most", atMost, anyOf, found);
        atLeast.forEach((mode, least) -> {
            var most = atMost.getOrDefault(mode, 1.0);
            if (most < least) {
                found.add(new Contradiction(
                        "at-most",
                        "at-most of " + mode.word() + " must be at least its at-least (" + least + "), but was "
                                + most));
            }
        });
        double least = atLeast.values().stream().mapToDouble(d -> d).sum();
        if (least > 1) {
            found.add(new Contradiction(
                    "at-least", "shares of at-least must add up to at most 1, but add up to " + rounded(least)));
        }
        double most =
                anyOf.stream().mapToDouble(m -> atMost.getOrDefault(m, 1.0)).sum();
        if (most < share) {
            found.add(new Contradiction(
                    "at-most",
                    "shares of at-most must leave room for the graceful share (" + share + "), but add up to "
                            + rounded(most) + "; raise one of them or add a graceful mode"));
        }
        ordered("p50", limits.p50(), "within", within, found);
        ordered("p50", limits.p50(), "max", limits.max(), found);
        ordered("within", within, "max", limits.max(), found);
        if (limits.staleness().isPresent() && !anyOf.contains(Mode.STALE)) {
            found.add(new Contradiction(
                    "staleness",
                    "staleness must go with the graceful mode stale, but only " + words(anyOf)
                            + " is graceful; add stale, or leave staleness out"));
        }
        if (limits.detected().isPresent() && EnumSet.of(Mode.FULL, Mode.SLOW).containsAll(anyOf)) {
            found.add(new Contradiction(
                    "detected",
                    "detected must go with a graceful mode that tells of the fault (stale, queued, refused), but only "
                            + words(anyOf) + " is graceful; add one, or leave detected out"));
        }
        return found;
    }

    private static void allowed(String key, Map<Mode, Double> shares, Set<Mode> anyOf, List<Contradiction> found) {
        shares.keySet().stream()
                .filter(m -> !anyOf.contains(m))
                .forEach(m -> found.add(new Contradiction(
                        key,
                        key + " must be of a graceful mode (" + words(anyOf) + "), but was of " + m.word()
                                + "; add it to any-of, or leave it out")));
    }

    private static void ordered(
            String lesser, Optional<Duration> small, String greater, Optional<Duration> large, List<Contradiction> f) {
        if (small.isPresent() && large.isPresent() && small.get().compareTo(large.get()) > 0) {
            f.add(new Contradiction(
                    lesser,
                    lesser + " must be at most " + greater + " (" + Durations.format(large.get()) + "), but was "
                            + Durations.format(small.get())));
        }
    }

    private static String rounded(double sum) {
        return BigDecimal.valueOf(sum)
                .setScale(4, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String words(Set<Mode> modes) {
        return modes.stream().sorted().map(Mode::word).collect(Collectors.joining(", "));
    }
}
