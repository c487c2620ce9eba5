package dev.brownout.faults.http.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The target's side of a connection: hands answers on as they come, no faster than the victim takes them. */
final class BackHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(BackHandler.class);

    private final Conversation conversation;
    private boolean informational;
    private boolean upgraded;
    private boolean ended;

    BackHandler(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var exchange = conversation.exchange();
        if (exchange == null
                || !exchange.awaited
                || !(message instanceof HttpObject part)
                || part.decoderResult().isFailure()) {
            log.debug("an answer could not be read, or nobody had asked");
            ReferenceCountUtil.release(message);
            conversation.close();
            return;
        }
        if (part instanceof HttpResponse head) {
            if (isInterim(head, exchange)) {
                interim(head, exchange);
                return;
            }
            conversation.answering(exchange, head.status().code());
        }
        if (informational) {
            ReferenceCountUtil.release(part);
            if (part instanceof LastHttpContent && upgraded) {
                relay(context);
            }
            return;
        }
        if (part instanceof HttpResponse head) {
            boolean keep = HttpUtil.isKeepAlive(head) && !endsWithConnection(head);
            exchange.keepAlive &= keep;
            HopByHop.strip(head, exchange.keepAlive);
            exchange.persist(head);
        }
        boolean last = part instanceof LastHttpContent;
        if (exchange.path == null) {
            conversation.deliver(part);
        } else {
            exchange.path.answer(part);
        }
        if (last && conversation.isAt(exchange)) {
            conversation.answered();
        }
    }

    private boolean isInterim(HttpResponse head, Exchange exchange) {
        upgraded = head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS) && exchange.webSocket;
        informational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        return informational;
    }

    private void interim(HttpResponse head, Exchange exchange) {
        HopByHop.strip(head, true);
        if (upgraded) {
            conversation.answering(exchange, head.status().code());
            HopByHop.webSocket(head);
        }
        conversation
                .channel()
                .write(new DefaultFullHttpResponse(
                        head.protocolVersion(),
                        head.status(),
                        Unpooled.EMPTY_BUFFER,
                        head.headers(),
                        DefaultHttpHeadersFactory.trailersFactory().newEmptyHeaders()));
    }

    /** Without a length the end of the connection is the end of the body (RFC 9112, section 6.3). */
    private static boolean endsWithConnection(HttpResponse response) {
        return !HttpUtil.isContentLengthSet(response)
                && !HttpUtil.isTransferEncodingChunked(response)
                && response.status().code() != HttpResponseStatus.NO_CONTENT.code()
                && response.status().code() != HttpResponseStatus.NOT_MODIFIED.code();
    }

    /** From here on there are frames. */
    private void relay(ChannelHandlerContext context) {
        var victim = conversation.channel();
        var target = context.channel();
        var link = conversation.book().upgrade();
        conversation.relay();
        victim.flush();
        victim.pipeline().replace(FrontHandler.class, "relay", link.fromVictim());
        target.pipeline().replace(this, "relay", link.fromTarget());
        victim.pipeline().remove(HttpServerCodec.class);
        target.pipeline().remove(HttpClientCodec.class);
        victim.config().setAutoRead(true);
        target.config().setAutoRead(true);
        link.refresh();
        link.farewell();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        conversation.channel().flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        conversation.steerRequests();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            end();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
    }

    private void end() {
        if (!ended) {
            ended = true;
            conversation.targetEnded();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("a connection of the http plane failed and is closed", cause);
        conversation.cut(cause instanceof java.io.IOException ? Cut.RESET : Cut.CLOSE);
    }
}
