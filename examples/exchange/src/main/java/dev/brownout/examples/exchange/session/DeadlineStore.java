package dev.brownout.examples.exchange.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
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
    private final Semaphore places;

    /**
     * Wraps a store.
     *
     * @param limit of one call, > 0
     * @param maxThreads at most so many calls at once, ≥ 1
     */
    DeadlineStore(SessionStore store, Duration limit, int maxThreads) {
        this.store = store;
        this.limit = limit;
        this.places = new Semaphore(maxThreads);
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                maxThreads, maxThreads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "brownout-session-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
    }

    private <T> T inTime(Callable<T> call) throws SessionStoreException, InterruptedException {
        if (!places.tryAcquire()) {
            throw new SessionStoreException("every thread waits for the session store", new TimeoutException());
        }
        CompletableFuture<T> pending = new CompletableFuture<>();
        threads.execute(() -> answer(call, pending));
        try {
            return pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SessionStoreException("session store did not answer within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SessionStoreException known) {
                throw known;
            }
            throw new IllegalStateException("session store call failed", e);
        }
    }

    /** The place is given back first: whoever has his answer finds one for the next question. */
    private <T> void answer(Callable<T> call, CompletableFuture<T> pending) {
        try {
            T answer = call.call();
            places.release();
            pending.complete(answer);
        } catch (Exception e) {
            places.release();
            pending.completeExceptionally(e);
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
