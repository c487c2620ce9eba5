package dev.brownout.scenarios.report;

import dev.brownout.api.Durations;
import dev.brownout.api.Expectation;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Mode;
import dev.brownout.api.ServiceLimits;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Collectors;

/** What all reports say in the same words. */
public final class Words {
    private Words() {}

    /**
     * Say a verdict in a sentence.
     *
     * @param v the verdict
     * @return the sentence, without a full stop
     */
    public static String of(Verdict v) {
        return switch (v.outcome()) {
            case PASSED -> "every capability served in full throughout";
            case DEGRADED_OK -> "service degraded as declared, recovered, and every invariant held";
            case FAILED -> count(v, Weight.FAILURE) + " broke an expectation or an invariant";
            case INCONCLUSIVE ->
                "nothing can be said: " + count(v, Weight.INCONCLUSIVE)
                        + (v.findings().stream()
                                                .filter(f -> f.weight() == Weight.INCONCLUSIVE)
                                                .count()
                                        == 1
                                ? " stands in the way"
                                : " stand in the way");
            case NOT_STARTED -> "steady state did not hold, so no fault was done";
            case ABORTED -> "the run was stopped; everything was undone";
            case ROLLBACK_INCOMPLETE -> "something could not be proven restored: look before you go on";
        };
    }

    private static String count(Verdict v, Weight weight) {
        long n = v.findings().stream().filter(f -> f.weight() == weight).count();
        return n + (n == 1 ? " finding" : " findings");
    }

    /**
     * Say when a run was to end before its end.
     *
     * @param plan the plan
     * @return its halt conditions and its limit, without a full stop
     */
    public static String halts(Plan plan) {
        return plan.halts().stream().map(h -> "when " + h.words() + ", ").collect(Collectors.joining()) + "after "
                + Durations.format(plan.limit()) + " in any case";
    }

    /**
     * Say how well the harness saw.
     *
     * @param v the verdict
     * @return a line
     */
    public static String harness(Verdict v) {
        return String.format(
                Locale.ROOT,
                "played %.1f s, %d operations of background users, probes asked at most %.1f ms late (p99), %d stalls of the "
                        + "harness (%.0f ms in all)",
                v.playedMillis() / 1000,
                v.operations(),
                v.worstSlipMillis(),
                v.stalls(),
                v.stalledMillis());
    }

    /**
     * Say a share.
     *
     * @param share 0 to 1
     * @return in per cent; a share over 0 is never said to be 0
     */
    public static String percent(double share) {
        return share > 0 && share < 0.01 ? "<1 %" : Math.round(share * 100) + " %";
    }

    /**
     * Say the time scale.
     *
     * @param plan the plan
     * @return how much of the incident passes in a second
     */
    public static String scale(Plan plan) {
        return Durations.format(Duration.ofMillis(Math.round(plan.timeScale() * 1000)));
    }

    /**
     * Say a time to a person.
     *
     * @param millis ms
     * @return in ms below a second, else in s
     */
    public static String time(double millis) {
        return Math.abs(millis) < 1000
                ? String.format(Locale.ROOT, Math.abs(millis) < 10 ? "%.1f ms" : "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }

    /**
     * Say what is expected of a capability.
     *
     * @param e the expectation
     * @return a clause that follows the capability's name, without a full stop
     */
    public static String expectation(Expectation e) {
        if (e.unaffected()) {
            return "must be as in the steady phase";
        }
        return "must be " + e.anyOf().stream().map(Mode::word).collect(Collectors.joining(" or ")) + " in "
                + percent(e.share()) + " of its samples"
                + e.within()
                        .map(w -> ", answered within " + Durations.format(w))
                        .orElse("")
                + limits(e.limits())
                + e.atMost().entrySet().stream()
                        .map(a -> ", " + a.getKey().word() + " in at most " + percent(a.getValue()))
                        .collect(Collectors.joining())
                + e.atLeast().entrySet().stream()
                        .map(a -> ", " + a.getKey().word() + " in at least " + percent(a.getValue()))
                        .collect(Collectors.joining());
    }

    private static String limits(ServiceLimits l) {
        var words = new ArrayList<String>();
        l.p50().ifPresent(d -> words.add("half of the answers within " + Durations.format(d)));
        l.max().ifPresent(d -> words.add("every answer within " + Durations.format(d)));
        l.staleness().ifPresent(d -> words.add("nothing older than " + Durations.format(d)));
        l.worstGap().ifPresent(d -> words.add("no stretch over " + Durations.format(d) + " without a graceful answer"));
        l.detected().ifPresent(d -> words.add("telling of the fault within " + Durations.format(d)));
        l.degraded().ifPresent(d -> words.add("graceful within " + Durations.format(d) + " of it"));
        l.changes().ifPresent(n -> words.add("changing its mode at most " + n + " times"));
        return words.stream().map(w -> ", " + w).collect(Collectors.joining());
    }
}
