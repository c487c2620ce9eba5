package dev.brownout.scenarios.judge;

import dev.brownout.api.Capability;
import dev.brownout.api.Durations;
import dev.brownout.api.Expectation;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Mode;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Standing;
import dev.brownout.scenarios.plan.Noise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds one phase's samples of one capability against each bound of what was expected of it.
 *
 * @param subject what findings are about: the capability in the phase
 * @param expectation what was expected
 * @param capability what was asked about
 * @param samples all samples due in the phase, in order
 * @param judged those of them that bounds are held against, at least one
 * @param end when the phase ended
 */
record Bounds(
        String subject,
        Expectation expectation,
        Capability capability,
        List<RunView.Sample> samples,
        List<RunView.Sample> judged,
        long end) {
    private static final int MOST_EVIDENCE = 5;

    /** Every bound that broke, and those that cannot be told; empty when all hold. */
    List<Finding> broken(List<RunView.Sample> steady, Optional<Courses.Onset> onset) {
        var found = new ArrayList<Finding>();
        if (expectation.unaffected()) {
            unaffected(steady).ifPresent(found::add);
            return found;
        }
        share().or(this::least).or(this::most).ifPresent(found::add);
        deadlines(found);
        staleness().ifPresent(found::add);
        gap().ifPresent(found::add);
        changes().ifPresent(found::add);
        onset.ifPresent(o -> {
            detected(o).ifPresent(found::add);
            degraded(o).ifPresent(found::add);
        });
        return found;
    }

    private Optional<Finding> unaffected(List<RunView.Sample> steady) {
        double bound = Noise.bound(steady, judged.size());
        if (Noise.notFull(judged) <= bound) {
            return Optional.empty();
        }
        var bad = judged.stream().filter(s -> s.mode() != Mode.FULL).toList();
        return Optional.of(failure(
                "must be unaffected (at most " + Percentiles.percent(bound)
                        + " not full, by this run's steady phase), but " + modes(bad, judged.size()),
                bad));
    }

    private Optional<Finding> share() {
        var bad = judged.stream()
                .filter(s -> !expectation.anyOf().contains(s.mode()))
                .toList();
        double good = 1 - bad.size() / (double) judged.size();
        return good >= expectation.share()
                ? Optional.empty()
                : Optional.of(failure(
                        Percentiles.percent(expectation.share()) + " of samples must be " + words() + ", but of "
                                + judged.size() + " judged " + modes(bad, judged.size()),
                        bad));
    }

    private Optional<Finding> least() {
        return expectation.atLeast().entrySet().stream()
                .filter(e -> in(e.getKey()).size() < e.getValue() * judged.size())
                .findFirst()
                .map(e -> failure(
                        "at least " + Percentiles.percent(e.getValue()) + " of samples must be "
                                + e.getKey().word() + ", but " + in(e.getKey()).size() + " of " + judged.size()
                                + " were",
                        List.of()));
    }

    private Optional<Finding> most() {
        return expectation.atMost().entrySet().stream()
                .filter(e -> in(e.getKey()).size() > e.getValue() * judged.size())
                .findFirst()
                .map(e -> failure(
                        "at most " + Percentiles.percent(e.getValue()) + " of samples may be "
                                + e.getKey().word() + ", but " + in(e.getKey()).size() + " of " + judged.size()
                                + " were",
                        in(e.getKey())));
    }

    private List<RunView.Sample> in(Mode mode) {
        return judged.stream().filter(s -> s.mode() == mode).toList();
    }

    private void deadlines(List<Finding> found) {
        var answered = judged.stream().filter(s -> s.mode() != Mode.HUNG).toList();
        var times =
                answered.stream().mapToLong(RunView.Sample::latency).sorted().toArray();
        later(expectation.limits().p50(), answered, times.length / 2)
                .ifPresent(late -> found.add(tooLate("half of the answers", "the median", late, times, 0.5)));
        // one late answer says nothing of a percentile, however few there are: that is what "max" is for
        later(expectation.within(), answered, Math.max(1, times.length / 100))
                .ifPresent(late -> found.add(tooLate("99 % of answers", "the 99th percentile", late, times, 0.99)));
        later(expectation.limits().max(), answered, 0)
                .ifPresent(late -> found.add(tooLate("every answer", "the slowest", late, times, 1)));
    }

    /** Answers that took longer than a bound, when there are more of them than are let pass. */
    private record Late(Duration bound, List<RunView.Sample> answers, int of) {}

    private static Optional<Late> later(Optional<Duration> bound, List<RunView.Sample> answered, int passed) {
        return bound.map(b -> new Late(
                        b,
                        answered.stream().filter(s -> s.latency() > b.toNanos()).toList(),
                        answered.size()))
                .filter(late -> late.answers().size() > passed);
    }

    private Finding tooLate(String who, String figure, Late late, long[] times, double percentile) {
        return failure(
                who + " must come within " + Durations.format(late.bound()) + ", but "
                        + late.answers().size() + " of " + late.of() + " took longer and " + figure + " is "
                        + Math.round(Percentiles.of(times, percentile) / 1e6) + "ms",
                late.answers());
    }

    private Optional<Finding> staleness() {
        return expectation.limits().staleness().flatMap(bound -> {
            var stale = in(Mode.STALE);
            var ageless = stale.stream().filter(s -> s.age().isEmpty()).toList();
            var old = stale.stream()
                    .filter(s -> s.age().isPresent() && s.age().getAsLong() > bound.toNanos())
                    .toList();
            var asked = "stale content must say its age, at most " + Durations.format(bound) + ", but ";
            if (!ageless.isEmpty()) {
                return Optional.of(
                        failure(asked + ageless.size() + " of " + stale.size() + " stale answers had none", ageless));
            }
            var oldest = old.stream().flatMapToLong(s -> s.age().stream()).max();
            return oldest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(failure(
                            asked + old.size() + " of " + stale.size() + " stale answers were older, up to "
                                    + Math.round(oldest.getAsLong() / 1e6) + "ms",
                            old));
        });
    }

    private Optional<Finding> gap() {
        return expectation.limits().worstGap().flatMap(bound -> {
            var gap = Courses.worstGap(judged, expectation.anyOf(), capability, end);
            return gap.length() <= bound.toNanos()
                    ? Optional.empty()
                    : Optional.of(finding(
                            Weight.FAILURE,
                            "no stretch without a graceful answer may be longer than " + Durations.format(bound)
                                    + ", but one was " + Math.round(gap.length() / 1e6) + "ms",
                            gap.lines()));
        });
    }

    private Optional<Finding> changes() {
        int changes = Courses.changes(judged);
        return expectation
                .limits()
                .changes()
                .filter(most -> changes > most)
                .map(most -> failure(
                        "the mode may change at most " + most + " times, but changed " + changes + " times",
                        List.of()));
    }

    private Optional<Finding> detected(Courses.Onset onset) {
        // a stack that goes on as if nothing had happened has nothing to tell, where that is graceful
        boolean untouched = judged.stream().allMatch(s -> s.mode() == Mode.FULL || s.mode() == Mode.SLOW)
                && expectation.anyOf().contains(Mode.FULL);
        return untouched
                ? Optional.empty()
                : soon(
                        expectation.limits().detected(),
                        onset,
                        s -> Courses.detected(s, onset),
                        "the first answer that tells of the fault (stale, queued or refused) must come");
    }

    private Optional<Finding> degraded(Courses.Onset onset) {
        return soon(
                expectation.limits().degraded(),
                onset,
                s -> Courses.degraded(s, expectation.anyOf(), onset),
                "answers must be " + words() + ", and stay so for a second,");
    }

    /**
     * Hold a time since onset against its bound. It is measured from when the fault was in place, but the bound counts from
     * when that was proven: what was felt before is not known.
     */
    private Optional<Finding> soon(
            Optional<Duration> bound,
            Courses.Onset onset,
            Function<List<RunView.Sample>, OptionalLong> measure,
            String what) {
        if (bound.isEmpty()) {
            return Optional.empty();
        }
        var seen = samples.stream().filter(s -> s.standing() != Standing.BLIND).toList();
        var took = measure.apply(seen);
        long late = bound.get().toNanos();
        long since = took.isEmpty() ? Long.MAX_VALUE : onset.applied() + took.getAsLong() - onset.clear();
        if (since <= late) {
            return Optional.empty();
        }
        long until = took.isEmpty() ? end : onset.applied() + took.getAsLong();
        boolean blind = samples.stream()
                .anyMatch(s -> s.standing() == Standing.BLIND && s.due() >= onset.asked() && s.due() <= until);
        var message = what + " within " + Durations.format(bound.get()) + " after the fault was proven in place, but "
                + (took.isEmpty() ? "never did" : "took " + Math.round(since / 1e6) + "ms")
                + (blind ? ", as far as is known: samples before are blind" : "");
        return Optional.of(finding(blind ? Weight.INCONCLUSIVE : Weight.FAILURE, message, List.of()));
    }

    private Finding failure(String message, List<RunView.Sample> evidence) {
        return finding(
                Weight.FAILURE,
                message,
                evidence.stream().map(RunView.Sample::line).toList());
    }

    private Finding finding(Weight weight, String message, Collection<Long> lines) {
        return new Finding(
                "expectation",
                weight,
                subject,
                subject + ": " + message,
                lines.stream().limit(MOST_EVIDENCE).toList());
    }

    private String words() {
        return expectation.anyOf().stream().map(Mode::word).collect(Collectors.joining(" or "));
    }

    private static String modes(List<RunView.Sample> bad, int of) {
        Map<Mode, Long> counts = bad.stream()
                .collect(Collectors.groupingBy(
                        RunView.Sample::mode, () -> new EnumMap<>(Mode.class), Collectors.counting()));
        return counts.entrySet().stream()
                .map(e -> Percentiles.percent(e.getValue() / (double) of) + " were "
                        + e.getKey().word())
                .collect(Collectors.joining(" and "));
    }
}
