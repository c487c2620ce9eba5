package dev.brownout.faults.tcp;

import dev.brownout.api.BrownoutException;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * The sockets of the planes behind the tcp plane: nothing waits to be sent together with more, and each side may end by
 * itself, as on a wire.
 */
public final class LinkSockets {
    private static final int BACKLOG = 4096;
    private static final int DIAL_MILLIS = 30_000;

    private LinkSockets() {}

    /**
     * Listen on a free port of loopback.
     *
     * @param link for whom, in error messages
     * @param loops make every call on a connection
     * @param accept sets up each connection
     * @return the listening channel
     * @throws BrownoutException if no port could be had
     */
    public static Channel listen(String link, EventLoopGroup loops, Consumer<SocketChannel> accept) {
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(initializer(accept))
                .bind(InetAddress.getLoopbackAddress(), 0)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BrownoutException(
                    "a free loopback port must be there for link " + link + ", but was not", bound.cause());
        }
        return bound.channel();
    }

    /**
     * Connect, on the loop of the connection that it goes on from. Gives up after 30 s.
     *
     * @param loop the loop
     * @param address where to
     * @param open sets the connection up
     * @return completes when it is open or cannot be had
     */
    public static ChannelFuture dial(EventLoop loop, InetSocketAddress address, Consumer<SocketChannel> open) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, DIAL_MILLIS)
                .handler(initializer(open))
                .connect(address);
    }

    private static ChannelInitializer<SocketChannel> initializer(Consumer<SocketChannel> setUp) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                setUp.accept(channel);
            }
        };
    }
}
