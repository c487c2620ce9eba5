package dev.brownout.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What recovery means: service is back <em>and held</em>, not merely the fault lifted.
 *
 * @param within how long after the last fault is gone every capability must serve in full again; stack time
 * @param hold how long it must then stay so; stack time
 * @param reopenOrder capabilities in the order in which they must be back; empty when any order will do
 * @param each capability to how long after the last fault is gone it must be back, where that is sooner than all of them;
 *     stack time
 */
public record Recovery(Duration within, Duration hold, List<String> reopenOrder, Map<String, Duration> each) {

    /** Check the bounds and copy the collections. */
    public Recovery {
        Rules.positive("recovered-within", within);
        Rules.positive("hold", hold);
        reopenOrder = List.copyOf(reopenOrder);
        for (var e : each.entrySet()) {
            Rules.positive("each of " + e.getKey(), e.getValue());
            Rules.require(
                    e.getValue().compareTo(within) <= 0,
                    "each of %s must be at most recovered-within (%s), but was %s",
                    e.getKey(),
                    Durations.format(within),
                    Durations.format(e.getValue()));
        }
        each = Rules.sorted(each);
    }

    /**
     * Ask no capability to be back sooner than all of them.
     *
     * @param within how long after the last fault is gone every capability must serve in full again; stack time
     * @param hold how long it must then stay so; stack time
     * @param reopenOrder capabilities in the order in which they must be back; empty when any order will do
     */
    public Recovery(Duration within, Duration hold, List<String> reopenOrder) {
        this(within, hold, reopenOrder, Map.of());
    }
}
