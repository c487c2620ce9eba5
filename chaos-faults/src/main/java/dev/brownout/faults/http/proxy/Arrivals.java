package dev.brownout.faults.http.proxy;

import dev.brownout.faults.tcp.Greetings;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AttributeKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts the requests that go on to a link's target: past every fault of the plane, before the target answers. A load's
 * requests carry {@value #LOAD_HEADER} and are counted apart from the victim's own; witnesses' are not counted. Counts only
 * grow. Thread safe.
 */
public final class Arrivals {
    /** The header that marks a load's request; its value is the fault's kind. It ends at the plane. */
    public static final String LOAD_HEADER = "Brownout-Load";

    /** A victim's request that arrives no later than this after one of a load has met that load. */
    private static final long SAME_TIME_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int MOST_LOADS = 64;
    private static final AttributeKey<Boolean> COUNTED = AttributeKey.valueOf(Arrivals.class, "counted");

    private final LongSupplier nanoTime;
    private final LongAdder victims = new LongAdder();
    private final Map<String, Load> loads = new ConcurrentHashMap<>();

    private static final class Load {
        final LongAdder requests = new LongAdder();
        final LongAdder met = new LongAdder();
        final AtomicLong open = new AtomicLong();
        volatile long last;

        Load(long now) {
            last = now;
        }
    }

    /**
     * Begin to count.
     *
     * @param nanoTime the clock
     */
    public Arrivals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Count a request that is about to go on to the target, and take the mark off.
     *
     * @param request the request, its marks still on it
     * @param client the connection that it came on
     */
    public void arrived(HttpRequest request, Channel client) {
        long now = nanoTime.getAsLong();
        var kind = request.headers().get(LOAD_HEADER);
        if ("1".equals(request.headers().get(Greetings.WITNESS_HEADER))) {
            return;
        }
        if (kind == null) {
            victims.increment();
            for (var load : loads.values()) {
                if (load.open.get() > 0 || now - load.last <= SAME_TIME_NANOS) {
                    load.met.increment();
                }
            }
            return;
        }
        request.headers().remove(LOAD_HEADER);
        var load = loads.get(kind);
        if (load == null) {
            load = loads.computeIfAbsent(loads.size() < MOST_LOADS ? kind : "others", k -> new Load(now));
        }
        load.last = now;
        load.requests.increment();
        if (client.attr(COUNTED).getAndSet(true) == null) {
            var counted = load;
            counted.open.incrementAndGet();
            client.closeFuture().addListener(closed -> counted.open.decrementAndGet());
        }
    }

    /**
     * Count the victim's own requests.
     *
     * @return how many arrived so far
     */
    public long victims() {
        return victims.sum();
    }

    /**
     * Count a load's requests.
     *
     * @param kind the fault's kind
     * @return how many arrived so far
     */
    public long load(String kind) {
        var load = loads.get(kind);
        return load == null ? 0 : load.requests.sum();
    }

    /**
     * Count the victim's own requests that arrived while a load did too.
     *
     * @param kind the fault's kind
     * @return how many so far: no later than 2 s after a request of the load, or while one of its connections was open
     */
    public long met(String kind) {
        var load = loads.get(kind);
        return load == null ? 0 : load.met.sum();
    }

    /**
     * Count the connections that are open and on which a load's request has arrived.
     *
     * @param kind the fault's kind
     * @return how many there are now
     */
    public long open(String kind) {
        var load = loads.get(kind);
        return load == null ? 0 : load.open.get();
    }
}
