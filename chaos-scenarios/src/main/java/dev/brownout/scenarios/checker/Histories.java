package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import dev.brownout.api.Stack;
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
     * @return what broke; empty when it held
     * @throws InvalidFaultException if a bound is unknown, missing, of the wrong type or out of range
     */
    public static List<Finding> check(
            Checker.Factory factory, Map<String, ?> bounds, Stack stack, Iterable<Operation> history) {
        var arguments = Arguments.of(factory.description().parameters(), bounds);
        factory.check(arguments);
        var checker = factory.create(new Checker.Setting(stack, 1, arguments));
        long n = 0;
        for (var operation : history) {
            n++;
            checker.accept(n, n, operation);
        }
        return checker.finish(RunView.ofHistory(stack));
    }
}
