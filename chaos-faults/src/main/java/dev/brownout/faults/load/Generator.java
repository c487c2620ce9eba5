package dev.brownout.faults.load;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a crowd arrive at its pace, open loop, on one thread of its own which never waits for anybody. Ends by itself when all have
 * arrived. Thread safe.
 */
final class Generator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Generator.class);

    /** After so many at once, the connections get a turn. */
    private static final int BATCH = 64;

    private final String id;
    private final Pace pace;
    private final Tally tally = new Tally();
    private final MultiThreadIoEventLoopGroup loops;
    private final Crowd crowd;
    private final long begin = System.nanoTime();
    private boolean closed;

    /**
     * Begin at once.
     *
     * @param id the injection's id
     * @param kind the fault's kind, which marks its requests
     * @param entrance where the crowd arrives
     * @param ask what each asks
     * @param bounds what is never gone beyond
     * @param pace when each is due
     * @param crowd makes the crowd
     */
    Generator(
            String id,
            String kind,
            Crowd.Entrance entrance,
            Ask ask,
            Bounds bounds,
            Pace pace,
            Function<Crowd.Place, Crowd> crowd) {
        this.id = id;
        this.pace = pace;
        this.loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("brownout-load", true), NioIoHandler.newFactory());
        this.crowd = crowd.apply(new Crowd.Place(kind, loops.next(), entrance, ask, bounds, tally));
        loops.execute(this::tick);
        loops.schedule(this::outlived, Bounds.LIFE.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void outlived() {
        log.warn("{} was not closed within {} and ends by itself", id, Bounds.LIFE);
        crowd.leave();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }

    Tally tally() {
        return tally;
    }

    private void tick() {
        if (crowd.left()) {
            return;
        }
        long elapsed = System.nanoTime() - begin;
        OptionalLong left = pace.left(elapsed);
        for (int i = 0; i < BATCH && left.isPresent() && left.getAsLong() <= 0; i++) {
            tally.due(-left.getAsLong());
            crowd.arrive(pace.poll(elapsed).orElseThrow());
            left = pace.left(elapsed);
        }
        if (left.isPresent()) {
            loops.schedule(this::tick, Math.max(0, left.getAsLong()), TimeUnit.NANOSECONDS);
        }
    }

    /** Send no more, and close every connection. What was sent may still be arriving. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (!loops.isShuttingDown()) {
                // a loop that ends closes what is open, and then runs what is waiting, which may open more: nobody may
                // come first
                loops.submit(crowd::leave).awaitUninterruptibly(5, TimeUnit.SECONDS);
            }
            loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
            log.info("{}: {}", id, tally);
        }
    }
}
