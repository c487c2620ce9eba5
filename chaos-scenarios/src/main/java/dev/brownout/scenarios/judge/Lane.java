package dev.brownout.scenarios.judge;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Runs checkers one after the other on a thread that is not the judge's. The judge waits for them, so that they see and say
 * the same wherever it judges; but one that throws, runs out of memory or hangs is left behind, a hanging one with its
 * thread, and the others go on.
 */
final class Lane {
    /** Threads are kept for a second, as the next batch comes soon; one that hangs is never used again. */
    private static final ExecutorService THREADS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), r -> {
                var t = new Thread(r, "brownout-checkers");
                t.setDaemon(true);
                return t;
            });

    private static final int ABANDONED = -1;

    private Lane() {}

    /** A checker that failed. */
    private record Failure(Slot slot, Throwable cause) {}

    /**
     * Do one step with every checker, and wait.
     *
     * @param slots the checkers
     * @param limit how long one of them may take; after that it is left behind
     * @param step what to do
     * @param failed told, on the caller's thread, of each that threw
     * @param hung told, on the caller's thread, of each that took too long
     */
    static void run(
            List<Slot> slots,
            Duration limit,
            Consumer<Slot> step,
            BiConsumer<Slot, Throwable> failed,
            Consumer<Slot> hung) {
        var left = slots;
        while (!left.isEmpty()) {
            var pass = new Pass(left, step);
            int stuck = await(pass, limit);
            pass.failures.forEach(f -> failed.accept(f.slot(), f.cause()));
            if (stuck == left.size()) {
                return;
            }
            hung.accept(left.get(stuck));
            left = left.subList(stuck + 1, left.size());
        }
    }

    /** Wait until a pass is over. Gives the index of the checker that hangs; the number of checkers when none does. */
    private static int await(Pass pass, Duration limit) {
        var future = THREADS.submit(pass);
        int before = pass.at.get();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
                    return pass.slots.size();
                } catch (TimeoutException e) {
                    int now = pass.at.get();
                    if (now == before && pass.at.compareAndSet(now, ABANDONED)) {
                        future.cancel(true);
                        return now;
                    }
                    before = now;
                } catch (InterruptedException e) {
                    // whoever stops the run wants its verdict all the same, and this wait is bounded
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a pass catches whatever its checkers throw", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Pass implements Runnable {
        final List<Slot> slots;
        final Consumer<Slot> step;
        final AtomicInteger at = new AtomicInteger();
        final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

        Pass(List<Slot> slots, Consumer<Slot> step) {
            this.slots = List.copyOf(slots);
            this.step = step;
        }

        @Override
        public void run() {
            long before = allocated();
            for (int i = 0; i < slots.size(); i++) {
                one(slots.get(i));
                long now = allocated();
                slots.get(i).allocatedMore(now - before);
                before = now;
                if (!at.compareAndSet(i, i + 1)) {
                    // left behind meanwhile: another pass has gone on with the next
                    return;
                }
            }
        }

        private void one(Slot slot) {
            try {
                step.accept(slot);
            } catch (Throwable e) {
                // whatever a checker throws is its failure, errors of the virtual machine included: first free what it
                // holds
                slot.drop();
                failures.add(new Failure(slot, e));
            }
        }
    }

    /** Bytes that this thread has allocated so far; 0 where the JVM does not tell. */
    private static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                ? Math.max(0, threads.getCurrentThreadAllocatedBytes())
                : 0;
    }
}
