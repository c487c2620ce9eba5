package dev.brownout.scenarios.play;

import dev.brownout.scenarios.journal.Event;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Measures when the harness itself stands still (a busy machine, a garbage collection): a thread that wants to run every
 * few milliseconds notes when it could not. Samples that overlap such a stall are blind.
 */
final class StallMeter implements AutoCloseable {
    private static final long TICK = Duration.ofMillis(10).toNanos();
    private static final long STALL = Duration.ofMillis(100).toNanos();

    private final RunClock clock;
    private final Consumer<Event> out;
    private final Thread thread;
    private volatile boolean running = true;

    StallMeter(RunClock clock, Consumer<Event> out) {
        this.clock = clock;
        this.out = out;
        thread = new Thread(this::run, "brownout-stall-meter");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long before = clock.now();
        while (running) {
            clock.parkUntil(before + TICK);
            long now = clock.now();
            note(before, now).ifPresent(out);
            before = now;
        }
    }

    /** The stall between two looks at the clock, if there was one. */
    static java.util.Optional<Event> note(long before, long now) {
        return now - before > STALL + TICK
                ? java.util.Optional.of(new Event.Stalled(before + TICK, now))
                : java.util.Optional.empty();
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }
}
