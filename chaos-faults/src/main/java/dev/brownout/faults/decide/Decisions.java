package dev.brownout.faults.decide;

import java.util.function.LongSupplier;

/**
 * Decide what is hit, as a pure function of a seed, a stream and an ordinal: there is no shared generator, so the order in
 * which streams ask cannot change an answer. Immutable and thread safe.
 *
 * <p>Ratios are stratified (jittered systematic sampling): a block of 100 consecutive decisions is cut into as many equal
 * strata as it is to hold hits, and each stratum holds one, at a seeded position. So each block of 100 holds exactly {@code
 * round(100 * ratio)} hits, and any {@link #window} consecutive decisions hold at least one. A ratio is thereby taken in
 * whole percents; one below 0.01 gives one hit in each {@code round(1 / ratio)} decisions.
 */
public final class Decisions {
    private static final int BLOCK = 100;
    private static final double SMALLEST_SHARE = 0.01;

    private final LongSupplier seed;
    private final Noting noting;

    /** Takes note of what was decided. Called by whoever decides, so it must be quick, and thread safe. */
    @FunctionalInterface
    public interface Noting {
        /**
         * Take note of a decision.
         *
         * @param injection the injection that asked
         * @param stream the stream's name
         * @param ordinal how many decisions the stream had made before
         * @param hit whether the fault acts
         */
        void note(String injection, String stream, long ordinal, boolean hit);
    }

    /**
     * Make the decisions of a seed, which nobody notes.
     *
     * @param seed any value
     */
    public Decisions(long seed) {
        this(seed, (injection, stream, ordinal, hit) -> {});
    }

    /**
     * Make the decisions of a seed.
     *
     * @param seed any value
     * @param noting takes note of those that are made by a {@link Decider}
     */
    public Decisions(long seed, Noting noting) {
        this(() -> seed, noting);
    }

    /**
     * Make the decisions of a seed that may be another one from some time on, for planes that outlive a run.
     *
     * @param seed gives the seed; asked at each decision, so it must be quick, and thread safe
     * @param noting takes note of those that are made by a {@link Decider}
     */
    public Decisions(LongSupplier seed, Noting noting) {
        this.seed = seed;
        this.noting = noting;
    }

    /**
     * Decide for a stream whose decisions are to be noted.
     *
     * @param injection the injection's id
     * @param name the stream's name, to be read by people
     * @param stream the stream
     * @return decides alike each time
     */
    public Decider decider(String injection, String name, DecisionStream stream) {
        return new Decider(this, injection, name, stream);
    }

    void note(String injection, String stream, long ordinal, boolean hit) {
        noting.note(injection, stream, ordinal, hit);
    }

    /**
     * Decide once.
     *
     * @param ratio the share of hits: 0 or less never hits, 1 or more always does
     * @param stream the stream that is asking
     * @param ordinal how many decisions this stream has made before, from 0
     * @return true for a hit
     */
    public boolean hit(double ratio, DecisionStream stream, long ordinal) {
        if (!(ratio > 0)) {
            return false;
        }
        if (ratio < SMALLEST_SHARE) {
            long length = Math.round(1 / ratio);
            long stratum = ordinal / length;
            return ordinal % length == position(stream, stratum, 0, length);
        }
        int hits = hitsInBlock(ratio);
        int place = (int) (ordinal % BLOCK);
        int stratum = (hits * (place + 1) - 1) / BLOCK;
        int start = BLOCK * stratum / hits;
        int end = BLOCK * (stratum + 1) / hits;
        return place == start + position(stream, ordinal / BLOCK, stratum, end - start);
    }

    /**
     * Draw a number that is as good as random.
     *
     * @param stream the stream that is asking
     * @param ordinal how many draws this stream has made before, from 0
     * @return a value from 0 to below 1, uniform over ordinals
     */
    public double uniform(DecisionStream stream, long ordinal) {
        return (bits(stream, ordinal, -1) >>> 11) * 0x1.0p-53;
    }

    /**
     * Tell how many consecutive decisions of one stream are sure to hold a hit.
     *
     * @param ratio the share of hits, over 0
     * @return at least 1, at most {@code 2 * ceil(1 / ratio)} where the ratio is a whole percent
     */
    public static int window(double ratio) {
        long longest =
                ratio < SMALLEST_SHARE ? Math.round(1 / ratio) : (BLOCK + hitsInBlock(ratio) - 1) / hitsInBlock(ratio);
        return Math.toIntExact(2 * longest - 1);
    }

    private static int hitsInBlock(double ratio) {
        return (int) Math.min(BLOCK, Math.max(1, Math.round(BLOCK * ratio)));
    }

    private long position(DecisionStream stream, long block, int stratum, long length) {
        return Long.remainderUnsigned(bits(stream, block, stratum), length);
    }

    private long bits(DecisionStream stream, long ordinal, int part) {
        long bits = mix(seed.getAsLong() + 0x9e3779b97f4a7c15L);
        bits = mix(bits ^ stream.key());
        bits = mix(bits + ordinal * 0x9e3779b97f4a7c15L);
        return mix(bits ^ part);
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
