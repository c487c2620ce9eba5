package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import dev.brownout.api.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks histories that somebody else recorded, in code, without a run. */
public final class Histories {
    private Histories() {}

    /**
     * Let one checker judge a history.
     *
     * @param factory the checker
     * @param bounds its bounds, by name; those left out have their defaults
     * @param stack what was under test
     * @param history the operations in the order in which they were recorded; evidence counts them from 1, and one ns
     *     passes from each to the next
     * @return what broke; empty when it held. A history that is none is judged up to where it stops being one, and said
     *     to be by rule {@value WellFormed#RULE}
     * @throws InvalidFaultException if a bound is unknown, missing, of the wrong type or out of range
     */
    public static List<Finding> check(
            Checker.Factory factory, Map<String, ?> bounds, Stack stack, Iterable<Operation> history) {
        return check(factory, bounds, RunView.ofHistory(stack), history);
    }

    /**
     * Let one checker judge a history of which more is known: when faults were in place, for example.
     *
     * @param factory the checker
     * @param bounds its bounds, by name; those left out have their defaults
     * @param run what else is known, on the clock on which the first entry was recorded at 1 ns
     * @param history as above
     * @return as above
     * @throws InvalidFaultException as above
     */
    public static List<Finding> check(
            Checker.Factory factory, Map<String, ?> bounds, RunView run, Iterable<Operation> history) {
        var arguments = Arguments.of(factory.description().parameters(), bounds);
        factory.check(arguments);
        var checker = factory.create(new Checker.Setting(run.stack(), 1, arguments));
        var wellFormed = new WellFormed();
        long n = 0;
        for (var operation : history) {
            n++;
            if (!wellFormed.accept(n, operation)) {
                break;
            }
            checker.accept(n, n, operation);
        }
        var findings = new ArrayList<>(checker.finish(run));
        wellFormed.finding().ifPresent(findings::add);
        return findings;
    }
}
