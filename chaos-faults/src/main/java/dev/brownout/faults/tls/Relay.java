package dev.brownout.faults.tls;

import dev.brownout.faults.tcp.LinkSockets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/**
 * A loopback listener that passes bytes on: TLS or clear bytes on the client's side, TLS or clear bytes on the target's. Each
 * client has a connection to the target of its own, opened when the client is ready to send. Thread safe.
 */
final class Relay {
    private static final long PATIENCE_SECONDS = 5;

    private final Optional<SslContext> toTarget;
    private final Optional<String> serverName;
    private final long handshakeMillis;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Set<Side> sessions = ConcurrentHashMap.newKeySet();
    private final Set<Sink> waiting = ConcurrentHashMap.newKeySet();
    private final LongAdder carried = new LongAdder();
    private final Channel channel;
    private volatile Optional<InetSocketAddress> target = Optional.empty();

    /**
     * @param tls decides on the handshakes of clients; empty for clear bytes
     * @param toTarget speaks TLS to the target; empty for clear bytes
     * @param serverName the name to ask the target for where the client asks for none
     * @param handshakeMillis how long a handshake may take on either side; a client that says nothing is let go then
     */
    Relay(
            String link,
            EventLoopGroup loops,
            Optional<TlsWire> tls,
            Optional<SslContext> toTarget,
            Optional<String> serverName,
            long handshakeMillis) {
        this.handshakeMillis = handshakeMillis;
        this.toTarget = toTarget;
        this.serverName = serverName;
        this.channel = LinkSockets.listen(link, loops, client -> {
            clients.add(client);
            var side = new Side(tls.isPresent(), this::ready);
            tls.ifPresent(wire -> client.pipeline().addLast(new HelloHandler(wire, this, side)));
            client.pipeline().addLast(side);
        });
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Go on to somewhere else; open connections are dropped when that is a change. */
    void target(InetSocketAddress address) {
        if (!target.equals(Optional.of(address))) {
            target = Optional.of(address);
            clients.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A client can send: open its connection to the target. Called on the client's loop. */
    private void ready(Side side) {
        var address = target;
        if (address.isEmpty()) {
            side.channel().close();
            return;
        }
        if (!side.witness()) {
            sessions.add(side);
            side.channel().closeFuture().addListener(closed -> sessions.remove(side));
        }
        var far = new Side(toTarget.isPresent(), ready -> ready.join(side));
        LinkSockets.dial(side.channel().eventLoop(), address.get(), dialled -> {
                    toTarget.ifPresent(context -> dialled.pipeline().addLast(handler(context, dialled, side)));
                    dialled.pipeline().addLast(far);
                })
                .addListener((ChannelFutureListener) dialled -> {
                    if (!dialled.isSuccess()) {
                        side.channel().close();
                    } else if (side.channel().isActive()) {
                        if (!side.witness()) {
                            carried.increment();
                        }
                        // also before the two are joined, neither outlives the other
                        dialled.channel().closeFuture().addListener(closed -> side.farClosed());
                        side.channel().closeFuture().addListener(closed -> far.farClosed());
                    } else {
                        dialled.channel().close();
                    }
                });
    }

    /**
     * Shakes hands in full, always: without the peer's name and port the JDK takes no session up again. It would hang each session
     * that is taken up on the one before, and the first connection that stays open would hold all that come after it.
     */
    private SslHandler handler(SslContext context, SocketChannel dialled, Side client) {
        var name = client.asked().isEmpty() ? serverName.orElse("") : client.asked();
        var handler = context.newHandler(dialled.alloc());
        var parameters = handler.engine().getSSLParameters();
        parameters.setServerNames(serverNames(name));
        handler.engine().setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        return handler;
    }

    /** What may be asked for (RFC 6066, section 3): host names, no addresses; nothing where it is neither. */
    private static List<SNIServerName> serverNames(String name) {
        try {
            return name.isEmpty() || NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name)
                    ? List.of()
                    : List.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Reset the victims' sessions that are established, and count them. */
    long cutSessions() {
        long cut = 0;
        for (var session : sessions) {
            cut += session.reset() ? 1 : 0;
        }
        return cut;
    }

    /** Count the connections that were carried on; witnesses' are left out. */
    long carried() {
        return carried.sum();
    }

    long handshakeMillis() {
        return handshakeMillis;
    }

    void hold(Sink sink) {
        waiting.add(sink);
        sink.channel().closeFuture().addListener(closed -> waiting.remove(sink));
    }

    int held() {
        return waiting.size();
    }

    void release(TlsRule rule) {
        waiting.stream()
                .filter(sink -> sink.rule().equals(rule))
                .forEach(sink -> sink.channel().close());
    }

    void close() {
        channel.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        clients.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
