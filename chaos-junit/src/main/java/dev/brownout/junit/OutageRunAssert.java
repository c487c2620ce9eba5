package dev.brownout.junit;

import dev.brownout.api.Durations;
import dev.brownout.api.Finding;
import dev.brownout.api.Outcome;
import dev.brownout.scenarios.report.Invariants.State;
import dev.brownout.scenarios.report.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/**
 * Assertions about a run that is over; each returns this. A failing one tells what was expected and what was, what shows it, and
 * how to play it again. Immutable.
 */
public final class OutageRunAssert {
    /** The stretch over which {@code retry-amplification} looks for a burst where nothing else is said. */
    private static final Duration BURST = Duration.ofSeconds(10);

    private final OutageRun run;

    OutageRunAssert(OutageRun run) {
        this.run = run;
    }

    /**
     * Assert that the verdict is {@code PASSED} or {@code DEGRADED_OK}. Every test of an outage asserts this anyway; a body that
     * runs meanwhile may assert it before its end.
     *
     * @return this
     */
    public OutageRunAssert hasSurvived() {
        if (run.outcome().exitCode() != 0) {
            throw new AssertionFailedError(
                    run.text().failure(), "PASSED or DEGRADED_OK", run.outcome().name());
        }
        return this;
    }

    /**
     * Assert the verdict.
     *
     * @param outcome what it must be
     * @return this
     */
    public OutageRunAssert hasOutcome(Outcome outcome) {
        return check(
                "the verdict",
                outcome.name(),
                run.outcome().name(),
                run.outcome() == outcome,
                run.findings().stream().map(f -> f.rule() + ": " + f.message()).toList());
    }

    /**
     * Assert that every capability was back soon after the last fault was gone, and stayed.
     *
     * @param limit the longest time
     * @return this
     */
    public OutageRunAssert recoversWithin(Duration limit) {
        return recovered("service", run.recovered(), limit, "recovery");
    }

    /**
     * Assert that one capability was back soon after the last fault was gone.
     *
     * @param capability its id
     * @param limit the longest time
     * @return this
     */
    public OutageRunAssert recoversWithin(String capability, Duration limit) {
        return recovered(capability, run.recovered(capability), limit, capability);
    }

    private OutageRunAssert recovered(String who, Optional<Duration> took, Duration limit, String subject) {
        return check(
                who + " after the last fault was gone",
                "back within " + Durations.format(limit),
                took.map(t -> "back after " + Words.time(t.toNanos() / 1e6)).orElse("not back"),
                took.isPresent() && took.get().compareTo(limit) <= 0,
                run.findings().stream()
                        .filter(f -> f.subject().equals(subject))
                        .map(Finding::message)
                        .toList());
    }

    /**
     * Assert that an invariant of the outage was judged and held.
     *
     * @param checker its name, one of the outage's {@code always}
     * @return this
     * @throws dev.brownout.api.BrownoutException if the outage does not have it; the message lists those it has
     */
    public OutageRunAssert holds(String checker) {
        var states = run.invariants();
        var state = Optional.ofNullable(states.get(checker))
                .orElseThrow(() -> OutageRun.unknown(
                        "invariant",
                        checker,
                        states.keySet(),
                        "of " + run.plan().scenario()));
        var findings = run.findings().stream()
                .filter(f -> f.rule().equals(checker) || f.subject().equals(checker))
                .toList();
        return check(
                "the invariant " + checker,
                "held",
                state.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                state == State.HELD,
                findings.stream().map(Finding::message).toList());
    }

    /**
     * Assert that every invariant of the outage was judged and held.
     *
     * @return this
     */
    public OutageRunAssert holdsEveryInvariant() {
        run.invariants().keySet().forEach(this::holds);
        return this;
    }

    /**
     * Assert that requests of users did not become many at a dependency in trouble.
     *
     * @param role the value of the label {@code role} of the dependency, or its id where it has none
     * @param most the largest multiple, from the first fault to the end, of what it got for each of the users' requests before
     * @return this
     */
    public OutageRunAssert amplifiesRetriesAtMost(String role, double most) {
        var measured = run.retryAmplification(role, BURST);
        return check(
                "requests of " + role + " for each of the users', compared with before the first fault",
                "at most " + times(most),
                times(measured.sustained()) + " (" + times(measured.worst()) + " in the worst "
                        + Durations.format(BURST) + ")",
                measured.sustained() <= most,
                List.of());
    }

    private static String times(double factor) {
        return String.format(Locale.ROOT, "%.2f times", factor);
    }

    /**
     * Go on with one phase.
     *
     * @param phase a phase of the outage, or {@code steady} or {@code recovery}
     * @return how it went
     * @throws dev.brownout.api.BrownoutException if it was not played; the message lists those that were
     */
    public PhaseOutcome during(String phase) {
        return run.during(phase);
    }

    private OutageRunAssert check(
            String what, String expected, String actual, boolean holds, Collection<String> shown) {
        if (!holds) {
            var text = run.text();
            var lines = new ArrayList<String>();
            lines.add(what + " (" + text.run() + ")");
            lines.add("expected: " + expected);
            lines.add("but was:  " + actual);
            shown.forEach(s -> lines.add("  - " + s));
            lines.addAll(text.end());
            throw new AssertionFailedError(String.join("\n", lines), expected, actual);
        }
        return this;
    }
}
