package dev.brownout.faults.vantage;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers from which source addresses witnesses connect, or generators of load do, so that a plane leaves their connections
 * out of what the victim met.
 *
 * <p>A mark is made before its connection is opened and ends by time, because a port is used again. A plane asks once,
 * when it accepts a connection. Holds at most {@value #MOST} marks; the oldest goes first. Thread safe.
 */
public final class SourceMarks {
    /** The most marks at once. */
    public static final int MOST = 4096;

    private final LongSupplier nanoTime;

    private final Map<InetSocketAddress, Long> untilNanos = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Long> eldest) {
            return size() > MOST;
        }
    };

    /** Start without marks, on the system's clock. */
    public SourceMarks() {
        this(System::nanoTime);
    }

    SourceMarks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Mark a source address; a new mark takes the place of an older one.
     *
     * @param source where somebody is about to connect from
     * @param life how long the mark holds
     */
    public synchronized void mark(InetSocketAddress source, Duration life) {
        untilNanos.remove(source);
        untilNanos.put(source, nanoTime.getAsLong() + life.toNanos());
    }

    /**
     * Tell whether a connection comes from a marked address.
     *
     * @param source where it comes from
     * @return true while a mark holds
     */
    public synchronized boolean isMarked(InetSocketAddress source) {
        var until = untilNanos.get(source);
        return until != null && until - nanoTime.getAsLong() > 0;
    }

    /**
     * Tell whether a connection comes from a marked address, and take the mark off: it was for this connection alone.
     *
     * @param source where it comes from
     * @return true if a mark held
     */
    public synchronized boolean take(InetSocketAddress source) {
        boolean marked = isMarked(source);
        untilNanos.remove(source);
        return marked;
    }
}
