package dev.brownout.scenarios.checker;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one checker finds broken while it folds a history: the first few in full, the others counted. Not thread safe. */
final class Breaks {
    private final String rule;
    private final List<Finding> first = new ArrayList<>();
    private long all;

    Breaks(String rule) {
        this.rule = rule;
    }

    /** Add a failure with the lines that show it, first ones first. */
    void add(String subject, String message, Long... lines) {
        all++;
        if (all <= Findings.MOST_LISTED) {
            first.add(Findings.failure(rule, subject, message, Arrays.asList(lines)));
        }
    }

    boolean any() {
        return all > 0;
    }

    /** Give the first few, and how many more there are. */
    List<Finding> findings() {
        if (all <= Findings.MOST_LISTED) {
            return List.copyOf(first);
        }
        var few = new ArrayList<>(first);
        few.add(Findings.more(rule, Weight.FAILURE, all));
        return few;
    }

    /** Give what broke; or, if nothing did, why that does not say that it held. */
    List<Finding> orCannotSay(boolean canSay, String subject, String why) {
        return any() || canSay ? findings() : List.of(Findings.inconclusive(rule, subject, why));
    }
}
