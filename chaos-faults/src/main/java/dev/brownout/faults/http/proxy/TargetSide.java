package dev.brownout.faults.http.proxy;

import dev.brownout.faults.tcp.LinkSockets;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpClientCodec;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Opens a connection's other half, towards the target, on the same event loop. */
final class TargetSide {
    private TargetSide() {}

    static void dial(Optional<InetSocketAddress> target, Conversation conversation) {
        if (target.isEmpty()) {
            conversation.dialled(null);
            return;
        }
        LinkSockets.dial(
                        conversation.channel().eventLoop(),
                        target.get(),
                        channel -> channel.pipeline()
                                .addLast(new HttpClientCodec(HttpWire.config(), false, false))
                                .addLast(new BackHandler(conversation)))
                .addListener((ChannelFutureListener)
                        dialled -> conversation.dialled(dialled.isSuccess() ? dialled.channel() : null));
    }
}
