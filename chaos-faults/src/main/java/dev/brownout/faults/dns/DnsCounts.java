package dev.brownout.faults.dns;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts who asked for which name, within bounds, as an open port can be asked anything. Thread safe. */
final class DnsCounts {
    /** Further names are not counted. */
    private static final int MOST_NAMES = 4096;

    /** Further victims of one name share one count. */
    private static final int MOST_VICTIMS = 4096;

    private final Map<String, Map<String, AtomicLong>> counts = new ConcurrentHashMap<>();

    void count(String host, String victim) {
        var ofName = counts.get(host);
        if (ofName == null) {
            if (counts.size() >= MOST_NAMES) {
                return;
            }
            ofName = counts.computeIfAbsent(host, h -> new ConcurrentHashMap<>());
        }
        var count = ofName.get(victim);
        if (count == null) {
            count = ofName.computeIfAbsent(ofName.size() < MOST_VICTIMS ? victim : "others", v -> new AtomicLong());
        }
        count.incrementAndGet();
    }

    /** Victim to number of questions about a name; empty when nobody asked. */
    Map<String, Long> of(String host) {
        var all = new TreeMap<String, Long>();
        counts.getOrDefault(host, Map.of()).forEach((victim, count) -> all.put(victim, count.get()));
        return all;
    }
}
