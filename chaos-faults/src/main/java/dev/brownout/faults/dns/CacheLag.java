package dev.brownout.faults.dns;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells how late victims notice what is on the wire already, as their caches hold what was before: positive answers hide a
 * fault's onset, negative ones its removal. As exact as measurements are frequent. Remembers the last {@value #MOST}
 * injections and victims. Thread safe.
 */
final class CacheLag {
    private static final int MOST = 1024;

    /** What a wire or a look-up can be like. */
    enum State {
        SYMPTOM,
        HEALTH,
        NEITHER
    }

    private final Map<String, Change> changes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Change> eldest) {
            return size() > MOST;
        }
    };

    /** What the wire is like since when, whether it was seen to turn, and how much later the look-up did. */
    private record Change(State wire, boolean turned, long sinceNanos, Optional<Long> followedNanos) {}

    /**
     * Note a measurement.
     *
     * @param key the injection, the name and the victim
     * @param wire what the wire was like
     * @param lookup what the look-up right after it was like
     * @param now the monotonic time in ns
     * @return a few words; empty while there is nothing to tell
     */
    synchronized String note(String key, State wire, State lookup, long now) {
        if (wire == State.NEITHER) {
            return "";
        }
        var before = changes.get(key);
        var change = before != null && before.wire() == wire
                ? before
                : new Change(wire, before != null, now, Optional.empty());
        long since = now - change.sinceNanos();
        if (lookup == wire && change.followedNanos().isEmpty()) {
            change = new Change(wire, change.turned(), change.sinceNanos(), Optional.of(since));
        }
        changes.put(key, change);
        if (!change.turned()) {
            return lookup == wire ? "" : "look-up still as before";
        }
        return change.followedNanos()
                .map(late -> "look-up followed the wire " + seconds(late) + " later")
                .orElse("look-up still as before, " + seconds(since) + " after the wire");
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
