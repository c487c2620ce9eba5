package dev.brownout.faults.tcp.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Connect to an upstream without ever blocking a loop; its name is looked up for every connection. */
final class Dialler {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final ExecutorService resolver;

    Dialler(ExecutorService resolver) {
        this.resolver = resolver;
    }

    /**
     * @param loop the thread that will own the connection
     * @param upstream {@code host:port}
     * @param connected told on that thread
     * @param failed told on any thread
     */
    void dial(EventLoop loop, String upstream, Consumer<Channel> connected, Runnable failed) {
        try {
            var address = HostPort.parse(upstream);
            if (address.host().isEmpty() || NetUtil.createByteArrayFromIpAddressString(address.host()) != null) {
                connect(loop, address.resolve(), connected, failed);
            } else {
                resolver.execute(() -> lookUp(loop, address, connected, failed));
            }
        } catch (IOException | RejectedExecutionException e) {
            failed.run();
        }
    }

    private static void lookUp(EventLoop loop, HostPort address, Consumer<Channel> connected, Runnable failed) {
        try {
            connect(loop, address.resolve(), connected, failed);
        } catch (IOException e) {
            failed.run();
        }
    }

    private static void connect(
            EventLoop loop, List<InetSocketAddress> addresses, Consumer<Channel> connected, Runnable failed) {
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MILLIS)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(addresses.get(0))
                .addListener((ChannelFutureListener) done -> {
                    if (done.isSuccess()) {
                        connected.accept(done.channel());
                    } else if (addresses.size() > 1) {
                        connect(loop, addresses.subList(1, addresses.size()), connected, failed);
                    } else {
                        failed.run();
                    }
                });
    }
}
