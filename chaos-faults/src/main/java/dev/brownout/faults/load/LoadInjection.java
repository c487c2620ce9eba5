package dev.brownout.faults.load;

import dev.brownout.api.Injection;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A load that is on. Its exposure counts the victim's own requests that arrived at the target while the load did: those shared
 * the target with it. Thread safe.
 */
final class LoadInjection implements Injection {
    private final String victim;
    private final Generator generator;
    private final LongSupplier met;
    private final long before;
    private boolean over;
    private long last;

    LoadInjection(String victim, Generator generator, LongSupplier met) {
        this.victim = victim;
        this.generator = generator;
        this.met = met;
        this.before = met.getAsLong();
    }

    @Override
    public synchronized Map<String, Long> exposure() {
        long now = over ? last : met.getAsLong() - before;
        return now == 0 ? Map.of() : Map.of(victim, now);
    }

    @Override
    public synchronized void close() {
        if (!over) {
            last = met.getAsLong() - before;
            over = true;
            generator.close();
        }
    }
}
