package dev.brownout.api;

import java.time.Duration;
import java.util.List;

/**
 * What recovery means: service is back <em>and held</em>, not merely the fault lifted.
 *
 * @param within how long after the last fault is gone every capability must serve in full again; stack time
 * @param hold how long it must then stay so; stack time
 * @param reopenOrder capabilities in the order in which they must be back; empty when any order will do
 */
public record Recovery(Duration within, Duration hold, List<String> reopenOrder) {

    /** Check the bounds and copy the list. */
    public Recovery {
        Rules.positive("recovered-within", within);
        Rules.positive("hold", hold);
        reopenOrder = List.copyOf(reopenOrder);
    }
}
