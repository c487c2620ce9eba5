package dev.brownout.scenarios.checker;

import dev.brownout.scenarios.checker.Stage.Deed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Knows which stages an exchange may have been at, and tells what was done at a time when no possible stage allowed it.
 * Before the first stage is told, everything is taken to be open.
 *
 * <p>A stage is told up to {@code lag} after it began, so a deed is condemned only once that has passed. Not thread safe.
 */
final class Stages {
    private final long lag;
    private final Map<Deed, Long> allowedUntil = new EnumMap<>(Deed.class);
    private final Deque<Doubt> doubts = new ArrayDeque<>();
    private Stage now = Stage.WITHDRAWALS;

    /** Something done some time between two times that was not allowed, unless a stage is told yet that began before. */
    private record Doubt(Deed deed, Stage at, long to, Consumer<Stage> broken) {}

    Stages(long lag) {
        this.lag = lag;
    }

    Stage now() {
        return now;
    }

    /** Take a stage that is told. */
    void change(long at, Stage stage) {
        for (var deed : Deed.values()) {
            if (now.allows(deed)) {
                allowedUntil.put(deed, at);
            }
        }
        doubts.removeIf(d -> stage.allows(d.deed()) && at - lag <= d.to());
        now = stage;
    }

    /** Take something done between two times. */
    void done(Deed deed, long from, long to, Consumer<Stage> broken) {
        if (!now.allows(deed) && allowedUntil.getOrDefault(deed, Long.MIN_VALUE) < from) {
            doubts.addLast(new Doubt(deed, now, to, broken));
        }
    }

    /** Condemn what no stage can explain any more. To be called with every entry's time, before the entry. */
    void passed(long at) {
        while (!doubts.isEmpty() && doubts.getFirst().to() + lag < at) {
            condemn(doubts.removeFirst());
        }
    }

    /** Condemn what nothing has explained. */
    void end() {
        while (!doubts.isEmpty()) {
            condemn(doubts.removeFirst());
        }
    }

    private static void condemn(Doubt doubt) {
        doubt.broken().accept(doubt.at());
    }
}
