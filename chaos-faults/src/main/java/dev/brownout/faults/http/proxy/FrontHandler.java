package dev.brownout.faults.http.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The victim's side of a connection: keeps what came until the conversation takes it, and reads on only then. */
final class FrontHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(FrontHandler.class);

    private final Conversation conversation;
    private final ArrayDeque<HttpObject> waiting = new ArrayDeque<>();
    private boolean working;
    private boolean inputEnded;

    FrontHandler(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        conversation.opened(context.channel(), this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpObject part && !conversation.isOver()) {
            waiting.add(part);
            work();
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    /** Give the conversation what waits, as far as it takes it now. */
    void work() {
        if (working) {
            return; // whoever called us goes on afterwards, so that many answers in a row do not pile up on the stack
        }
        working = true;
        while (!waiting.isEmpty() && conversation.isTaking()) {
            conversation.take(waiting.remove());
        }
        working = false;
        if (!conversation.isOver()) {
            conversation.steerRequests();
        }
    }

    /** Tell whether nothing waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Tell whether all that the victim will ever send has been taken. */
    boolean isThrough() {
        return inputEnded && waiting.isEmpty();
    }

    /** What a client sent behind a request for an upgrade, before it was granted, belongs to neither protocol (RFC 6455, 4.1). */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        clear();
    }

    /** Throw away what waits. */
    void clear() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        conversation.flushRequests();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        conversation.steerAnswers();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (waiting.isEmpty()) {
                conversation.victimEnded();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        conversation.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("a connection of the http plane failed and is closed", cause);
        conversation.close();
    }
}
