package dev.brownout.faults.process;

import dev.brownout.api.BrownoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what the operating system tells nobody. */
public final class Waiting {
    /** How long a process may take to start. */
    static final Duration START = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Waiting() {}

    /**
     * Look every 10 ms until it is so or the time is over.
     *
     * @param limit for how long
     * @param reached what is waited for
     * @return whether it was reached
     * @throws BrownoutException if the calling thread is interrupted
     */
    public static boolean until(Duration limit, BooleanSupplier reached) {
        return until(limit, PAUSE, reached);
    }

    /**
     * Look now and then until it is so or the time is over.
     *
     * @param limit for how long
     * @param step the pause between two looks
     * @param reached what is waited for
     * @return whether it was reached
     * @throws BrownoutException if the calling thread is interrupted
     */
    public static boolean until(Duration limit, Duration step, BooleanSupplier reached) {
        long end = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            try {
                // nobody counts down: only an interrupt cuts the pause short
                if (new CountDownLatch(1).await(step.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("nobody counts this latch down");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BrownoutException("interrupted while waiting for a process", e);
            }
        }
        return true;
    }
}
