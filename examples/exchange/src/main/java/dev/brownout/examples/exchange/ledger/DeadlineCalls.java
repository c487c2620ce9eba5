package dev.brownout.examples.exchange.ledger;

import dev.brownout.examples.exchange.http.Deadline;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * Answers within a deadline, always: the work runs on a thread of its own, which may be left behind. Tries a few times
 * with full jitter while there is time. Never has more threads than it was given; when all are stuck it gives up at once.
 */
public final class DeadlineCalls implements LedgerCalls, AutoCloseable {
    private static final long MAX_PAUSE_MS = 60;

    private final LedgerPool pool;
    private final Duration limit;
    private final int attempts;
    private final DoubleSupplier chance;
    private final ThreadPoolExecutor threads;

    /**
     * Makes the strategy.
     *
     * @param limit of one call, tries and pauses included, > 0
     * @param attempts at most, ≥ 1
     * @param maxThreads at most so many calls at once
     * @param chance uniform in [0, 1), for the jitter
     */
    public DeadlineCalls(LedgerPool pool, Duration limit, int attempts, int maxThreads, DoubleSupplier chance) {
        this.pool = pool;
        this.limit = limit;
        this.attempts = attempts;
        this.chance = chance;
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(0, maxThreads, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "brownout-ledger-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public <T> T call(Deadline request, SqlWork<T> work) throws LedgerUnavailableException, InterruptedException {
        Deadline deadline = request.orIn(limit);
        for (int attempt = 1; ; attempt++) {
            try {
                return once(deadline, work);
            } catch (LedgerUnavailableException e) {
                long pause = 1 + (long) (MAX_PAUSE_MS * chance.getAsDouble());
                if (attempt >= attempts || deadline.remaining().toMillis() <= pause) {
                    throw e;
                }
                Thread.sleep(pause);
            }
        }
    }

    private <T> T once(Deadline deadline, SqlWork<T> work) throws LedgerUnavailableException, InterruptedException {
        Future<T> pending;
        try {
            pending = threads.submit(() -> pool.once(work));
        } catch (RejectedExecutionException e) {
            throw new LedgerUnavailableException("every thread waits for the ledger", e);
        }
        try {
            return pending.get(Math.max(1, deadline.remaining().toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new LedgerUnavailableException("ledger did not answer in time", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LedgerUnavailableException unavailable) {
                throw unavailable;
            }
            if (e.getCause() instanceof RuntimeException mistake) {
                throw mistake;
            }
            throw new LedgerException("ledger call failed", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
