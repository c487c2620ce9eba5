package dev.brownout.scenarios.checker;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one checker has found broken: the first few in full, the others counted. Not thread safe. */
final class Breaks {
    /** Findings of one checker are listed up to this many; the rest are counted. */
    static final int MOST_LISTED = 5;

    private final String rule;
    private final List<Finding> first = new ArrayList<>();
    private long all;

    Breaks(String rule) {
        this.rule = rule;
    }

    /** Add a failure with the lines that show it, first ones first. */
    void add(String subject, String message, Long... lines) {
        all++;
        if (all <= MOST_LISTED) {
            first.add(new Finding(rule, Weight.FAILURE, subject, message, Arrays.asList(lines)));
        }
    }

    boolean any() {
        return all > 0;
    }

    /** Give the first few, and how many more there are. */
    List<Finding> findings() {
        if (all <= MOST_LISTED) {
            return List.copyOf(first);
        }
        var few = new ArrayList<>(first);
        few.add(new Finding(rule, Weight.FAILURE, rule, "and " + (all - MOST_LISTED) + " more of the same", List.of()));
        return few;
    }

    /** Give what broke; or, if nothing did, why that does not say that it held. */
    List<Finding> orCannotSay(boolean canSay, String subject, String why) {
        return any() || canSay
                ? findings()
                : List.of(new Finding(rule, Weight.INCONCLUSIVE, subject, rule + " cannot say: " + why, List.of()));
    }
}
