package dev.brownout.faults.tcp.proxy;

import java.util.concurrent.atomic.AtomicLong;

/** How many connections of a proxy are open: victims' and witnesses' apart, so that measuring takes nobody's place. Thread safe. */
final class Census {
    private final AtomicLong victims = new AtomicLong();
    private final AtomicLong witnesses = new AtomicLong();

    private AtomicLong of(boolean witness) {
        return witness ? witnesses : victims;
    }

    /**
     * Count a connection in, if there is room.
     *
     * @param limit how many there may be, this one included
     * @return whether it was counted
     */
    boolean admit(boolean witness, long limit) {
        return of(witness).getAndUpdate(open -> open < limit ? open + 1 : open) < limit;
    }

    void leave(boolean witness) {
        of(witness).decrementAndGet();
    }
}
