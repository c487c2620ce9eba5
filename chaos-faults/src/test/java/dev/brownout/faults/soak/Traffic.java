package dev.brownout.faults.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One user who asks over and over on one target; what goes wrong while the target had no fault is kept as lost. */
final class Traffic {
    private static final int MOST_LOSSES = 20;
    /** A user's pause between two questions: what is refused at once must not become a busy loop. */
    private static final long PAUSE = Duration.ofMillis(2).toNanos();

    /** One question and its answer. Keeps connections as real clients do. */
    interface Client extends AutoCloseable {
        /**
         * Ask once, in bounded time; again on a fresh connection where a kept one turned out to be closed.
         *
         * @throws Exception if there was no answer or a wrong one
         */
        void ask() throws Exception;

        @Override
        void close();
    }

    private final String target;
    private final Client client;
    private final Weather weather;
    private final Thread thread;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong excused = new AtomicLong();
    private final AtomicLong calm = new AtomicLong();
    private final List<String> lost = Collections.synchronizedList(new ArrayList<>());

    Traffic(String target, Client client, Weather weather) {
        this.target = target;
        this.client = client;
        this.weather = weather;
        this.thread = new Thread(this::run, "soak-" + target);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!over.get()) {
            long from = System.nanoTime();
            var failure = attempt();
            boolean disturbed = weather.disturbed(target, from, System.nanoTime());
            if (!disturbed) {
                calm.incrementAndGet();
            }
            if (failure != null && disturbed) {
                excused.incrementAndGet();
            } else if (failure != null && lost.size() < MOST_LOSSES) {
                lost.add(target + " after "
                        + Duration.ofNanos(System.nanoTime() - from).toMillis() + " ms: " + failure
                        + weather.story(target, from));
            }
            asked.incrementAndGet();
            LockSupport.parkNanos(PAUSE);
        }
    }

    private @Nullable Exception attempt() {
        try {
            client.ask();
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    long asked() {
        return asked.get();
    }

    /** Questions that no fault excused: how much the soak can say. */
    long calm() {
        return calm.get();
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    void stop() throws InterruptedException {
        over.set(true);
        thread.join(30_000);
        client.close();
        if (thread.isAlive()) {
            throw new AssertionError("a client on " + target + " never came back from asking");
        }
    }

    @Override
    public String toString() {
        return target + ": " + asked + " asked, " + calm + " of them beyond excuse, " + excused + " failed by a fault, "
                + lost.size() + " lost";
    }
}
