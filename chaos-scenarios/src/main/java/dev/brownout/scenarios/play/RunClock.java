package dev.brownout.scenarios.play;

/** The run's own monotonic clock. Tests bring their own. Thread safe. */
public interface RunClock {

    /**
     * Tell the time.
     *
     * @return ns since the run's beginning; never goes back
     */
    long now();

    /**
     * Wait until a time, or until the thread is interrupted, or a little less: callers look at the clock again.
     *
     * @param time ns since the run's beginning
     */
    void parkUntil(long time);

    /**
     * Start a clock on {@link System#nanoTime}.
     *
     * @return a clock that shows 0 now
     */
    static RunClock start() {
        long zero = System.nanoTime();
        return new RunClock() {
            @Override
            public long now() {
                return System.nanoTime() - zero;
            }

            @Override
            public void parkUntil(long time) {
                long left = time - now();
                if (left > 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(this, left);
                }
            }
        };
    }
}
