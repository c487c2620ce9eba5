package dev.brownout.scenarios.checker;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What our checkers share: how findings are made. */
final class Findings {
    /** Findings of one checker are listed up to this many; the rest are counted. */
    static final int MOST_LISTED = 5;

    private Findings() {}

    static Finding failure(String checker, String subject, String message, List<Long> evidence) {
        return new Finding(checker, Weight.FAILURE, subject, message, evidence);
    }

    static Finding inconclusive(String checker, String subject, String why) {
        return new Finding(checker, Weight.INCONCLUSIVE, subject, checker + " cannot say: " + why, List.of());
    }

    static Finding noFault(String checker) {
        return inconclusive(checker, "faults", "no phase was played in which every fault was witnessed");
    }

    static Finding tooFew(String checker, String subject, long there, long needed) {
        return inconclusive(
                checker,
                subject,
                needed + " samples of " + subject
                        + " outside transitions and stalls are needed in phases with faults, but " + "there are "
                        + there);
    }

    /** Keep the heaviest few, the first of them first, and say how many more there are. */
    static List<Finding> few(String checker, List<Finding> all) {
        if (all.size() <= MOST_LISTED) {
            return List.copyOf(all);
        }
        var sorted = all.stream()
                .sorted(Comparator.comparing(Finding::weight).reversed())
                .toList();
        var few = new ArrayList<>(sorted.subList(0, MOST_LISTED));
        // as heavy as what it stands for: what cannot be said is no failure, however often
        few.add(more(checker, sorted.get(MOST_LISTED).weight(), all.size()));
        return List.copyOf(few);
    }

    /** Say how many there are besides the ones that are listed. */
    static Finding more(String checker, Weight weight, long all) {
        return new Finding(checker, weight, checker, "and " + (all - MOST_LISTED) + " more of the same", List.of());
    }
}
