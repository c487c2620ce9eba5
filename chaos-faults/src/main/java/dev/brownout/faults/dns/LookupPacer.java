package dev.brownout.faults.dns;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps witnesses from looking a name up more than twice a second in one JVM: its caches are shared, and a witness that
 * keeps filling them would decide what the victim sees. Thread safe.
 */
final class LookupPacer {
    static final Duration PAUSE = Duration.ofMillis(500);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Map<String, Long> nextNanos = new HashMap<>();

    /**
     * Reserve the next look-up.
     *
     * @param key the component and the name
     * @param now the monotonic time in ns
     * @param patience for how long the asker would wait
     * @return how long to wait before it; empty when that is longer, and nothing is reserved
     */
    synchronized Optional<Duration> reserve(String key, long now, Duration patience) {
        var next = nextNanos.get(key);
        long at = next == null || next - now < 0 ? now : next;
        if (at - now > patience.toNanos()) {
            return Optional.empty();
        }
        nextNanos.put(key, at + PAUSE.toNanos());
        return Optional.of(Duration.ofNanos(at - now));
    }
}
