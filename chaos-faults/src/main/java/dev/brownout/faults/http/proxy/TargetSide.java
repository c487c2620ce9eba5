package dev.brownout.faults.http.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Opens a connection's other half, towards the target, on the same event loop. */
final class TargetSide {
    private static final int DIAL_MILLIS = 30_000;

    private TargetSide() {}

    static void dial(Optional<InetSocketAddress> target, Conversation conversation) {
        if (target.isEmpty()) {
            conversation.dialled(null);
            return;
        }
        new Bootstrap()
                .group(conversation.channel().eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, DIAL_MILLIS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(HttpWire.config(), false, false))
                                .addLast(new BackHandler(conversation));
                    }
                })
                .connect(target.get())
                .addListener((ChannelFutureListener)
                        dialled -> conversation.dialled(dialled.isSuccess() ? dialled.channel() : null));
    }
}
