package dev.brownout.faults.tcp.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** Tell a socket's two links what happens on it. */
final class SocketHandler extends ChannelInboundHandlerAdapter {
    private final OneWay from;
    private final OneWay to;

    /**
     * @param from the link that this socket is the source of
     * @param to the link that this socket is the destination of
     */
    SocketHandler(OneWay from, OneWay to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        from.data((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        from.flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            from.sourceEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        from.sourceEnded();
        to.destinationGone();
    }

    /** A reset is handed on as one; Toxiproxy makes an end of stream of it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        from.sourceReset();
        context.close();
    }
}
