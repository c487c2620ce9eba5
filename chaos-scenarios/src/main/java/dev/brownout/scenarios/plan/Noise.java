package dev.brownout.scenarios.plan;

import dev.brownout.api.Mode;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Standing;
import java.util.Collection;

/**
 * The one rule of what {@code unaffected} means: within the noise bounds of this run's own steady phase (DESIGN §7). Pure.
 */
public final class Noise {
    /** One point more than in the steady phase is let pass (A9 of the incident dossier). */
    private static final double MARGIN = 0.01;
    /** What chance exceeds in one case of a hundred: the 99th percentile of the normal distribution. */
    private static final double ONE_IN_A_HUNDRED = 2.33;

    private Noise() {}

    /**
     * Tell how large a share of the judged samples may be worse than full without anything having happened: the steady
     * phase's share, one point more, and what chance explains in 99 of 100 cases. Both shares are estimates, so the numbers
     * of samples of both count: difference of two proportions, with one good and one bad sample added to the steady ones, as
     * Agresti and Caffo do (The American Statistician 54, 2000), because the plain formula takes a short steady phase without
     * any flaw for proof that there never is one.
     *
     * @param steady the share of the steady phase's samples that were not full, 0 to 1
     * @param steadySamples of how many samples; with 0, next to nothing is known and the bound is wide
     * @param judged how many samples are compared with it, at least 1
     * @return the largest share, 0 to 1
     */
    public static double bound(double steady, int steadySamples, int judged) {
        return bound(steady, steadySamples, judged, MARGIN);
    }

    /**
     * Tell the same for another margin than one point.
     *
     * @param steady the share of the steady phase's samples that were bad, 0 to 1
     * @param steadySamples of how many samples
     * @param judged how many samples are compared with it, at least 1
     * @param margin how much more than in the steady phase is let pass, 0 to 1
     * @return the largest share, 0 to 1
     */
    public static double bound(double steady, int steadySamples, int judged, double margin) {
        double likely = Math.min(0.5, (steady * steadySamples + 1) / (steadySamples + 2) + margin);
        double inverse = 1.0 / judged + 1.0 / Math.max(1, steadySamples);
        return Math.min(1, steady + margin + ONE_IN_A_HUNDRED * Math.sqrt(likely * (1 - likely) * inverse));
    }

    /**
     * Tell the same from the samples: see {@link #bound(double, int, int)}.
     *
     * @param steady the steady phase's samples; blind ones do not count
     * @param judged how many samples are compared with them, at least 1
     * @return the largest share, 0 to 1
     */
    public static double bound(Collection<RunView.Sample> steady, int judged) {
        var seen = steady.stream().filter(s -> s.standing() != Standing.BLIND).toList();
        return bound(notFull(seen), seen.size(), judged);
    }

    /**
     * Give the share of samples that are anything but full.
     *
     * @param samples the samples
     * @return 0 to 1; 0 without samples
     */
    public static double notFull(Collection<RunView.Sample> samples) {
        return samples.isEmpty()
                ? 0
                : samples.stream().filter(s -> s.mode() != Mode.FULL).count() / (double) samples.size();
    }
}
