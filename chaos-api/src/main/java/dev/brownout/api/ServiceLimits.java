package dev.brownout.api;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a file may bound of a capability in a phase besides shares of modes. All of it is measured in every run, bounded or
 * not. All in stack time.
 *
 * @param p50 the longest median time to an answer
 * @param max the longest time to any answer; {@link Mode#HUNG} is none
 * @param staleness the greatest age of content that is served {@link Mode#STALE}; content without an age exceeds it
 * @param worstGap the longest stretch without a graceful answer
 * @param detected how soon after the fault is in place the stack must say that it knows: its first answer that is stale,
 *     queued or refused
 * @param degraded how soon after the fault is in place answers must be graceful, and stay so for a second
 * @param changes how often the mode may change; a mode counts from its third sample in a row
 */
public record ServiceLimits(
        Optional<Duration> p50,
        Optional<Duration> max,
        Optional<Duration> staleness,
        Optional<Duration> worstGap,
        Optional<Duration> detected,
        Optional<Duration> degraded,
        Optional<Integer> changes) {

    /** No bounds: everything is measured, nothing is judged. */
    public static final ServiceLimits NONE = new ServiceLimits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Check each bound's range. */
    public ServiceLimits {
        Map.of(
                        "p50", p50,
                        "max", max,
                        "staleness", staleness,
                        "worst-gap", worstGap,
                        "detected", detected,
                        "degraded", degraded)
                .forEach((key, bound) -> bound.ifPresent(b -> Rules.positive(key, b)));
        changes.ifPresent(n -> Rules.require(n >= 0, "changes must be >= 0, but was %s", n));
    }
}
