package dev.brownout.faults.tcp.proxy;

import dev.brownout.faults.decide.Asker;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A proxy: where it listens, where it goes on to, and its toxics. Changes take effect on live connections before a call
 * returns, and no call waits for a peer. All public methods are thread safe; those that change it exclude each other.
 */
public final class Proxy {
    private final ProxyContext context;
    private final String name;
    private final Map<Asker, AtomicLong> accepted = new EnumMap<>(Asker.class);
    private final AtomicLong cut = new AtomicLong();
    private final LongAdder carried = new LongAdder();
    private volatile String listen;
    private volatile String upstream;
    private volatile List<Toxic> toxics = List.of();
    private volatile @Nullable Listener listener;
    private @Nullable PortHold hold;
    private final Gate gate;
    private long dropped;

    Proxy(ProxyContext context, String name, String listen, String upstream) {
        this.context = context;
        this.name = name;
        this.listen = listen;
        this.upstream = upstream;
        for (var asker : Asker.values()) {
            accepted.put(asker, new AtomicLong());
        }
        this.gate = new Gate(context, this, System::nanoTime);
    }

    /**
     * Give the name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Tell where it listens.
     *
     * @return the socket's own address once it was enabled, else what was asked for
     */
    public String listen() {
        return listen;
    }

    /**
     * Tell where it goes on to.
     *
     * @return {@code host:port} as it was given
     */
    public String upstream() {
        return upstream;
    }

    /**
     * Tell whether it listens.
     *
     * @return whether it does
     */
    public boolean enabled() {
        return listener != null;
    }

    /**
     * List the toxics.
     *
     * @return all, in the order in which they were created; unmodifiable
     */
    public List<Toxic> toxics() {
        return toxics;
    }

    /**
     * Count the victims' connections that disabling, moving or deleting this proxy has cut so far. Those refused while it
     * does not listen never reach it and cannot be counted: the kernel answers them.
     *
     * @return how many
     */
    public long cut() {
        return cut.get();
    }

    /**
     * Count the connections that were carried on to where this proxy goes on to; witnesses' are left out.
     *
     * @return how many so far
     */
    public long carried() {
        return carried.sum();
    }

    void carriedOn() {
        carried.increment();
    }

    /**
     * Count the packets that were dropped without a word while nobody could connect: each attempt is one, and each of its
     * repetitions. Witnesses' are among them.
     *
     * @return how many so far
     */
    public synchronized long dropped() {
        return dropped + (listener == null ? 0 : listener.dropped());
    }

    /**
     * Listen. Does nothing when it does already.
     *
     * @throws IOException if the address is none or cannot be bound
     */
    public synchronized void enable() throws IOException {
        if (listener != null) {
            return;
        }
        InetSocketAddress address;
        try {
            address = HostPort.parse(listen).resolve().get(0);
        } catch (IOException e) {
            throw new IOException("listen tcp: " + e.getMessage(), e);
        }
        var started = new Listener(context, this, address);
        release();
        listen = HostPort.text(started.address());
        listener = started;
        gate.at(started);
    }

    /** Stop listening, close every connection and keep the port from others. Does nothing when it is disabled. */
    public synchronized void disable() {
        var stopped = listener;
        if (stopped != null) {
            listener = null;
            gate.leave();
            var address = stopped.address();
            cut.addAndGet(stopped.close());
            dropped += stopped.dropped();
            hold = new PortHold(address);
        }
    }

    /** Disable it for good and give up its port. */
    public synchronized void remove() {
        disable();
        release();
    }

    private void release() {
        if (hold != null) {
            hold.close();
            hold = null;
        }
    }

    /**
     * Move it. What differs from before drops all connections; the toxics stay.
     *
     * @param newListen where to listen; what resolves to the present address is no difference
     * @param newUpstream where to go on to
     * @param enable whether to listen afterwards
     * @throws IOException if the new address is none, and then nothing was changed; or if it cannot be bound, and then the
     *     proxy is disabled, at its new place
     */
    public synchronized void update(String newListen, String newUpstream, boolean enable) throws IOException {
        if (moves(newListen)) {
            remove();
            listen = newListen;
            upstream = newUpstream;
        } else if (!upstream.equals(newUpstream)) {
            upstream = newUpstream;
            var live = listener;
            if (live != null) {
                cut.addAndGet(live.cut());
            }
        }
        if (enable) {
            enable();
        } else {
            disable();
        }
    }

    /**
     * Tell whether moving it there would change anything.
     *
     * @param newListen where to listen
     * @param newUpstream where to go on to
     * @return whether connections would be dropped
     * @throws IOException if the address is none
     */
    public boolean differs(String newListen, String newUpstream) throws IOException {
        return moves(newListen) || !upstream.equals(newUpstream);
    }

    private boolean moves(String newListen) throws IOException {
        return !newListen.equals(listen)
                && !HostPort.text(HostPort.parse(newListen).resolve().get(0)).equals(listen);
    }

    /**
     * Change the toxics. Every live connection follows before this returns.
     *
     * @param change from the present toxics to the new ones
     * @throws IOException if the listening socket did not follow; everything else did
     */
    public synchronized void toxics(UnaryOperator<List<Toxic>> change) throws IOException {
        toxics = List.copyOf(change.apply(toxics));
        try {
            gate.follow(toxics);
        } finally {
            followLive();
        }
    }

    private void followLive() {
        var live = listener;
        if (live != null) {
            live.follow();
        }
    }

    Connection accepted(Channel client, Listener by) {
        var address = client.remoteAddress();
        var asker = address instanceof InetSocketAddress from ? context.askers().apply(from) : Asker.VICTIM;
        long ordinal = Objects.requireNonNull(accepted.get(asker)).getAndIncrement();
        var holder = new Connection[1];
        holder[0] = new Connection(context, this, client, ordinal, asker, () -> by.ended(holder[0]));
        return holder[0];
    }
}
