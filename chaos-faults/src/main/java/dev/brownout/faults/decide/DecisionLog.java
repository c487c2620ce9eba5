package dev.brownout.faults.decide;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps what was decided, so that somebody can ask which fault hit which connection, request or query, and that two runs of
 * one seed can be compared stream by stream. Holds the latest {@value #MOST} decisions. Thread safe.
 */
public final class DecisionLog {
    /** The most decisions that are kept; older ones are dropped. */
    public static final int MOST = 20_000;

    private final Deque<Decision> decisions = new ArrayDeque<>();
    private long dropped;

    /**
     * One decision.
     *
     * @param injection the injection that asked
     * @param stream the stream: a link's direction, a connection, a name and its asker …
     * @param ordinal how many decisions the stream had made before
     * @param hit whether the fault acts
     */
    public record Decision(String injection, String stream, long ordinal, boolean hit) {}

    /** Make an empty log. */
    public DecisionLog() {}

    /**
     * Keep a decision.
     *
     * @param decision what was decided
     */
    public synchronized void add(Decision decision) {
        if (decisions.size() == MOST) {
            decisions.remove();
            dropped++;
        }
        decisions.add(decision);
    }

    /**
     * List the decisions of one injection.
     *
     * @param injection its id
     * @return stream to its decisions in order of their ordinals; empty when none was made or all were dropped
     */
    public synchronized Map<String, List<Decision>> of(String injection) {
        return decisions.stream()
                .filter(d -> d.injection().equals(injection))
                .sorted(java.util.Comparator.comparingLong(Decision::ordinal))
                .collect(Collectors.groupingBy(Decision::stream, TreeMap::new, Collectors.toList()));
    }

    /**
     * Tell how many decisions were dropped because newer ones came.
     *
     * @return 0 or more
     */
    public synchronized long dropped() {
        return dropped;
    }
}
