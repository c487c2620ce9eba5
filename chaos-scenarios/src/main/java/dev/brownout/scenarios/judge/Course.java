package dev.brownout.scenarios.judge;

import java.util.Optional;

/**
 * How service went in one phase beyond shares and times to answer. Measured whether a file bounds it or not; blind samples
 * do not count, those in transition do (bounds are held against judged samples only). A time is known to within one interval
 * of the probes.
 *
 * @param detectedMillis from when the phase's last fault was in place to the first answer that tells of it (stale, queued or
 *     refused), in ms; 0 when it was told before; empty when it never was, or without a fault
 * @param degradedMillis from when the phase's last fault was in place to when answers were graceful and stayed so for a
 *     second, in ms; empty when they never did, or without a fault
 * @param worstGapMillis the longest stretch without a graceful answer, in ms; 0 without any
 * @param oldestMillis the greatest age of stale content that said its age, in ms; empty without any
 * @param changes how often the mode changed; a mode counts from its third sample in a row
 */
public record Course(
        Optional<Double> detectedMillis,
        Optional<Double> degradedMillis,
        double worstGapMillis,
        Optional<Double> oldestMillis,
        int changes) {}
