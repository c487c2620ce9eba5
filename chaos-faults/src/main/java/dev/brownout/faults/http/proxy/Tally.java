package dev.brownout.faults.http.proxy;

import dev.brownout.faults.decide.Asker;
import io.netty.handler.codec.http.HttpRequest;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One connection's decisions. Belongs to its event loop. */
final class Tally {
    private final LongSupplier numbers;
    private final IdentityHashMap<Rule<?>, Rule<?>.Count> counts = new IdentityHashMap<>();
    private long connection = -1;

    /**
     * @param numbers numbers the link's connections; asked when the first request of a victim is decided on
     */
    Tally(LongSupplier numbers) {
        this.numbers = numbers;
    }

    /** Decide whether a rule acts on what a request began. */
    Optional<Hit> decide(Rule<?> rule, HttpRequest request, Asker asker) {
        if (!rule.match().matches(request, asker == Asker.WITNESS)) {
            return Optional.empty();
        }
        return switch (asker) {
            case VICTIM -> count(rule).next();
            case WITNESS -> rule.witness();
            case LOAD -> rule.load();
        };
    }

    private Rule<?>.Count count(Rule<?> rule) {
        if (connection < 0) {
            connection = numbers.getAsLong();
        }
        var count = counts.get(rule);
        if (count == null) {
            count = rule.new Count(connection);
            counts.put(rule, count);
        }
        return count;
    }

    /** Forget rules that are no more. */
    void keep(List<? extends Rule<?>> requests, List<? extends Rule<?>> frames) {
        if (counts.size() > requests.size() + frames.size()) {
            counts.keySet().removeIf(rule -> !requests.contains(rule) && !frames.contains(rule));
        }
    }
}
