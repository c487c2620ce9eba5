package dev.brownout.faults.tcp;

import dev.brownout.api.Injection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** Several injections that are one. Closing undoes the last first, and goes on after a failure. Thread safe. */
final class Injections implements Injection {
    private final Deque<Injection> parts = new ArrayDeque<>();

    synchronized void add(Injection part) {
        parts.push(part);
    }

    @Override
    public synchronized Map<String, Long> exposure() {
        var all = new TreeMap<String, Long>();
        parts.forEach(part -> part.exposure().forEach((victim, hits) -> all.merge(victim, hits, Long::sum)));
        return all;
    }

    @Override
    public synchronized void close() {
        RuntimeException first = null;
        for (var part : parts) {
            try {
                part.close();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
