package dev.brownout.faults.http;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.proxy.Arrivals;
import dev.brownout.faults.tcp.Greetings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One link's place in the http plane: where it listens, where it goes on to, and its rules. Thread safe. */
final class HttpWire {
    private static final int LIMIT = 64 << 10;
    private static final int BACKLOG = 4096;
    private static final long PATIENCE_SECONDS = 5;

    private final String link;
    private final Decisions decisions;
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong witnessRequests = new AtomicLong();
    private final List<PageRule> rules = new CopyOnWriteArrayList<>();
    private final Arrivals arrivals = new Arrivals(System::nanoTime);
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel channel;
    private volatile Optional<InetSocketAddress> target = Optional.empty();

    HttpWire(String link, Decisions decisions, EventLoopGroup loops) {
        this.link = link;
        this.decisions = decisions;
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        clients.add(client);
                        client.pipeline()
                                .addLast(new HttpServerCodec(config()))
                                .addLast(new FrontHandler(HttpWire.this));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BrownoutException(
                    "a free loopback port must be there for link " + link + ", but was not", bound.cause());
        }
        this.channel = bound.channel();
    }

    static HttpDecoderConfig config() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(LIMIT)
                .setMaxHeaderSize(LIMIT)
                .setMaxChunkSize(LIMIT);
    }

    String link() {
        return link;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    Optional<InetSocketAddress> target() {
        return target;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** Go on to somewhere else; open connections are dropped when that is a change. */
    void target(InetSocketAddress address) {
        if (!target.equals(Optional.of(address))) {
            target = Optional.of(address);
            clients.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    void add(PageRule rule) {
        rules.add(rule);
    }

    void remove(PageRule rule) {
        rules.remove(rule);
    }

    /** Number a connection when the first request of a victim comes on it. */
    long nextConnection() {
        return connections.getAndIncrement();
    }

    static boolean isWitness(HttpRequest request) {
        return "1".equals(request.headers().get(Greetings.WITNESS_HEADER));
    }

    /** Decide on a witness's request. */
    Optional<PageRule> witness() {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        long ordinal = witnessRequests.getAndIncrement();
        return rules.stream().filter(r -> r.hitsWitness(decisions, ordinal)).findFirst();
    }

    /** Decide on a victim's request, and count it. */
    Optional<PageRule> victim(long connection, long request) {
        var hit = rules.stream()
                .filter(r -> r.hits(decisions, connection, request))
                .findFirst();
        hit.ifPresent(rule -> rule.hits().increment());
        return hit;
    }

    void close() {
        channel.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        clients.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
