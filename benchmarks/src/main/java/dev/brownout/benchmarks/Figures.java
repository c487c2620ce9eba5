package dev.brownout.benchmarks;

import java.util.Arrays;
import java.util.List;

/** Medians and percentiles. */
final class Figures {
    private Figures() {}

    /**
     * Give a percentile by nearest rank.
     *
     * @param sorted ascending, not empty
     * @param share 0 to 1
     */
    static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }

    static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double round(double value) {
        return Math.abs(value) >= 1000 ? Math.rint(value) : Math.rint(value * 1000) / 1000;
    }
}
