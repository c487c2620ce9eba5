package dev.brownout.examples.exchange.http;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads of their own for one kind of work, with a bound on what may wait for them, so that requests stuck on one
 * dependency cannot starve those that do not need it. Safe for any thread.
 */
public final class Bulkhead implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final Semaphore places;

    /**
     * Makes a bulkhead; threads are started as they are needed.
     *
     * @param name of the threads
     * @param threads at most so many work at once, ≥ 1
     * @param queue at most so many more wait, ≥ 0
     */
    public Bulkhead(String name, int threads, int queue) {
        AtomicInteger count = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "brownout-" + name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
        this.places = new Semaphore(threads + queue);
    }

    /** Takes a place, or says that there is none. Whoever took one calls {@link #run}. */
    boolean enter() {
        return places.tryAcquire();
    }

    /** Runs work on a place that was taken, and gives the place back. */
    void run(Runnable work) {
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                places.release();
            }
        });
    }

    /** Interrupts what is running and drops what waits. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
