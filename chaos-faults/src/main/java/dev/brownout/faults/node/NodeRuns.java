package dev.brownout.faults.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which runs are still there: each says so again and again, and what it has had done is taken away when it has not for
 * longer than its lease. So a run that was killed, or whose machine is gone, leaves no fault behind. Thread safe.
 */
final class NodeRuns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NodeRuns.class);
    private static final Duration LOOKS = Duration.ofMillis(250);

    private final LongSupplier nanoTime;
    private final BiConsumer<String, Duration> gone;
    private final Map<String, Lease> leases = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "brownout-node-runs");
        thread.setDaemon(true);
        return thread;
    });

    private record Lease(Duration length, long renewed) {}

    /**
     * @param nanoTime the clock
     * @param gone is told of a run that is gone, and how long its lease was; may block
     */
    NodeRuns(LongSupplier nanoTime, BiConsumer<String, Duration> gone) {
        this.nanoTime = nanoTime;
        this.gone = gone;
        var unused =
                timer.scheduleWithFixedDelay(this::look, LOOKS.toMillis(), LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A run says that it is there. */
    synchronized void renew(String run, Duration lease) {
        leases.put(run, new Lease(lease, nanoTime.getAsLong()));
    }

    /** A run says that it ends, with nothing left to take away. */
    synchronized void end(String run) {
        leases.remove(run);
    }

    /** Gives up those whose lease is over. */
    void look() {
        over().forEach((run, lease) -> {
            try {
                log.info("run {} was not heard of for {}: what it has had done is taken away", run, lease);
                gone.accept(run, lease);
            } catch (RuntimeException e) {
                log.error("what run {} has had done could not be taken away", run, e);
            }
        });
    }

    private synchronized Map<String, Duration> over() {
        long now = nanoTime.getAsLong();
        var over = new HashMap<String, Duration>();
        for (var run : List.copyOf(leases.keySet())) {
            var lease = leases.get(run);
            if (lease != null && now - lease.renewed() > lease.length().toNanos()) {
                leases.remove(run);
                over.put(run, lease.length());
            }
        }
        return over;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
