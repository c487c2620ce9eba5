package dev.brownout.scenarios.judge;

import java.time.Duration;

/**
 * What a checker may use before it is left behind and the run is inconclusive.
 *
 * @param batch how long it may take over one batch of the history, over 0; it is given up after this time at the earliest
 *     and twice this time at the latest
 * @param end how long it may take to be made, and to say what broke, over 0; likewise
 * @param heap how full the heap may be after a collection, 0 to 1, before the checker that allocated most is dropped
 */
public record CheckerLimits(Duration batch, Duration end, double heap) {
    /**
     * Far more than a good checker needs: a batch holds some hundred operations, which take it a millisecond. So full a heap
     * means that the next thing to fail is the run itself.
     */
    public static final CheckerLimits STANDARD = new CheckerLimits(Duration.ofSeconds(5), Duration.ofSeconds(60), 0.95);
}
