package dev.brownout.examples.exchange.ledger;

import dev.brownout.examples.exchange.http.Deadline;
import java.time.Duration;

/**
 * Tries again until the ledger is back, whatever the caller's deadline: the documented mistake of the fragile posture. The
 * caller hangs, and what it asked may be done long after it has gone. Bounded by attempts only to be bounded at all.
 */
public final class PatientCalls implements LedgerCalls {
    private static final Duration LEAST_PAUSE = Duration.ofMillis(50);

    private final LedgerPool pool;
    private final Reconnects reconnects;
    private final int attempts;

    /** Makes the strategy; {@code attempts} ≥ 1. */
    public PatientCalls(LedgerPool pool, Reconnects reconnects, int attempts) {
        this.pool = pool;
        this.reconnects = reconnects;
        this.attempts = attempts;
    }

    @Override
    public <T> T call(Deadline deadline, SqlWork<T> work) throws LedgerUnavailableException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return pool.once(work);
            } catch (LedgerUnavailableException e) {
                if (attempt >= attempts) {
                    throw e;
                }
                Duration closed = reconnects.closedFor();
                Thread.sleep((closed.compareTo(LEAST_PAUSE) > 0 ? closed : LEAST_PAUSE).toMillis());
            }
        }
    }
}
