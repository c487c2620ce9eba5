package dev.brownout.scenarios.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.scenarios.journal.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Open loop: a capability that hangs is asked as often as one that answers. */
class ProberIT {
    private static final Capability HUNG =
            new Capability("hung", "never answers", Duration.ofMillis(500), Duration.ofSeconds(3), 20);
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aCapabilityHungForFiveSecondsIsStillAskedTwentyTimesASecond() throws Exception {
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        var threads = Executors.newCachedThreadPool();
        var clock = RunClock.start();
        Probe hangs = n -> new CompletableFuture<>();
        try (var prober = new Prober(List.of(HUNG), Map.of("hung", hangs), clock, clock.now(), threads, events::add)) {
            prober.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> prober.settled(5 * SECOND));
        } finally {
            threads.shutdown();
        }
        var samples = events.stream()
                .filter(Event.Probed.class::isInstance)
                .map(Event.Probed.class::cast)
                .filter(p -> p.due() < 5 * SECOND)
                .toList();
        assertThat(samples).hasSizeBetween(98, 102).allMatch(p -> p.mode() == Mode.HUNG);
        assertThat(samples).allMatch(p -> p.done() - p.due() >= 3 * SECOND, "hung only at the deadline");
        assertThat(samples).allMatch(p -> p.sent() - p.due() < 2 * SECOND, "waited for no answer");
    }
}
