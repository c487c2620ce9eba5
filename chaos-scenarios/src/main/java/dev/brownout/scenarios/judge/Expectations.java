package dev.brownout.scenarios.judge;

import dev.brownout.api.Capability;
import dev.brownout.api.Expectation;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Mode;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Standing;
import dev.brownout.scenarios.judge.Row.RowVerdict;
import dev.brownout.scenarios.plan.Evidence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges what was expected of each capability in each phase, and measures it in any case.
 *
 * <p>Samples in transition and blind ones are counted but not judged; more than 5 % blind makes the phase inconclusive
 * (DESIGN §7).
 */
final class Expectations {
    /** More than this share of blind samples in a phase, and it says nothing. */
    static final double MOST_BLIND = 0.05;

    private static final int MOST_EVIDENCE = 5;

    private final RunView run;
    private final Proofs proofs;
    private final List<Row> rows = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Expectations(RunView run, Proofs proofs) {
        this.run = run;
        this.proofs = proofs;
    }

    /** Judge every capability in every window. Call once. */
    void judge() {
        for (var window : run.windows()) {
            for (var capability : run.stack().capabilities()) {
                judge(window, capability);
                lies(window, capability);
            }
        }
    }

    List<Row> rows() {
        return rows;
    }

    List<Finding> findings() {
        return findings;
    }

    private List<RunView.Sample> samples(RunView.Window window, Capability capability) {
        return run.samples().getOrDefault(capability.id(), List.of()).stream()
                .filter(s -> window.has(s.due()))
                .toList();
    }

    private void judge(RunView.Window window, Capability capability) {
        var samples = samples(window, capability);
        var expectation = Optional.<Expectation>ofNullable(window.expect().get(capability.id()));
        var onset = proofs.onset(window.phase());
        int missing = missing(window, capability, samples.size());
        int blind = missing
                + (int) samples.stream()
                        .filter(s -> s.standing() == Standing.BLIND)
                        .count();
        var judged =
                samples.stream().filter(s -> s.standing() == Standing.JUDGED).toList();
        var verdict = RowVerdict.NONE;
        if (expectation.isPresent()) {
            var subject = capability.id() + " in " + window.phase();
            var found = unjudgeable(subject, expectation.get(), judged.size(), blind, samples.size() + missing)
                    .map(List::of)
                    .orElseGet(() -> new Bounds(subject, expectation.get(), capability, samples, judged, window.to())
                            .broken(steady(capability), onset));
            verdict = verdict(found);
            if (proofs.unprovenPhases().contains(window.phase()) && verdict != RowVerdict.MET) {
                // the phase was not what it should have been: what was expected of it says nothing
                verdict = RowVerdict.NOT_JUDGED;
            } else {
                findings.addAll(found);
            }
        }
        var graceful =
                expectation.filter(e -> !e.unaffected()).map(Expectation::anyOf).orElse(Courses.GRACEFUL);
        rows.add(row(
                window,
                capability,
                samples,
                judged,
                blind,
                Courses.of(samples, graceful, onset, capability, window.to()),
                verdict));
    }

    private static RowVerdict verdict(List<Finding> found) {
        return found.isEmpty()
                ? RowVerdict.MET
                : found.stream().anyMatch(f -> f.weight() == Weight.FAILURE)
                        ? RowVerdict.BROKEN
                        : RowVerdict.NOT_JUDGED;
    }

    private static Optional<Finding> unjudgeable(
            String subject, Expectation expectation, int judged, int blind, int expected) {
        int needed = Evidence.samplesNeeded(expectation);
        if (blind > MOST_BLIND * Math.max(1, expected)) {
            return Optional.of(inconclusive(
                    subject,
                    subject + " was blind: " + blind + " of " + Math.max(1, expected)
                            + " samples are missing or overlap a stall of the harness (at most 5 % may)"));
        }
        return judged >= needed
                ? Optional.empty()
                : Optional.of(inconclusive(
                        subject,
                        subject + " cannot be judged: " + needed
                                + " samples outside transitions are needed, but there are " + judged));
    }

    private static Finding inconclusive(String subject, String message) {
        return new Finding("expectation", Weight.INCONCLUSIVE, subject, message, List.of());
    }

    private List<RunView.Sample> steady(Capability capability) {
        return run.windows().stream()
                .filter(w -> w.kind() == RunView.Window.Kind.STEADY)
                .findFirst()
                .map(w -> samples(w, capability))
                .orElse(List.of());
    }

    /** Samples that should be there and are not, one of rounding forgiven. */
    private static int missing(RunView.Window window, Capability capability, int there) {
        double seconds = (window.to() - window.from()) / 1e9;
        return Math.max(0, (int) Math.floor(seconds * capability.probesPerSecond()) - 1 - there);
    }

    /** A lie is a lie in transition too: safety is judged everywhere. */
    private void lies(RunView.Window window, Capability capability) {
        var lies = samples(window, capability).stream()
                .filter(s -> s.mode() == Mode.WRONG && s.standing() != Standing.BLIND)
                .toList();
        if (!lies.isEmpty()) {
            var subject = capability.id() + " in " + window.phase();
            findings.add(new Finding(
                    "wrong-content",
                    Weight.FAILURE,
                    subject,
                    subject + ": " + lies.size() + " answers said 200 with false content, such as a balance of zero",
                    lies.stream().map(RunView.Sample::line).limit(MOST_EVIDENCE).toList()));
        }
    }

    private static Row row(
            RunView.Window window,
            Capability capability,
            List<RunView.Sample> samples,
            List<RunView.Sample> judged,
            int blind,
            Course course,
            RowVerdict verdict) {
        var counts = new EnumMap<Mode, Integer>(Mode.class);
        samples.forEach(s -> counts.merge(s.mode(), 1, Integer::sum));
        var answered = samples.stream()
                .filter(s -> s.mode() != Mode.HUNG)
                .mapToLong(RunView.Sample::latency)
                .sorted()
                .toArray();
        return new Row(
                window.phase(),
                capability.id(),
                Map.copyOf(counts),
                samples.size(),
                judged.size(),
                (int) judged.stream().filter(s -> s.mode() == Mode.FULL).count(),
                blind,
                Percentiles.of(answered, 0.5) / 1e6,
                Percentiles.of(answered, 0.99) / 1e6,
                Percentiles.of(answered, 1) / 1e6,
                verdict,
                course);
    }
}
