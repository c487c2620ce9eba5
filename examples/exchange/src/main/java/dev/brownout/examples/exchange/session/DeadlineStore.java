package dev.brownout.examples.exchange.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks another store within a deadline, always: on a thread of its own, which may be left behind, because a client's own
 * limits hold for its sockets and not for the look-up of a name. When every thread is stuck it gives up at once.
 */
final class DeadlineStore implements SessionStore {
    private final SessionStore store;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    /**
     * Wraps a store.
     *
     * @param limit of one call, > 0
     * @param maxThreads at most so many calls at once, ≥ 1
     */
    DeadlineStore(SessionStore store, Duration limit, int maxThreads) {
        this.store = store;
        this.limit = limit;
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(0, maxThreads, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "brownout-session-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private <T> T inTime(Callable<T> call) throws SessionStoreException, InterruptedException {
        Future<T> pending;
        try {
            pending = threads.submit(call);
        } catch (RejectedExecutionException e) {
            throw new SessionStoreException("every thread waits for the session store", e);
        }
        try {
            return pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new SessionStoreException("session store did not answer within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SessionStoreException known) {
                throw known;
            }
            throw new IllegalStateException("session store call failed", e);
        }
    }

    @Override
    public void put(String key, Session session) throws SessionStoreException, InterruptedException {
        boolean unused = inTime(() -> {
            store.put(key, session);
            return true;
        });
    }

    @Override
    public Optional<Session> get(String key) throws SessionStoreException, InterruptedException {
        return inTime(() -> store.get(key));
    }

    @Override
    public void remove(String key) throws SessionStoreException, InterruptedException {
        boolean unused = inTime(() -> {
            store.remove(key);
            return true;
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
        store.close();
    }
}
