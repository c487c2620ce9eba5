package dev.brownout.scenarios.play;

import dev.brownout.api.Traffic;
import dev.brownout.scenarios.journal.Event;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the plane counts on each link, once a second and at the edges of phases. It has a thread of its own, so
 * that a plane that answers slowly holds up nothing else. Thread safe.
 *
 * <p>A count for an edge carries the edge's own time, so that a phase's share of the traffic is the difference of two counts,
 * unless it was made more than {@value #NEAR_MILLIS} ms later: then it carries the time at which it was made.
 */
final class TrafficMeter implements AutoCloseable {
    private static final long EVERY = Duration.ofSeconds(1).toNanos();
    private static final long NEAR_MILLIS = 20;
    private static final long NEAR = Duration.ofMillis(NEAR_MILLIS).toNanos();
    private static final long PATIENCE_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(TrafficMeter.class);

    private final Set<String> links;
    private final Supplier<List<Traffic>> plane;
    private final RunClock clock;
    private final Consumer<Event> out;
    private final Queue<Long> edges = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean running = true;
    private long next;
    private long last = Long.MIN_VALUE;
    private boolean failing;

    /**
     * @param links the ids of the stack's own links; what the plane counts on others is left out
     * @param plane counts
     * @param clock the run's clock
     * @param out takes an {@link Event.TrafficCounted} for each link and count
     */
    TrafficMeter(Set<String> links, Supplier<List<Traffic>> plane, RunClock clock, Consumer<Event> out) {
        this.links = Set.copyOf(links);
        this.plane = plane;
        this.clock = clock;
        this.out = out;
        this.next = clock.now();
        thread = new Thread(this::run, "brownout-traffic-meter");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Count as soon as may be, for a phase that begins or ends. Returns at once.
     *
     * @param at the time of its edge
     */
    void edge(long at) {
        edges.add(at);
        LockSupport.unpark(thread);
    }

    private void run() {
        while (running) {
            step();
            if (edges.isEmpty()) {
                clock.parkUntil(next);
            }
        }
        step();
    }

    /** Count for every edge that is waiting, and for the second that is over. */
    void step() {
        for (var edge = edges.poll(); edge != null; edge = edges.poll()) {
            long now = clock.now();
            count(now - edge <= NEAR ? edge : now);
        }
        long now = clock.now();
        if (now >= next) {
            count(now);
            // a second that went by while the plane was slow is left out, not made up for
            next += EVERY * ((clock.now() - next) / EVERY + 1);
        }
    }

    private void count(long at) {
        List<Traffic> counts;
        try {
            counts = plane.get();
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn(
                        "the links' traffic could not be counted, what is judged by it may stay open: {}",
                        e.toString());
            }
            failing = true;
            return;
        }
        failing = false;
        last = Math.max(last, at);
        counts.stream()
                .filter(t -> links.contains(t.link()))
                .forEach(t -> out.accept(new Event.TrafficCounted(last, t)));
    }

    /** Count for the edges that still wait, and end. Waits for that a second at most. Idempotent. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
