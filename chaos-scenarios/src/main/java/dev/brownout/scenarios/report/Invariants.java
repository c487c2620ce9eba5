package dev.brownout.scenarios.report;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Outcome;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of one checker of the plan.
 *
 * @param name the checker
 * @param state what it found
 * @param statement what held when it finds nothing; empty when this Brownout does not know the checker
 * @param kind safety or liveness
 * @param bounds the bounds it was given
 * @param assertions which of the assertions A1 to A20 it checks
 */
public record Invariants(
        String name, State state, String statement, String kind, String bounds, List<String> assertions) {
    /** What a checker can find. A closed set. */
    public enum State {
        /** Nothing. */
        HELD,
        /** That it broke. */
        BROKEN,
        /** That it cannot tell. */
        OPEN,
        /** It was not asked: no fault was touched, or the run did not end. */
        NOT_JUDGED
    }

    /**
     * Tell what became of each.
     *
     * @param plan the plan
     * @param report the report
     * @return one for each checker, by name
     */
    public static List<Invariants> of(Plan plan, Report report) {
        return plan.checkers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> {
                    var known = Optional.ofNullable(report.checkers().get(e.getKey()));
                    return new Invariants(
                            e.getKey(),
                            state(e.getKey(), report),
                            known.map(d -> d.statement()).orElse(""),
                            known.map(d -> d.kind().name().toLowerCase(Locale.ROOT))
                                    .orElse(""),
                            e.getValue().arguments().values().entrySet().stream()
                                    .map(a -> a.getKey() + " " + a.getValue())
                                    .collect(Collectors.joining(", ")),
                            known.map(d -> d.assertions()).orElse(List.of()));
                })
                .toList();
    }

    private static State state(String checker, Report report) {
        boolean judged = report.chronicle().faults().values().stream()
                        .anyMatch(t -> !t.times().isEmpty())
                && report.truncated().isEmpty();
        return state(checker, report.verdict(), judged);
    }

    /**
     * Tell what became of one checker.
     *
     * @param checker its name
     * @param verdict the verdict of a run that had it
     * @param judged whether a fault was touched and the run came to its end, so that checkers were asked
     * @return what it found
     */
    public static State state(String checker, Verdict verdict, boolean judged) {
        var own = verdict.findings().stream()
                .filter(f -> f.rule().equals(checker)
                        || (f.rule().equals("checker") && f.subject().equals(checker)))
                .map(Finding::weight)
                .toList();
        if (own.contains(Weight.FAILURE)) {
            return State.BROKEN;
        }
        if (own.contains(Weight.INCONCLUSIVE)) {
            return State.OPEN;
        }
        return judged && verdict.outcome() != Outcome.NOT_STARTED ? State.HELD : State.NOT_JUDGED;
    }
}
