package dev.brownout.faults.packet;

import dev.brownout.api.Measurement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one witness at a time measure on a link, and keeps what it sends out of what the link's victim met. Thread safe. */
final class WitnessTurns {
    private final ReentrantLock turn = new ReentrantLock();
    private final Set<PacketInjection> injections = ConcurrentHashMap.newKeySet();
    private boolean measuring;
    private long quietFrom = System.nanoTime();

    /** Begin to count for an injection that is about to be put in place. */
    synchronized MetCount count() {
        return new MetCount(System.nanoTime(), measuring, quietFrom);
    }

    /** It is in place. */
    synchronized void add(PacketInjection injection) {
        injections.add(injection);
        if (measuring) {
            injection.count().begin();
        } else {
            injection.count().end(quietFrom);
        }
    }

    void remove(PacketInjection injection) {
        injections.remove(injection);
    }

    Measurement witnessing(Supplier<Measurement> measure) {
        turn.lock();
        try {
            begin();
            return measure.get();
        } finally {
            end();
            turn.unlock();
        }
    }

    private void begin() {
        injections.forEach(PacketInjection::read);
        synchronized (this) {
            measuring = true;
            injections.forEach(injection -> injection.count().begin());
        }
    }

    private synchronized void end() {
        measuring = false;
        quietFrom = System.nanoTime() + MetCount.SETTLES.toNanos();
        injections.forEach(injection -> injection.count().end(quietFrom));
    }
}
