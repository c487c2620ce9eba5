package dev.brownout.faults.http.proxy;

import dev.brownout.api.Injection;
import java.util.Map;

/** A rule that is in place; its exposure stands still once it is lifted. Thread safe. */
final class RuleInjection implements Injection {
    private final String victim;
    private final Rule<?> rule;
    private final Runnable lift;
    private boolean lifted;
    private long last;

    RuleInjection(String victim, Rule<?> rule, Runnable lift) {
        this.victim = victim;
        this.rule = rule;
        this.lift = lift;
    }

    @Override
    public synchronized Map<String, Long> exposure() {
        long hits = lifted ? last : rule.hits();
        return hits == 0 ? Map.of() : Map.of(victim, hits);
    }

    @Override
    public synchronized void close() {
        if (!lifted) {
            lift.run();
            last = rule.hits();
            lifted = true;
        }
    }
}
