package dev.brownout.scenarios.play;

import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks the questions before the clock counts, until the answers are as good as they get: connections, class loading and the
 * compilers of fresh JVMs are not what is judged. Nothing of it is recorded, and it hides nothing: steady state is judged after.
 */
final class WarmUp {
    private static final long ROUND = Duration.ofMillis(50).toNanos();
    private static final long LIMIT = Duration.ofSeconds(10).toNanos();
    /** As many good rounds in a row as fit into a second and a half. */
    private static final int ENOUGH = 30;

    private final List<Capability> capabilities;
    private final Map<String, Probe> probes;
    private final RunClock clock;

    WarmUp(List<Capability> capabilities, Map<String, Probe> probes, RunClock clock) {
        this.capabilities = capabilities;
        this.probes = probes;
        this.clock = clock;
    }

    /** Ask until a second and a half of rounds was full and fast, for ten seconds at most. */
    void run(CompletableFuture<?> stop) {
        long limit = clock.now() + LIMIT;
        int good = 0;
        for (long round = 1; good < ENOUGH && clock.now() < limit && !stop.isDone(); round++) {
            long began = clock.now();
            good = good(-round) ? good + 1 : 0;
            while (clock.now() < began + ROUND && !stop.isDone()) {
                clock.parkUntil(began + ROUND);
            }
        }
    }

    private boolean good(long ordinal) {
        var asked = capabilities.stream().map(c -> ask(c, ordinal)).toList();
        return asked.stream().allMatch(CompletableFuture::join);
    }

    private CompletableFuture<Boolean> ask(Capability capability, long ordinal) {
        var probe = probes.get(capability.id());
        if (probe == null) {
            return CompletableFuture.completedFuture(true);
        }
        try {
            return probe.ask(ordinal)
                    .thenApply(a -> a.mode() == Mode.FULL)
                    .exceptionally(e -> false)
                    .toCompletableFuture()
                    .completeOnTimeout(false, capability.slowAfter().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(false);
        }
    }
}
