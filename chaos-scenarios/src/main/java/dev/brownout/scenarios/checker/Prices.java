package dev.brownout.scenarios.checker;

import dev.brownout.api.Checker;
import dev.brownout.api.Parameter;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows what a price's source published, and tells which prices that were shown or used as fresh were none of the last
 * {@code limit}. Nothing is told of a symbol before the source was heard for that long.
 *
 * <p>A price is heard up to {@code lag} after it was published, so one is condemned only once that has passed. Remembers, for
 * every symbol, the prices of the last {@code limit} before the oldest open question. Not thread safe.
 */
final class Prices {
    /** The bound that gives {@code lag}, 1 s because whoever listens to the source may hear it later than the exchange. */
    static final Parameter LAG =
            Parameter.duration("lag", "1s", "0s", "1m", "how long after the source published it a price may be heard");

    private final long limit;
    private final long lag;
    private final Map<String, Deque<Published>> published = new HashMap<>();
    private final Deque<Doubt> doubts = new ArrayDeque<>();

    private record Published(long at, BigDecimal price) {}

    private record Doubt(String symbol, BigDecimal price, long to, Runnable broken) {}

    Prices(Checker.Setting setting, long limit) {
        this.limit = limit;
        this.lag = setting.arguments().duration(LAG.name()).toNanos();
    }

    /** Take what the source published. */
    void source(String symbol, BigDecimal price, long at, long oldestQuestion) {
        var of = published.computeIfAbsent(symbol, s -> new ArrayDeque<>());
        of.addLast(new Published(at, price));
        // the first that is kept was current when the oldest question that may come reaches back furthest
        while (of.size() > 1 && second(of).at() < oldestQuestion - limit) {
            of.removeFirst();
        }
        doubts.removeIf(d -> d.symbol().equals(symbol) && d.price().compareTo(price) == 0 && at - lag <= d.to());
    }

    private static Published second(Deque<Published> of) {
        var all = of.iterator();
        all.next();
        return all.next();
    }

    /** Take a price that was shown or used some time between two times. */
    void fresh(String symbol, BigDecimal price, long from, long to, Runnable broken) {
        var of = published.get(symbol);
        if (of == null || from - limit < of.getFirst().at()) {
            return;
        }
        Published last = of.getFirst();
        for (var next : of) {
            // each was current until the next one came
            if (last.price().compareTo(price) == 0 && next.at() >= from - limit) {
                return;
            }
            last = next;
        }
        if (last.price().compareTo(price) != 0) {
            doubts.addLast(new Doubt(symbol, price, to, broken));
        }
    }

    /** Condemn what no price can explain any more. To be called with every entry's time, before the entry. */
    void passed(long at) {
        while (!doubts.isEmpty() && doubts.getFirst().to() + lag < at) {
            doubts.removeFirst().broken().run();
        }
    }

    /** Condemn what nothing has explained. */
    void end() {
        while (!doubts.isEmpty()) {
            doubts.removeFirst().broken().run();
        }
    }
}
