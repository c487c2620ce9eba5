package dev.brownout.junit;

import dev.brownout.api.Durations;
import dev.brownout.api.Mode;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Standing;
import dev.brownout.scenarios.judge.Row;
import dev.brownout.scenarios.plan.Noise;
import dev.brownout.scenarios.report.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/**
 * How one capability served in one phase of an outage: figures, and assertions that return this. Immutable.
 *
 * <p>Shares and times are over the <i>judged</i> samples: not those in transition, while a fault was just being put in place or
 * taken away, and not those during which the harness itself stood still. An assertion about a phase without any judged sample
 * fails. A failing one tells what was expected and what was, the samples around the first violation, when that was by the run's
 * clock and by the incident's, and how to play it again.
 */
public final class CapabilityOutcome {
    private static final Set<Mode> POLITE = EnumSet.of(Mode.FULL, Mode.SLOW, Mode.REFUSED);

    private final OutageRun run;
    private final RunView.Window window;
    private final String capability;
    private final List<RunView.Sample> all;
    private final List<RunView.Sample> judged;

    CapabilityOutcome(OutageRun run, RunView.Window window, String capability) {
        this.run = run;
        this.window = window;
        this.capability = capability;
        this.all = run.samples(capability).stream()
                .filter(s -> window.has(s.due()))
                .toList();
        this.judged = all.stream().filter(s -> s.standing() == Standing.JUDGED).toList();
    }

    /**
     * List every sample of the phase.
     *
     * @return the samples, in order of when they were due
     */
    public List<RunView.Sample> samples() {
        return all;
    }

    /**
     * List the samples that may be judged.
     *
     * @return the samples, in order of when they were due; possibly empty
     */
    public List<RunView.Sample> judged() {
        return judged;
    }

    /**
     * Tell how it served.
     *
     * @return mode to its share of the judged samples, 0 to 1; only modes that occurred
     */
    public Map<Mode, Double> modes() {
        var shares = new EnumMap<Mode, Double>(Mode.class);
        judged.forEach(s -> shares.merge(s.mode(), 1.0 / judged.size(), Double::sum));
        return shares;
    }

    /**
     * Tell how much of it served in one mode.
     *
     * @param mode the mode
     * @return its share of the judged samples, 0 to 1; 0 without any
     */
    public double share(Mode mode) {
        return judged.isEmpty() ? 0 : count(mode) / (double) judged.size();
    }

    private long count(Mode mode) {
        return judged.stream().filter(s -> s.mode() == mode).count();
    }

