package dev.brownout.benchmarks;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks over and over on one connection, one question after another, and notes when an answer is not as it should be, or late. */
abstract class AskingProbe implements AutoCloseable {
    private final CompletableFuture<Long> affected = new CompletableFuture<>();
    private final long lateNanos;
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
            } catch (IOException e) {
                good = false;
            }
        }
        affected.complete(System.nanoTime());
    }

    /** Wait until an answer shows the fault, and tell when that was. */
    final long affectedAt(Injection fault) {
        try {
            return affected.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BrownoutException("a fault must be seen within 5 s, but was not: " + fault.exposure(), e);
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
