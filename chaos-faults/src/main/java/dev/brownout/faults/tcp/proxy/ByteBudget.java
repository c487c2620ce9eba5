package dev.brownout.faults.tcp.proxy;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bound what all links of a server hold together. A link may always hold a little, so that none starves; beyond that it
 * reads on only while the whole is under the budget. Thread safe.
 */
final class ByteBudget {
    /** What one link may hold in its toxics: the throughput under a delay of d is this over d. */
    static final long LINK = 64L << 20;

    private static final long ALWAYS = 64L << 10;
    private static final long MOST = 512L << 20;

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    ByteBudget() {
        // direct memory is bounded by the heap's limit by default; leave most of it to everybody else
        this.limit = Math.min(MOST, Runtime.getRuntime().maxMemory() / 4);
    }

    void add(long bytes) {
        held.addAndGet(bytes);
    }

    boolean allows(long heldByLink) {
        return heldByLink < ALWAYS || (heldByLink < LINK && held.get() < limit);
    }
}
