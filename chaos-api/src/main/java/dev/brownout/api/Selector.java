package dev.brownout.api;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Find targets by their labels.
 *
 * @param labels label to value; a target matches when it has every one of them. Empty matches every target
 * @param cap the most targets to take, in order of their ids; empty for all
 */
public record Selector(Map<String, String> labels, OptionalInt cap) {

    /** Check the cap and copy the labels. */
    public Selector {
        labels = Rules.sorted(labels);
        Rules.require(cap.isEmpty() || cap.getAsInt() >= 1, "cap of a selector must be at least 1, but was %s", cap);
    }

    /**
     * Take, in order of their ids, the targets that have all the labels.
     *
     * @param <T> the kind of target
     * @param targets where to look
     * @return the matching targets, at most {@code cap} of them; empty when none matches, which callers treat as an error
     */
    public <T extends Target> List<T> select(List<T> targets) {
        return targets.stream()
                .filter(t -> t.labels().entrySet().containsAll(labels.entrySet()))
                .sorted(java.util.Comparator.comparing(Target::id))
                .limit(cap.orElse(Integer.MAX_VALUE))
                .toList();
    }

    @Override
    public String toString() {
        var text = labels.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
        return cap.isPresent() ? text + " at most " + cap.getAsInt() : text;
    }
}
