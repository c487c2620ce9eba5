package dev.brownout.scenarios.judge;

import dev.brownout.api.Capability;
import dev.brownout.api.Durations;
import dev.brownout.api.Expectation;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Mode;
import dev.brownout.scenarios.judge.Row.RowVerdict;
import dev.brownout.scenarios.plan.Planner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds one phase's samples of one capability against what was expected of it.
 *
 * <p>Samples in transition and blind ones are counted but not judged; more than 5 % blind makes the phase inconclusive
 * (DESIGN §7).
 */
final class Expectations {
    /** More than this share of blind samples in a phase, and it says nothing. */
    static final double MOST_BLIND = 0.05;

    private final List<Interval> transitions;
    private final List<Interval> stalls;

    Expectations(List<Interval> transitions, List<Interval> stalls) {
        this.transitions = transitions;
        this.stalls = stalls;
    }

    /** A row of the table with the findings behind it. */
    record Judged(Row row, List<Finding> findings) {}

    Judged judge(
            PhaseWindow window,
            Capability capability,
            List<Sample> all,
            Optional<Expectation> expectation,
            List<Sample> steady,
            boolean proven) {
        var samples = all.stream().filter(window::has).toList();
        var judged = new ArrayList<Sample>();
        int blind = missing(window, capability, samples.size());
        var counts = new EnumMap<Mode, Integer>(Mode.class);
        for (var s : samples) {
            counts.merge(s.mode(), 1, Integer::sum);
            if (touches(stalls, s)) {
                blind++;
            } else if (!touches(transitions, s)) {
                judged.add(s);
            }
        }
        var findings = new ArrayList<Finding>();
        var verdict = RowVerdict.NONE;
        if (expectation.isPresent()) {
            var subject = capability.id() + " in " + window.phase();
            int expected = Math.max(1, samples.size() + missing(window, capability, samples.size()));
            int needed = Planner.samplesNeeded(expectation.get());
            if (blind > MOST_BLIND * expected) {
                findings.add(inconclusive(
                        subject,
                        subject + " was blind: " + blind + " of " + expected
                                + " samples are missing or overlap a stall of the harness (at most 5 % may)"));
            } else if (judged.size() < needed) {
                findings.add(inconclusive(
                        subject,
                        subject + " cannot be judged: " + needed
                                + " samples outside transitions are needed, but there are " + judged.size()));
            } else {
                broken(subject, expectation.get(), judged, steady).ifPresent(findings::add);
            }
            verdict = findings.isEmpty()
                    ? RowVerdict.MET
                    : findings.get(0).weight() == Weight.FAILURE ? RowVerdict.BROKEN : RowVerdict.NOT_JUDGED;
            if (!proven && verdict != RowVerdict.MET) {
                // the phase was not what it should have been: what was expected of it says nothing
                findings.clear();
                verdict = RowVerdict.NOT_JUDGED;
            }
        }
        return new Judged(row(window.phase(), capability.id(), samples, counts, judged, blind, verdict), findings);
    }

    private static Finding inconclusive(String subject, String message) {
        return new Finding("expectation", Weight.INCONCLUSIVE, subject, message, List.of());
    }

    private static boolean touches(List<Interval> intervals, Sample s) {
        return intervals.stream().anyMatch(i -> i.touches(s.due(), s.done()));
    }

    /** Samples that should be there and are not, one of rounding forgiven. */
    private static int missing(PhaseWindow window, Capability capability, int there) {
        return Math.max(0, (int) Math.floor(window.seconds() * capability.probesPerSecond()) - 1 - there);
    }

