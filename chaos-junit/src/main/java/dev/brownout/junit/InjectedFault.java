package dev.brownout.junit;

import dev.brownout.scenarios.play.LiveFaults.Live;
import java.util.List;

/** A fault that is in place. Thread safe. */
public final class InjectedFault implements AutoCloseable {
    private final Session session;
    private final Live live;

    InjectedFault(Session session, Live live) {
        this.session = session;
        this.live = live;
    }

    /**
     * Count what has met the fault so far.
     *
     * @return connections, requests or queries that it hit, those of witnesses not counted
     */
    public long exposure() {
        return live.exposure().values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Tell whether it is in place.
     *
     * @return false once it is closed, or its test is over
     */
    public boolean inPlace() {
        return live.inPlace();
    }

    /**
     * Take the fault away, see that it is gone, and that something had met it. Idempotent.
     *
     * @throws UnprovenFaultError if nothing met it, or it was not seen to be gone
     */
    @Override
    public void close() {
        session.end(List.of(this));
    }

    Live live() {
        return live;
    }

    @Override
    public String toString() {
        return live.toString();
    }
}
