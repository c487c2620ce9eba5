package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Operation;
import dev.brownout.examples.exchange.ledger.LedgerAudit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks every few seconds at what all accounts hold, straight in the ledger, so that funds which are gone for a while and
 * come back are seen. Thread safe.
 */
final class Checkpoints implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final LedgerReader ledger;
    private final FundsTold told;
    private final CountDownLatch closed = new CountDownLatch(1);

    Checkpoints(LedgerReader ledger, FundsTold told) {
        this.ledger = ledger;
        this.told = told;
    }

    /** Begin to look; nothing is told after {@link #close} has returned. */
    void start(FinalRead.Out out) {
        var thread = new Thread(() -> run(out), "brownout-checkpoints");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(FinalRead.Out out) {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    var funds = ledger.funds();
                    tell(Optional.of(funds), "", out);
                } catch (SQLException e) {
                    tell(Optional.empty(), "the books could not be read: " + e.getMessage(), out);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tell(Optional<LedgerAudit.Funds> funds, String why, FinalRead.Out out) {
        if (closed.getCount() == 0) {
            return;
        }
        funds.ifPresent(f -> told.record("checkpoint", f, out));
        out.record(
                "checkpoint-read",
                funds.isPresent() ? Operation.Type.OK : Operation.Type.INDETERMINATE,
                funds.isPresent() ? Map.of() : Map.of("why", why));
    }

    @Override
    public synchronized void close() {
        closed.countDown();
    }
}
