package dev.brownout.scenarios.plan;

/** How many samples a share needs to mean something, and how far chance alone may carry it. */
public final class SampleSize {
    /** Where 99 of 100 values of a normal distribution lie below. */
    private static final double IN_99_OF_100 = 2.33;

    private SampleSize() {}

    /**
     * Tell how many judged samples a share bound needs: 2 / tolerance (DESIGN §7).
     *
     * @param tolerance the share of samples that may break the rule, 0 to 1
     * @return the number, at least 2
     */
    public static int needed(double tolerance) {
        // a tolerance of 0: any one sample breaks it, so there is no noise to average out
        return tolerance <= 0 ? 2 : (int) Math.ceil(2 / tolerance - 1e-9);
    }

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
