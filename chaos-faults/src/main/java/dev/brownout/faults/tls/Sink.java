package dev.brownout.faults.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/** Takes whatever a client that was hit still sends, and closes when the client goes, at the latest after a time. */
final class Sink extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final TlsRule rule;

    Sink(Channel channel, TlsRule rule, long millis) {
        this.channel = channel;
        this.rule = rule;
        var limit = channel.eventLoop().schedule(() -> channel.close(), millis, TimeUnit.MILLISECONDS);
        // else the loop would hold every client that left, with its buffers, until its time is over
        channel.closeFuture().addListener(closed -> limit.cancel(false));
    }

    Channel channel() {
        return channel;
    }

    TlsRule rule() {
        return rule;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