    /**
     * Tell how long answers took.
     *
     * @param percent over 0 and up to 100: 50 for the median
     * @return the time within which that many of the judged samples that were answered at all were answered (nearest rank); zero
     *     when none was
     */
    public Duration percentile(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent must be over 0 and up to 100, but was " + percent);
        }
        var sorted = judged.stream()
                .filter(s -> s.mode() != Mode.HUNG)
                .mapToLong(RunView.Sample::latency)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[Math.max(0, (int) Math.ceil(percent / 100 * sorted.length) - 1)]);
    }

    /**
     * Give what the judge measured, and whether the outage's own expectation was met.
     *
     * @return the row of the verdict's table
     */
    public Row row() {
        return run.verdict().rows().stream()
                .filter(r -> r.phase().equals(window.phase()) && r.capability().equals(capability))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Assert that it served in nothing but some modes.
     *
     * @param modes what is allowed
     * @return this
     */
    public CapabilityOutcome servesOnly(Mode... modes) {
        var allowed = EnumSet.copyOf(Arrays.asList(modes));
        return each("only " + words(allowed), s -> allowed.contains(s.mode()));
    }

    /**
     * Assert that enough of it served in one mode.
     *
     * @param share the smallest share of the judged samples, 0 to 1
     * @param mode the mode
     * @return this
     */
    public CapabilityOutcome servesAtLeast(double share, Mode mode) {
        return check(
                "at least " + Words.percent(share) + " " + mode.word(),
                share(mode) >= share,
                judged.stream().filter(s -> s.mode() != mode).toList());
    }

    /**
     * Assert that not too much of it served in one mode.
     *
     * @param share the largest share of the judged samples, 0 to 1
     * @param mode the mode
     * @return this
     */
    public CapabilityOutcome servesAtMost(double share, Mode mode) {
        return check(
                "at most " + Words.percent(share) + " " + mode.word(),
                share(mode) <= share,
                judged.stream().filter(s -> s.mode() == mode).toList());
    }

    /**
     * Assert that whoever asked was answered in time, whatever the answer was.
     *
     * @param limit the longest time from when a question was due to its answer
     * @return this
     */
    public CapabilityOutcome answersWithin(Duration limit) {
        return each("every answer within " + Durations.format(limit), s -> inTime(s, limit));
    }

    /**
     * Assert that most who asked were answered in time.
     *
     * @param percent how many of them, over 0 and up to 100
     * @param limit the longest time from when a question was due to its answer
     * @return this
     */
    public CapabilityOutcome answersWithin(double percent, Duration limit) {
        var late = judged.stream().filter(s -> !inTime(s, limit)).toList();
        return check(
                percent + " % of the answers within " + Durations.format(limit),
                judged.size() - late.size() >= percent / 100 * judged.size(),
                late);
    }

    /**
     * Assert that it said no as it should where it could not serve: every answer was a full or slow one or an honest refusal, came
     * in time, and at least one was a refusal.
     *
     * @param limit the longest time from when a question was due to its answer
     * @return this
     */
    public CapabilityOutcome refusesPolitelyWithin(Duration limit) {
        var expected = "full or refused within " + Durations.format(limit);
        each(expected, s -> POLITE.contains(s.mode()) && inTime(s, limit));
        return check(expected + ", and refused at least once", count(Mode.REFUSED) > 0, judged);
    }

    /**
     * Assert that the outage did not touch it: no more of it was anything but full than the steady phase of this very run and
     * chance explain.
     *
     * @return this
     */
    public CapabilityOutcome isUnaffected() {
        var steady = run.steady();
        var before = run.samples(capability).stream()
                .filter(s -> steady.has(s.due()))
                .toList();
        double bound = Noise.bound(before, Math.max(1, judged.size()));
        return check(
                "at most " + Words.percent(bound) + " other than full, as in the steady phase",
                Noise.notFull(judged) <= bound,
                judged.stream().filter(s -> s.mode() != Mode.FULL).toList());
    }

    /**
     * Assert that it never lied: no answer that said all was well had false content, not even in transition.
     *
     * @return this
     */
    public CapabilityOutcome neverLies() {
        var lies = all.stream()
                .filter(s -> s.mode() == Mode.WRONG && s.standing() != Standing.BLIND)
                .toList();
        if (!lies.isEmpty()) {
            throw failed("no answer with false content", lies.size() + " of " + all.size() + " were", lies);
        }
        return this;
    }

    private static boolean inTime(RunView.Sample s, Duration limit) {
        return s.mode() != Mode.HUNG && s.latency() <= limit.toNanos();
    }

    private CapabilityOutcome each(String expected, Predicate<RunView.Sample> allowed) {
        var violations = judged.stream().filter(allowed.negate()).toList();
        return check(expected, violations.isEmpty(), violations);
    }

    private CapabilityOutcome check(String expected, boolean holds, List<RunView.Sample> violations) {
        if (judged.isEmpty()) {
            throw failed(expected, "not one of " + all.size() + " samples can be judged", List.of());
        }
        if (!holds) {
            throw failed(expected, was(), violations);
        }
        return this;
    }

    private String was() {
        return judged.stream()
                        .collect(Collectors.groupingBy(
                                RunView.Sample::mode, () -> new EnumMap<>(Mode.class), Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(e -> e.getValue() + " " + e.getKey().word())
                        .collect(Collectors.joining(", "))
                + " of " + judged.size() + ", the slowest answer after "
                + Words.time(percentile(100).toNanos() / 1e6);
    }

    private AssertionFailedError failed(String expected, String actual, List<RunView.Sample> violations) {
        var text = run.text();
        var lines = new ArrayList<String>();
        lines.add(capability + " in " + window.phase() + " (" + text.run() + ")");
        lines.add("expected: " + expected);
        lines.add("but was:  " + actual);
        lines.addAll(text.violation(
                all, violations.stream().map(RunView.Sample::line).collect(Collectors.toSet())));
        lines.addAll(text.end());
        return new AssertionFailedError(String.join("\n", lines), expected, actual);
    }

    private static String words(Set<Mode> modes) {
        return modes.stream().map(Mode::word).collect(Collectors.joining(" or "));
    }
}
