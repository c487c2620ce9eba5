package dev.brownout.faults.tcp;

import dev.brownout.api.BrownoutException;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Measure several times, some at once. */
public final class Tries {
    /** The most measurements under way at once. */
    public static final int AT_ONCE = 8;

    private Tries() {}

    /**
     * Measure until it is enough.
     *
     * @param <T> what is measured
     * @param count how many times at most
     * @param atOnce how many at the same time, 1 to {@link #AT_ONCE}
     * @param measure measures once, in bounded time
     * @param enough told after each one what was measured so far; true starts no more
     * @return what was measured, in the order in which it was done
     * @throws BrownoutException if the vantage is gone
     */
    public static <T> List<T> run(int count, int atOnce, Callable<T> measure, Predicate<List<T>> enough) {
        var threads = Executors.newFixedThreadPool(
                Math.min(count, Math.min(atOnce, AT_ONCE)), new DefaultThreadFactory("brownout-witness", true));
        try {
            var results = new ArrayList<T>();
            var done = new ExecutorCompletionService<T>(threads);
            int started = 0;
            boolean stop = false;
            while (results.size() < started || (started < count && !stop)) {
                while (!stop && started < count && started - results.size() < atOnce) {
                    done.submit(measure);
                    started++;
                }
                results.add(done.take().get());
                stop = stop || enough.test(results);
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BrownoutException failure) {
                throw failure;
            }
            throw new BrownoutException("a measurement failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("interrupted while measuring", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
