package dev.brownout.benchmarks;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks over and over on one connection, one question after another, and notes when an answer is not as it should be, or late. */
abstract class AskingProbe implements AutoCloseable {
    private final CompletableFuture<Long> affected = new CompletableFuture<>();
    private final CompletableFuture<Long> control = new CompletableFuture<>();
    private final long lateNanos;
    private volatile long controlled = Long.MAX_VALUE;
    private volatile boolean over;

    /**
     * @param lateNanos an answer that takes so long, in ns, is not as it should be
     */
    AskingProbe(long lateNanos) {
        this.lateNanos = lateNanos;
    }

    /**
     * Ask once and wait for the answer.
     *
     * @return whether it was as it should be
     * @throws IOException if the connection was cut: affected too
     */
    abstract boolean ask() throws IOException;

    /** Begin to ask, once the first answer is good. */
    final void begin() throws IOException {
        if (!ask()) {
            throw new IOException("the first answer must be good, but was not");
        }
        var thread = new Thread(this::run, "onset-probe");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        boolean good = true;
        while (good && !over) {
            try {
                long asked = System.nanoTime();
                good = ask() && System.nanoTime() - asked < lateNanos;
                if (asked >= controlled) {
                    control.complete(System.nanoTime());
                }
            } catch (IOException e) {
                good = false;
            }
        }
        affected.complete(System.nanoTime());
    }

    /** Wait until an answer shows the fault, and tell when that was. */
    final long affectedAt(Injection fault) {
        return get(affected, () -> "a fault must be seen within 5 s, but was not: " + fault.exposure());
    }

    /** Wait for the answer to the first question after a time, and tell when it came: as late as a fault that takes no time. */
    final long answeredAt(long after) {
        controlled = after;
        return get(control, () -> "a question must be answered within 5 s without a fault, but was not");
    }

    private static long get(CompletableFuture<Long> future, Supplier<String> failure) {
        try {
            return future.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BrownoutException(failure.get(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
    }
}
