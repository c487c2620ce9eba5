package dev.brownout.examples.exchange.ledger;

import dev.brownout.examples.exchange.http.Deadline;

/** Strategy: how hard and how long to try when the ledger is asked something. */
public interface LedgerCalls {
    /**
     * Does work on the ledger.
     *
     * @param deadline of the request it belongs to
     * @throws LedgerUnavailableException if the strategy gave up; the work may have been done
     * @throws LedgerException if the ledger refused the work
     * @throws InterruptedException if the process is shutting down
     */
    <T> T call(Deadline deadline, SqlWork<T> work) throws LedgerUnavailableException, InterruptedException;
}
