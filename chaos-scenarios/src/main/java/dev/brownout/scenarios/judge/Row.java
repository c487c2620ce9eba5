package dev.brownout.scenarios.judge;

import dev.brownout.api.Mode;
import java.util.Map;

/**
 * One line of the verdict's table: how a capability served in a phase.
 *
 * @param phase the phase
 * @param capability the capability
 * @param counts mode to number of samples, transitions and blind samples included
 * @param samples all samples due in the phase
 * @param judged samples that expectations were held against: neither in transition nor blind
 * @param judgedFull how many of these were full
 * @param blind samples that overlap a stall of the harness, and samples that are missing
 * @param p50Millis the median time to an answer of samples that got one, in ms; 0 when none did
 * @param p99Millis the 99th percentile of the same
 * @param maxMillis the longest of the same
 * @param verdict whether the phase's expectation of it was met
 * @param course what else was measured
 */
public record Row(
        String phase,
        String capability,
        Map<Mode, Integer> counts,
        int samples,
        int judged,
        int judgedFull,
        int blind,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        RowVerdict verdict,
        Course course) {

    /** Whether an expectation was met. A closed set. */
    public enum RowVerdict {
        /** It was. */
        MET,
        /** It was not. */
        BROKEN,
        /** It could not be judged. */
        NOT_JUDGED,
        /** Nothing was expected. */
        NONE
    }

    /**
     * Give a mode's share of the samples.
     *
     * @param mode the mode
     * @return 0 to 1; 0 without samples
     */
    public double share(Mode mode) {
        return samples == 0 ? 0 : counts.getOrDefault(mode, 0) / (double) samples;
    }
}
