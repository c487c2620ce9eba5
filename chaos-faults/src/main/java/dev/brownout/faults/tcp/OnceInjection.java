package dev.brownout.faults.tcp;

import dev.brownout.api.Injection;
import java.util.Map;
import java.util.function.LongSupplier;

/** An injection with one victim that is undone once, and whose exposure stands still from then on. Thread safe. */
public final class OnceInjection implements Injection {
    private final String victim;
    private final LongSupplier hits;
    private final Runnable undo;
    private boolean undone;
    private long last;

    /**
     * Make an injection.
     *
     * @param victim who meets the fault
     * @param hits how often so far
     * @param undo restores what was before; if it fails, closing again tries again
     */
    public OnceInjection(String victim, LongSupplier hits, Runnable undo) {
        this.victim = victim;
        this.hits = hits;
        this.undo = undo;
    }

    @Override
    public synchronized Map<String, Long> exposure() {
        long now = undone ? last : hits.getAsLong();
        return now == 0 ? Map.of() : Map.of(victim, now);
    }

    @Override
    public synchronized void close() {
        if (!undone) {
            undo.run();
            last = hits.getAsLong();
            undone = true;
        }
    }
}
