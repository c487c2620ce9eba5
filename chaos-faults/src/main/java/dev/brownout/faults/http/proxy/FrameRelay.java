package dev.brownout.faults.http.proxy;

import dev.brownout.faults.tcp.proxy.Direction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After an upgrade: pass frames on to the other side, no faster than it takes them, and the end behind them. */
final class FrameRelay extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(FrameRelay.class);

    private final WebSocketLink link;
    private final Direction direction;
    private final Channel peer;
    private final FrameCutter cutter;

    FrameRelay(WebSocketLink link, Direction direction, Channel peer) {
        this.link = link;
        this.direction = direction;
        this.peer = peer;
        this.cutter = new FrameCutter((opcode, last) -> link.loses(direction, opcode, last));
    }

    boolean atBoundary() {
        return cutter.atBoundary();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        try {
            cutter.take(bytes, peer::write);
        } finally {
            bytes.release();
        }
        link.farewell();
        if (!peer.isWritable()) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        peer.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            peer.config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            end(context);
        }
    }

    private void end(ChannelHandlerContext context) {
        if (link.closing() && direction == Direction.UPSTREAM) {
            context.close(); // the victim has taken its leave
            return;
        }
        peer.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            boolean over = context.channel() instanceof DuplexChannel own && own.isOutputShutdown();
            if (over || !(peer instanceof DuplexChannel other)) {
                peer.close();
                context.close();
            } else {
                other.shutdownOutput();
            }
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (link.closing() && direction == Direction.DOWNSTREAM) {
            return; // the victim is given time to read its close frame
        }
        peer.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> peer.close());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("a connection of the http plane failed and is closed", cause);
        context.close();
    }
}
