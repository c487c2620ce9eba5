package dev.brownout.scenarios.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Traffic;
import dev.brownout.scenarios.journal.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TrafficMeterTests {
    private static final long MILLI = 1_000_000L;

    /** Time that only tests move. */
    private static final class HandClock implements RunClock {
        private long now;

        @Override
        public long now() {
            return now;
        }

        @Override
        public void parkUntil(long time) {
            now = Math.max(now, time);
        }
    }

    private final HandClock clock = new HandClock();
    private final AtomicLong passed = new AtomicLong();
    private final List<Event.TrafficCounted> events = new ArrayList<>();

    private TrafficMeter meter(Supplier<List<Traffic>> plane) {
        return new TrafficMeter(Set.of("a", "b"), plane, clock, e -> events.add((Event.TrafficCounted) e));
    }

    private static Traffic count(String link, long connects) {
        return new Traffic(link, connects, 0, 0, 0, 0);
    }

    private List<Map.Entry<Long, Long>> counted() {
        return events.stream()
                .map(e -> Map.entry(e.at() / MILLI, e.traffic().connects()))
                .toList();
    }

    @Test
    void should_count_every_link_of_the_stack_once_a_second() {
        var meter = meter(() -> List.of(count("a", 1), count("b", 2), count("of another stack", 3)));
        for (clock.now = 0; clock.now <= 2_100 * MILLI; clock.now += 100 * MILLI) {
            meter.step();
        }
        assertThat(events).extracting(e -> e.at() / MILLI).containsExactly(0L, 0L, 1_000L, 1_000L, 2_000L, 2_000L);
        assertThat(events).extracting(e -> e.traffic().link()).containsOnly("a", "b");
    }

    @Test
    void should_give_the_count_for_an_edge_the_time_of_the_edge() {
        var meter = meter(() -> List.of(count("a", passed.get())));
        meter.step();
        passed.set(7);
        clock.now = 500 * MILLI;
        meter.edge(485 * MILLI);
        meter.step();
        assertThat(counted()).containsExactly(entry(0L, 0L), entry(485L, 7L));
    }

    @Test
    void should_not_pretend_that_a_late_count_was_made_at_the_edge() {
        var meter = meter(() -> List.of(count("a", passed.get())));
        meter.step();
        meter.edge(479 * MILLI);
        clock.now = 500 * MILLI;
        meter.step();
        assertThat(counted()).containsExactly(entry(0L, 0L), entry(500L, 0L));
    }

    @Test
    void should_never_go_back_in_time() {
        var meter = meter(() -> List.of(count("a", passed.incrementAndGet())));
        meter.step();
        clock.now = 1_000 * MILLI;
        meter.step();
        meter.edge(990 * MILLI);
        meter.step();
        assertThat(counted()).containsExactly(entry(0L, 1L), entry(1_000L, 2L), entry(1_000L, 3L));
    }

    @Test
    void should_leave_out_the_seconds_that_a_slow_plane_took() {
        var meter = meter(() -> {
            clock.now += 2_500 * MILLI;
            return List.of(count("a", 1));
        });
        meter.step();
        meter.step();
        clock.now = 3_000 * MILLI;
        meter.step();
        assertThat(counted()).containsExactly(entry(0L, 1L), entry(3_000L, 1L));
    }

    @Test
    void should_go_on_when_the_plane_could_not_count() {
        var meter = meter(() -> {
            if (passed.incrementAndGet() == 1) {
                throw new BrownoutException("the node is away");
            }
            return List.of(count("a", passed.get()));
        });
        meter.step();
        clock.now = 1_000 * MILLI;
        meter.step();
        assertThat(counted()).containsExactly(entry(1_000L, 2L));
    }

    @Test
    void should_count_for_every_edge_before_it_ends() {
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        var real = RunClock.start();
        try (var meter = new TrafficMeter(Set.of("a"), () -> List.of(count("a", 1)), real, seen::add)) {
            meter.start();
            await().atMost(Duration.ofSeconds(10)).until(() -> !seen.isEmpty());
            seen.clear();
            meter.edge(real.now());
        }
        assertThat(seen).isNotEmpty();
    }

    @Test
    void should_hold_up_nobody_when_the_plane_does_not_answer() {
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        var real = RunClock.start();
        long began = real.now();
        try (var meter = new TrafficMeter(
                Set.of("a"),
                () -> {
                    asked.countDown();
                    awaitQuietly(never);
                    return List.of();
                },
                real,
                seen::add)) {
            meter.start();
            awaitQuietly(asked);
            meter.edge(real.now());
        } finally {
            never.countDown();
        }
        assertThat(Duration.ofNanos(real.now() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(seen).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
