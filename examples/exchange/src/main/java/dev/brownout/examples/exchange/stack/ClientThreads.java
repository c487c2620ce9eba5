package dev.brownout.examples.exchange.stack;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads, as many as are busy, for the customers' clients. After {@link #close} work is dropped. */
final class ClientThreads implements Executor, AutoCloseable {
    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "brownout-client-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void execute(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            // closed: nobody waits for this any more
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
