package dev.brownout.scenarios.plan;

/** How far chance alone may carry a share. */
public final class SampleSize {
    /** Where 99 of 100 values of a normal distribution lie below. */
    private static final double IN_99_OF_100 = 2.33;

    private SampleSize() {}

    /**
     * Tell up to which share is explained by a true share and chance, in 99 of 100 cases (normal approximation of the
     * binomial distribution).
     *
     * @param share the true share, 0 to 1
     * @param samples how many samples there are, at least 1
     * @return a share, at least the given one
     */
    public static double most(double share, int samples) {
        return share + IN_99_OF_100 * Math.sqrt(share * (1 - share) / samples);
    }
}
