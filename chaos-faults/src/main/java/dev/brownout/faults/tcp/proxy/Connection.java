package dev.brownout.faults.tcp.proxy;

import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.DecisionStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One accepted client and its own upstream. Both sockets belong to one event loop, which makes every call. */
final class Connection {
    private final ProxyContext context;
    private final Proxy proxy;
    private final Channel client;
    private final long ordinal;
    private final Asker asker;
    private final Runnable onClose;
    private @Nullable Channel upstream;
    private @Nullable OneWay up;
    private @Nullable OneWay down;
    private boolean started;
    private boolean closed;

    Connection(ProxyContext context, Proxy proxy, Channel client, long ordinal, Asker asker, Runnable onClose) {
        this.context = context;
        this.proxy = proxy;
        this.client = client;
        this.ordinal = ordinal;
        this.asker = asker;
        this.onClose = onClose;
    }

    ProxyContext context() {
        return context;
    }

    long ordinal() {
        return ordinal;
    }

    boolean witness() {
        return asker == Asker.WITNESS;
    }

    boolean victim() {
        return asker == Asker.VICTIM;
    }

    Channel client() {
        return client;
    }

    boolean started() {
        return started;
    }

    /** Name the stream of a toxic's decisions: witnesses have one of their own, and so have generators of load. */
    DecisionStream stream(String toxic, Direction direction) {
        return DecisionStream.of(toxic, proxy.name(), direction, asker.word());
    }

    /** Decide whether a toxic acts on this connection. */
    boolean decides(Toxic toxic) {
        var name = proxy.name() + " " + toxic.direction().name().toLowerCase(Locale.ROOT) + " " + asker.word();
        return context.decisions()
                .decider(toxic.name(), name, stream(toxic.name(), toxic.direction()))
                .hit(toxic.toxicity(), ordinal);
    }

    /** Begin to relay. */
    void start(Channel upstreamChannel) {
        if (closed || !client.isActive()) {
            upstreamChannel.close();
            close();
            return;
        }
        upstream = upstreamChannel;
        if (!witness()) {
            proxy.carriedOn();
        }
        var toServer = new OneWay(this, Direction.UPSTREAM, client, upstreamChannel, context.budget());
        var toClient = new OneWay(this, Direction.DOWNSTREAM, upstreamChannel, client, context.budget());
        up = toServer;
        down = toClient;
        client.pipeline().addLast(new SocketHandler(toServer, toClient));
        upstreamChannel.pipeline().addLast(new SocketHandler(toClient, toServer));
        started = true;
        follow();
        if (!closed) {
            client.config().setAutoRead(true);
            upstreamChannel.config().setAutoRead(true);
        }
    }

    /** Bring the stages in line with the proxy's toxics. */
    void follow() {
        List<Toxic> toxics = proxy.toxics();
        for (var link : new OneWay[] {up, down}) {
            if (link != null && !closed) {
                link.follow(toxics);
            }
        }
    }

    /** Close both sockets once both directions have ended. */
    void endOne() {
        if (up != null && down != null && up.ended() && down.ended()) {
            close();
        }
    }

    /** Have the kernel drop what comes in that direction, or take it again. */
    void silenceSource(Direction direction, boolean on) {
        var link = direction == Direction.UPSTREAM ? up : down;
        if (link != null) {
            link.silenceSource(on);
        }
    }

    /** Reset both sides. */
    void reset() {
        if (!closed) {
            linger(client);
            if (upstream != null) {
                linger(upstream);
            }
            close();
        }
    }

    /** Reset one side. */
    static void reset(Channel side) {
        linger(side);
        side.close();
    }

    /** Closing a socket that is not to linger resets it (socket(7), SO_LINGER; RFC 9293, section 3.10.4). */
    private static void linger(Channel side) {
        if (side.isActive()) {
            side.config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (var link : new OneWay[] {up, down}) {
            if (link != null) {
                link.discard();
            }
        }
        client.close();
        if (upstream != null) {
            upstream.close();
        }
        onClose.run();
    }

    /** Run a task on the connection's loop; nothing happens once the server has ended. */
    void execute(Runnable task) {
        try {
            client.eventLoop().execute(task);
        } catch (RejectedExecutionException ended) {
            // the loops end only after every connection was closed
        }
    }
}
