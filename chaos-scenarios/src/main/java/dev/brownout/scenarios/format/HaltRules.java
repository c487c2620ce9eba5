package dev.brownout.scenarios.format;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerUse;
import dev.brownout.api.Halt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds halt conditions on invariants that nobody checks. */
public final class HaltRules {
    private HaltRules() {}

    /**
     * Say why a condition on an invariant can never be true.
     *
     * @param condition any halt condition
     * @param always the checkers that the scenario asks for
     * @param checkers the checkers there are, by name
     * @return the reason; empty when it can, and for conditions on anything else
     */
    public static Optional<String> refusal(
            Halt condition, List<CheckerUse> always, Map<String, Checker.Factory> checkers) {
        if (!(condition instanceof Halt.Broken broken)) {
            return Optional.empty();
        }
        var names = always.stream().map(CheckerUse::name).toList();
        if (!names.contains(broken.checker())) {
            return Optional.of("halt condition \"" + broken.words() + "\" can never be true: the checker must stand in"
                    + " always, but is none of " + names + "; "
                    + (checkers.containsKey(broken.checker())
                            ? "add it there"
                            : Nearest.hint(broken.checker(), checkers.keySet())));
        }
        return Optional.empty();
    }
}
