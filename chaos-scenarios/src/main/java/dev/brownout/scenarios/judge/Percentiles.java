package dev.brownout.scenarios.judge;

import java.util.Collection;
import java.util.Locale;

/** Figures over samples, and how shares are written. */
final class Percentiles {
    private Percentiles() {}

    /** The nearest-rank percentile of sorted values; 0 without any. */
    static long of(long[] sorted, double p) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(p * sorted.length) - 1)];
    }

    static long[] sorted(Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 && share > 0 ? "%.1f %%" : "%.0f %%", share * 100);
    }
}
