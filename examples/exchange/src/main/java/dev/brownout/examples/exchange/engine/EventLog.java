package dev.brownout.examples.exchange.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The engine's events from the first on, as many as are kept: for whoever audits its order of things. Not safe for threads:
 * its {@link Sequencer} guards it.
 */
final class EventLog {
    /** About an hour of this exchange; with the orders, which are kept anyway, less than 20 MB. */
    static final int MOST = 200_000;

    private final int most;
    private final List<EngineEvent> kept = new ArrayList<>();
    private boolean full;

    EventLog(int most) {
        this.most = most;
    }

    /** Keeps an event, unless there are too many. What an order did at once is kept whole or not at all. */
    void add(EngineEvent event) {
        full |= kept.size() >= most && event instanceof EngineEvent.Accepted;
        if (!full) {
            kept.add(event);
        }
    }

    /** Gives the events after a sequence number, oldest first; empty if no more are kept. */
    List<EngineEvent> after(long sequence, int limit) {
        int from = (int) Math.min(sequence, kept.size());
        return List.copyOf(kept.subList(from, Math.min(kept.size(), from + limit)));
    }
}
