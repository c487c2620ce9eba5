package dev.brownout.faults.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
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

    private final FrontHandler front;
    private boolean informational;
    private boolean upgraded;
    private boolean keep;
    private boolean ended;

    BackHandler(FrontHandler front) {
        this.front = front;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (((HttpObject) message).decoderResult().isFailure()) {
            log.debug(
                    "an answer could not be read",
                    ((HttpObject) message).decoderResult().cause());
            ReferenceCountUtil.release(message);
            front.close();
            return;
        }
        if (message instanceof HttpResponse response) {
            head(response);
        }
        if (message instanceof HttpContent content) {
            content(context, content);
        }
    }

    private void head(HttpResponse response) {
        upgraded = response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS) && front.webSocket();
        informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (informational) {
            HopByHop.strip(response, true);
            if (upgraded) {
                HopByHop.webSocket(response);
            }
            front.front()
                    .write(new DefaultFullHttpResponse(
                            response.protocolVersion(),
                            response.status(),
                            Unpooled.EMPTY_BUFFER,
                            response.headers(),
                            DefaultHttpHeadersFactory.trailersFactory().newEmptyHeaders()));
            return;
        }
        keep = HttpUtil.isKeepAlive(response) && !endsWithConnection(response);
        HopByHop.strip(response, keep && front.keepAlive());
        front.front().write(response);
    }

    /** Without a length the end of the connection is the end of the body (RFC 9112, section 6.3). */
    private static boolean endsWithConnection(HttpResponse response) {
        return !HttpUtil.isContentLengthSet(response)
                && !HttpUtil.isTransferEncodingChunked(response)
                && response.status().code() != HttpResponseStatus.NO_CONTENT.code()
                && response.status().code() != HttpResponseStatus.NOT_MODIFIED.code();
    }

    private void content(ChannelHandlerContext context, HttpContent content) {
        if (informational) {
            content.release();
            if (content instanceof LastHttpContent && upgraded) {
                relay(context);
            }
            return;
        }
        front.front().write(content);
        if (content instanceof LastHttpContent) {
            front.front().flush();
            front.answered(keep);
        }
    }

    /** From here on bytes are bytes. */
    private void relay(ChannelHandlerContext context) {
        var victim = front.front();
        var target = context.channel();
        victim.flush();
        victim.pipeline().replace(front, "relay", new RelayHandler(target));
        target.pipeline().replace(this, "relay", new RelayHandler(victim));
        victim.pipeline().remove(HttpServerCodec.class);
        target.pipeline().remove(HttpClientCodec.class);
        victim.config().setAutoRead(true);
        target.config().setAutoRead(true);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        front.front().flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        front.steer();
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

    /** The target is gone: whatever it sent is delivered, then the victim sees the end too. */
    private void end() {
        if (!ended) {
            ended = true;
            front.closeWhenSent();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("a connection of the http plane failed and is closed", cause);
        front.close();
    }
}
