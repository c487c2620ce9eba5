package dev.brownout.faults.tcp;

import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Tell what is late from noise. Noise can only make something later, so where every connection is to be late, one that is not
 * disproves the fault, and the earliest of several proves it. Where only a share is, enough are made for two to be late; one
 * alone may be noise and proves nothing.
 */
final class LateWitness {
    private static final int TRIES = 5;
    private static final int SURE_HITS = 2;
    private static final double PART = 0.9;
    /** Up to here tries follow one another, so that one stall of the machine cannot meet them all. */
    private static final Duration QUICK = Duration.ofMillis(200);

    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final boolean all;
    private final int count;
    private final int atOnce;
    private final double lateNanos;

    /**
     * What one try showed.
     *
     * @param outcome {@link TcpOutcome#ANSWERED} when it ended; {@link TcpOutcome#SILENT} when it went on past a deadline
     *     that is longer than what is late
     * @param nanos how long it took
     */
    record Sample(TcpOutcome outcome, long nanos) {}

    /**
     * @param ratio the share of connections that are to be late
     * @param least how late they are at least
     */
    LateWitness(double ratio, Duration least) {
        this.all = Decisions.window(ratio) == 1;
        this.count = tries(ratio);
        this.atOnce = all && least.compareTo(QUICK) <= 0 ? 1 : Tries.AT_ONCE;
        this.lateNanos = PART * least.toNanos();
    }

    private static int tries(double ratio) {
        int window = Decisions.window(ratio);
        return window == 1 ? TRIES : SURE_HITS * window;
    }

    /** Tell whether a share can be shown in a few seconds. */
    static boolean canShow(double ratio, Duration least) {
        return least.multipliedBy(tries(ratio)).dividedBy(Tries.AT_ONCE).compareTo(LONGEST) <= 0;
    }

    Measurement measure(Callable<Sample> once) {
        Predicate<List<Sample>> enough = all
                ? samples -> samples.stream().anyMatch(this::inTime)
                : samples -> samples.stream().filter(this::late).count() >= SURE_HITS;
        return judge(Tries.run(count, atOnce, once, enough));
    }

    private Measurement judge(List<Sample> samples) {
        long late = samples.stream().filter(this::late).count();
        long inTime = samples.stream().filter(this::inTime).count();
        var text = String.format(
                Locale.ROOT,
                "%d tries: %d late by %.0f ms or more, %d in time, best %s",
                samples.size(),
                late,
                lateNanos / 1e6,
                inTime,
                best(samples));
        boolean symptom = all ? late > 0 && inTime == 0 : late >= SURE_HITS;
        boolean healthy = all ? inTime > 0 : inTime == samples.size();
        return new Measurement(symptom, healthy, text);
    }

    private boolean late(Sample sample) {
        return ended(sample) ? sample.nanos() >= lateNanos : sample.outcome() == TcpOutcome.SILENT;
    }

    private boolean inTime(Sample sample) {
        return ended(sample) && sample.nanos() < lateNanos;
    }

    private static boolean ended(Sample sample) {
        return sample.outcome() == TcpOutcome.ANSWERED;
    }

    private static String best(List<Sample> samples) {
        var best = samples.stream()
                .filter(LateWitness::ended)
                .mapToLong(Sample::nanos)
                .min();
        return best.isPresent() ? String.format(Locale.ROOT, "after %.1f ms", best.getAsLong() / 1e6) : "never";
    }
}
