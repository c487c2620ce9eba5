package dev.brownout.faults.decide;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps what was decided, so that somebody can ask which fault hit which connection, request, message, handshake or query,
 * and that two runs of one seed can be compared stream by stream. Holds the latest {@value #MOST} decisions of all
 * injections together. Witnesses' decisions are kept too, in streams with {@code witness} in their names, and those of a
 * generator of load in streams with {@code load}. Thread safe.
 */
public final class DecisionLog implements Decisions.Noting {
    /** The most decisions that are kept; older ones are dropped. */
    public static final int MOST = 20_000;

    private final Deque<Decision> decisions = new ArrayDeque<>();
    private long dropped;

    /**
     * One decision.
     *
     * @param injection the injection that asked
     * @param stream the stream: a link and whose connections, a name and its asker …
     * @param ordinal how many decisions the stream had made before
     * @param hit whether the fault acts
     */
    public record Decision(String injection, String stream, long ordinal, boolean hit) {}

    /** Make an empty log. */
    public DecisionLog() {}

    @Override
    public synchronized void note(String injection, String stream, long ordinal, boolean hit) {
        if (decisions.size() == MOST) {
            decisions.remove();
            dropped++;
        }
        decisions.add(new Decision(injection, stream, ordinal, hit));
    }

    /**
     * List the decisions of one injection.
     *
     * @param injection its id
     * @return stream to its decisions in order of their ordinals, each once however often it was asked for; empty when none
     *     was made or all were dropped
     */
    public Map<String, List<Decision>> of(String injection) {
        return kept().stream()
                .filter(d -> d.injection().equals(injection))
                .distinct()
                .sorted(Comparator.comparingLong(Decision::ordinal))
                .collect(Collectors.groupingBy(Decision::stream, TreeMap::new, Collectors.toList()));
    }

    /** Whoever decides must not wait until they are sorted. */
    private synchronized List<Decision> kept() {
        return List.copyOf(decisions);
    }

    /**
     * Tell how many decisions, of whatever injection, were dropped because newer ones came.
     *
     * @return 0 or more
     */
    public synchronized long dropped() {
        return dropped;
    }
}
