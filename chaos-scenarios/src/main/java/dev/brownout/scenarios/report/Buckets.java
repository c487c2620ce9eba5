package dev.brownout.scenarios.report;

import dev.brownout.api.Mode;
import dev.brownout.scenarios.report.Chronicle.Point;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Sums samples up in equal stretches of time, so that a long run is as quick to draw as a short one. Pure.
 *
 * @param from where the first bucket begins, in ns on the run's clock
 * @param width how long each is, in ns
 * @param counts mode to how many samples were in it, in each bucket; every mode is there
 * @param p50 for each bucket, the median time to an answer in ms; NaN where nothing was answered
 * @param p99 for each bucket, the 99th percentile of the same: below 100 answers that is the slowest
 */
@SuppressWarnings("ArrayRecordComponent") // for a chart: neither compared nor changed
public record Buckets(long from, long width, Map<Mode, int[]> counts, double[] p50, double[] p99) {
    /** More than any screen has pixels for, and few enough to be small in a file. */
    static final int MOST = 1500;
    /** Below that, a bucket says no more than its samples do. */
    private static final int SAMPLES = 5;

    private static final int[] NONE = {};
    private static final long[] NICE = {1, 2, 5};
    private static final long SHORTEST = 50_000_000L;

    /**
     * Choose how long buckets are: 1, 2 or 5 times a power of ten, about five samples or more, and at most 1500 in all.
     *
     * @param span how long the run was, in ns
     * @param perSecond how often the busiest probe asks a second, at least 1
     * @return ns
     */
    public static long width(long span, int perSecond) {
        long wanted = Math.max(Math.max(SHORTEST, SAMPLES * 1_000_000_000L / Math.max(1, perSecond)), span / MOST);
        for (long power = 10_000_000L; ; power *= 10) {
            for (long nice : NICE) {
                if (nice * power >= wanted) {
                    return nice * power;
                }
            }
        }
    }

    /**
     * Sum samples up.
     *
     * @param samples the samples, in any order; those due before {@code from} or from {@code to} on are left out
     * @param from where the first bucket begins, in ns
     * @param to where the last may end, in ns; after {@code from}
     * @param width how long each is, in ns, over 0
     * @return the buckets; the last one reaches {@code to} or beyond
     */
    public static Buckets of(List<Point> samples, long from, long to, long width) {
        int n = Math.toIntExact(Math.max(1, (to - from + width - 1) / width));
        var counts = new EnumMap<Mode, int[]>(Mode.class);
        for (var mode : Mode.values()) {
            counts.put(mode, new int[n]);
        }
        var answers = new ArrayList<List<Double>>(n);
        for (int i = 0; i < n; i++) {
            answers.add(new ArrayList<>());
        }
        for (var s : samples) {
            if (s.due() >= from && s.due() < to) {
                int bucket = (int) ((s.due() - from) / width);
                of(counts, s.mode())[bucket]++;
                if (s.mode() != Mode.HUNG) {
                    answers.get(bucket).add(s.millis());
                }
            }
        }
        var p50 = new double[n];
        var p99 = new double[n];
        for (int i = 0; i < n; i++) {
            var sorted = answers.get(i).stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            p50[i] = percentile(sorted, 0.5);
            p99[i] = percentile(sorted, 0.99);
        }
        return new Buckets(from, width, counts, p50, p99);
    }

    /** The nearest rank: a value that was really measured. */
    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /**
     * Tell how many buckets there are.
     *
     * @return at least 1
     */
    public int size() {
        return p50.length;
    }

    /**
     * Count the samples of one mode.
     *
     * @param mode the mode
     * @return in each bucket, how many
     */
    public int[] of(Mode mode) {
        return of(counts, mode);
    }

    private static int[] of(Map<Mode, int[]> counts, Mode mode) {
        return counts.getOrDefault(mode, NONE);
    }
}