    private static Optional<Finding> broken(
            String subject, Expectation expectation, List<Sample> judged, List<Sample> steady) {
        if (expectation.unaffected()) {
            return affected(subject, judged, steady);
        }
        var bad = judged.stream()
                .filter(s -> !expectation.anyOf().contains(s.mode()))
                .toList();
        double good = 1 - bad.size() / (double) judged.size();
        if (good < expectation.share()) {
            return Optional.of(failure(
                    subject,
                    subject + ": " + percent(expectation.share()) + " of samples must be " + words(expectation)
                            + ", but of " + judged.size() + " judged " + modes(bad, judged.size()),
                    bad));
        }
        for (var e : expectation.atLeast().entrySet()) {
            long count = judged.stream().filter(s -> s.mode() == e.getKey()).count();
            if (count < e.getValue() * judged.size()) {
                return Optional.of(failure(
                        subject,
                        subject + ": at least " + percent(e.getValue()) + " of samples must be "
                                + e.getKey().word() + ", but " + count + " of " + judged.size() + " were",
                        List.of()));
            }
        }
        if (expectation.within().isPresent()) {
            long bound = expectation.within().get().toNanos();
            var answered = judged.stream()
                    .filter(s -> s.mode() != Mode.HUNG)
                    .mapToLong(Sample::latency)
                    .sorted()
                    .toArray();
            if (answered.length > 0 && percentile(answered, 0.99) > bound) {
                return Optional.of(failure(
                        subject,
                        subject + ": 99 % of answers must come within "
                                + Durations.format(expectation.within().get()) + ", but the 99th percentile is "
                                + Math.round(percentile(answered, 0.99) / 1e6) + "ms",
                        judged.stream().filter(s -> s.latency() > bound).toList()));
            }
        }
        return Optional.empty();
    }

    /**
     * Compare with the steady phase: the share of samples that are not full may exceed the steady phase's by one point
     * (A9 of the incident dossier) plus what chance explains in 99 of 100 cases at this number of samples.
     */
    private static Optional<Finding> affected(String subject, List<Sample> judged, List<Sample> steady) {
        double base = notFull(steady) + 0.01;
        double noise = 2.33 * Math.sqrt(base * (1 - base) / judged.size());
        double bound = base + noise;
        double share = notFull(judged);
        if (share <= bound) {
            return Optional.empty();
        }
        var bad = judged.stream().filter(s -> s.mode() != Mode.FULL).toList();
        return Optional.of(failure(
                subject,
                subject + ": must be unaffected (at most " + percent(bound)
                        + " not full, by this run's steady phase), but " + modes(bad, judged.size()),
                bad));
    }

    private static double notFull(List<Sample> samples) {
        return samples.isEmpty()
                ? 0
                : samples.stream().filter(s -> s.mode() != Mode.FULL).count() / (double) samples.size();
    }

    private static Finding failure(String subject, String message, List<Sample> evidence) {
        return new Finding(
                "expectation",
                Weight.FAILURE,
                subject,
                message,
                evidence.stream().map(Sample::line).limit(5).toList());
    }

    static String words(Expectation e) {
        return e.unaffected()
                ? "unaffected"
                : e.anyOf().stream().map(Mode::word).collect(Collectors.joining(" or "));
    }

    private static String modes(List<Sample> bad, int of) {
        Map<Mode, Long> counts = bad.stream()
                .collect(Collectors.groupingBy(Sample::mode, () -> new EnumMap<>(Mode.class), Collectors.counting()));
        return counts.entrySet().stream()
                .map(e -> percent(e.getValue() / (double) of) + " were "
                        + e.getKey().word())
                .collect(Collectors.joining(" and "));
    }

    static String percent(double share) {
        return String.format(java.util.Locale.ROOT, share < 0.1 && share > 0 ? "%.1f %%" : "%.0f %%", share * 100);
    }

    private static Row row(
            String phase,
            String capability,
            List<Sample> samples,
            Map<Mode, Integer> counts,
            List<Sample> judged,
            int blind,
            RowVerdict verdict) {
        var answered = samples.stream()
                .filter(s -> s.mode() != Mode.HUNG)
                .mapToLong(Sample::latency)
                .sorted()
                .toArray();
        return new Row(
                phase,
                capability,
                Map.copyOf(counts),
                samples.size(),
                judged.size(),
                (int) judged.stream().filter(s -> s.mode() == Mode.FULL).count(),
                blind,
                percentile(answered, 0.5) / 1e6,
                percentile(answered, 0.99) / 1e6,
                percentile(answered, 1) / 1e6,
                verdict);
    }

    /** The nearest-rank percentile of sorted values; 0 without any. */
    static long percentile(long[] sorted, double p) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(p * sorted.length) - 1)];
    }

    static long[] sorted(List<Long> values) {
        var array = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(array);
        return array;
    }
}
