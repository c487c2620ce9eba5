package dev.brownout.api;

import java.time.Duration;

/**
 * Background users who trade while an outage plays, and record what they did and were told.
 *
 * <p>Open loop: a slow answer never delays the next user's arrival.
 */
public interface Workload extends AutoCloseable {

    /**
     * Begin to trade. Returns at once.
     *
     * @param recorder takes every operation, from any thread, in the order in which things happened
     */
    void start(Recorder recorder);

    /**
     * Stop trading, wait for open operations, then read back what became of everything and record it.
     *
     * @param limit the longest this may take; what could not be read back by then is not recorded
     */
    void finish(Duration limit);

    /** Stop at once, without a final read. Idempotent. */
    @Override
    void close();

    /** Takes operations. Thread safe. */
    @FunctionalInterface
    interface Recorder {
        /**
         * Record one operation.
         *
         * @param operation what was asked or answered
         */
        void record(Operation operation);
    }
}
