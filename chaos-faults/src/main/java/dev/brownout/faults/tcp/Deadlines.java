package dev.brownout.faults.tcp;

import dev.brownout.api.BrownoutException;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Run calls that have no time limit of their own, with one. Thread safe. */
final class Deadlines implements AutoCloseable {
    private static final int AT_ONCE = 16;

    private final Duration deadline;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("brownout-toxiproxy-client", true));

    Deadlines(Duration deadline) {
        this.deadline = deadline;
    }

    /**
     * @param what the call in a few words, for error messages
     * @throws BrownoutException if the call fails or is not done by the deadline
     */
    <T> T call(String what, Callable<T> call) {
        try {
            var running = threads.submit(call);
            try {
                return running.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                running.cancel(true);
                throw new BrownoutException(
                        "Toxiproxy must answer within " + deadline.toMillis() + " ms, but did not to: " + what
                                + "; check that it runs and is not stuck",
                        e);
            }
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new BrownoutException("Toxiproxy must do: " + what + ", but said: " + cause.getMessage(), cause);
        } catch (RejectedExecutionException e) {
            throw new BrownoutException(
                    "at most " + AT_ONCE + " calls may wait for Toxiproxy, but more did, or it was closed, at: " + what,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("interrupted while waiting for Toxiproxy to do: " + what, e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
