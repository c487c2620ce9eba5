package dev.brownout.faults.tcp.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One stretch of time during which a proxy is enabled: its listening socket and what was accepted on it. Thread safe. */
final class Listener {
    private static final AttributeKey<Connection> CONNECTION = AttributeKey.valueOf(Listener.class, "connection");
    private static final int BACKLOG = 4096;
    private static final long PATIENCE_SECONDS = 5;

    private final ProxyContext context;
    private final Proxy proxy;
    private final Dialler dialler;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Census census = new Census();
    private final InetSocketAddress address;
    private volatile boolean closed;
    private @Nullable Channel channel;
    private @Nullable PortHold refusing;
    private double silent;
    private boolean filtered;
    private long droppedBefore;

    Listener(ProxyContext context, Proxy proxy, InetSocketAddress address) throws IOException {
        this.context = context;
        this.proxy = proxy;
        this.dialler = new Dialler(context.resolver());
        var bound = bind(address);
        this.channel = bound;
        this.address = (InetSocketAddress) bound.localAddress();
    }

    private Channel bind(InetSocketAddress address) throws IOException {
        var bound = new ServerBootstrap()
                .group(context.loops())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .handler(new Acceptor())
                .childHandler(new Starter())
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("listen tcp " + HostPort.text(address) + ": bind: " + reason(bound.cause()));
        }
        return bound.channel();
    }

    private static String reason(@Nullable Throwable cause) {
        var text = String.valueOf(cause == null ? null : cause.getMessage());
        if (text.contains("in use")) {
            return "address already in use";
        }
        return text.contains("assign") ? "cannot assign requested address" : text;
    }

    InetSocketAddress address() {
        return address;
    }

    /** Bring every live connection in line with the proxy's toxics, before this returns. */
    void follow() {
        onEach(Connection::follow);
    }

    /**
     * Refuse whoever connects, or listen again. Connections stay, but for what {@code cut} does.
     *
     * @param cut run first, before the socket is closed, and again when nobody gets in any more
     * @throws IOException if it cannot listen again
     */
    synchronized void refuse(boolean refuse, Runnable cut) throws IOException {
        if (refuse && channel != null) {
            stopListening(channel, cut);
            refusing = new PortHold(address);
        } else if (!refuse && channel == null && !closed) {
            channel = bind(address);
            silent = 0;
            filtered = false;
            release();
        }
        cut.run();
    }

    private void release() {
        if (refusing != null) {
            refusing.close();
            refusing = null;
        }
    }

    /**
     * Drop without a word what those send who want to connect.
     *
     * @param share of source ports; 0 for none
     * @throws IOException if the socket does not let itself be filtered
     */
    synchronized void silence(double share) throws IOException {
        var live = channel;
        if (live == null || share == silent) {
            return;
        }
        if (!onLoop(live, () -> SocketFilters.silenceListener(live, share))) {
            throw new IOException("listen tcp " + HostPort.text(address) + ": filter not set");
        }
        silent = share;
        filtered = true;
    }

    /** Count the packets that were dropped without a word. */
    synchronized long dropped() {
        var live = channel;
        return droppedBefore + (live == null || !filtered ? 0 : onLoop(live, () -> SocketFilters.dropped(live)));
    }

    private static <T> T onLoop(Channel live, java.util.concurrent.Callable<T> work) {
        return live.eventLoop().submit(work).syncUninterruptibly().getNow();
    }

    /**
     * Stop listening and close every connection. The port is free when this returns.
     *
     * @return how many connections of victims were cut
     */
    synchronized long close() {
        var victims = new LongAdder();
        if (channel != null) {
            stopListening(channel, () -> victims.add(cut()));
        }
        release();
        closed = true;
        victims.add(cut());
        return victims.sum();
    }

    /**
     * @param before run first: who is connected is not to wait until the socket is closed, which takes its loop a while
     */
    private void stopListening(Channel live, Runnable before) {
        droppedBefore = dropped();
        channel = null;
        before.run();
        live.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        // The JDK closes a socket that a selector knows only when that selector has run again, and the kernel accepts
        // until then. A loop takes up what was scheduled only after it has selected.
        live.eventLoop()
                .schedule(() -> {}, 1, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Close every connection and go on listening.
     *
     * @return how many connections of victims were cut
     */
    long cut() {
        long victims = connections.stream()
                .filter(c -> c.victim() && c.client().isActive())
                .count();
        onEach(Connection::close);
        return victims;
    }

    /** Loops never wait for a peer, so they answer at once; the bound is for a machine that has stalled. */
    private void onEach(java.util.function.Consumer<Connection> action) {
        var all = java.util.List.copyOf(connections);
        var done = new CountDownLatch(all.size());
        for (var connection : all) {
            connection.execute(() -> {
                try {
                    action.accept(connection);
                } finally {
                    done.countDown();
                }
            });
        }
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("connections must answer within " + PATIENCE_SECONDS + " s, but "
                        + done.getCount() + " of " + all.size() + " did not; the machine has stalled, try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Number connections in the order in which they were accepted: on the listening socket's own thread. */
    private final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            var client = (Channel) message;
            client.attr(CONNECTION).set(proxy.accepted(client, Listener.this));
            ctx.fireChannelRead(message);
        }

        /** A failed accept (out of descriptors, say) must not end the proxy. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.fireExceptionCaught(cause);
        }
    }

    void ended(Connection connection) {
        if (connections.remove(connection)) {
            census.leave(connection.witness());
        }
    }

    /** Count a connection in, unless a toxic that decides to act on it leaves no room. */
    private boolean admit(Connection connection) {
        Toxic narrowest = null;
        long limit = Long.MAX_VALUE;
        for (var toxic : proxy.toxics()) {
            long its = toxic.door().limit();
            if (its < limit && connection.decides(toxic)) {
                limit = its;
                narrowest = toxic;
            }
        }
        if (census.admit(connection.witness(), limit)) {
            return true;
        }
        if (narrowest != null && connection.victim()) {
            narrowest.exposure().hit();
        }
        return false;
    }

    /** Dial once a connection is on its own thread. */
    @io.netty.channel.ChannelHandler.Sharable
    private final class Starter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            var client = ctx.channel();
            var connection = client.attr(CONNECTION).get();
            if (!admit(connection)) {
                connection.close();
                return;
            }
            connections.add(connection);
            if (closed) {
                connection.close();
                return;
            }
            dialler.dial(
                    client.eventLoop(),
                    proxy.upstream(),
                    connection::start,
                    () -> connection.execute(connection::close));
        }
    }
}
