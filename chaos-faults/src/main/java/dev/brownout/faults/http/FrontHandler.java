package dev.brownout.faults.http;

import dev.brownout.faults.tcp.Greetings;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The victim's side of a connection: takes one request after another, decides on each, and answers it with an error page or
 * sends it on. It has one connection to the target of its own, opened at the first request that goes there, so that keep-alive
 * and closing look as they would without a proxy. Both sides belong to one event loop, which makes every call.
 */
final class FrontHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(FrontHandler.class);

    private static final int DIAL_MILLIS = 30_000;

    private enum State {
        IDLE,
        DIALLING,
        FORWARDING,
        SWALLOWING,
        ANSWERING
    }

    private final HttpWire wire;
    private final ArrayDeque<HttpObject> waiting = new ArrayDeque<>();
    private State state = State.IDLE;
    private @Nullable Channel front;
    private @Nullable Channel back;
    private @Nullable PageRule rule;
    private long connection = -1;
    private long requests;
    private boolean keepAlive = true;
    private boolean webSocket;
    private boolean answered;
    private boolean inputEnded;

    FrontHandler(HttpWire wire) {
        this.wire = wire;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        front = context.channel();
    }

    Channel front() {
        return java.util.Objects.requireNonNull(front);
    }

    boolean webSocket() {
        return webSocket;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        waiting.add((HttpObject) message);
        work();
    }

    private void work() {
        while (!waiting.isEmpty() && state != State.DIALLING && state != State.ANSWERING) {
            step(waiting.remove());
        }
        steer();
    }

    private void step(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            log.debug("a request could not be read", part.decoderResult().cause());
            ReferenceCountUtil.release(part);
            close();
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(request);
        }
        if (part instanceof HttpContent content) {
            boolean last = content instanceof LastHttpContent;
            if (state == State.FORWARDING && back != null) {
                back.write(content);
                if (last) {
                    back.flush();
                    state = State.ANSWERING;
                    finish();
                }
            } else {
                content.release();
                if (last && state == State.SWALLOWING) {
                    page();
                }
            }
        }
    }

    private void begin(HttpRequest request) {
        keepAlive = HttpUtil.isKeepAlive(request);
        webSocket = HopByHop.isWebSocket(request);
        answered = false;
        var hit = decide(request);
        if (hit.isPresent()) {
            rule = hit.get();
            state = State.SWALLOWING;
            if (HttpUtil.is100ContinueExpected(request)) {
                // the body is drained, so the client must be told to send it
                front().writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
            }
            return;
        }
        wire.arrivals().arrived(request, front());
        request.headers().remove(Greetings.WITNESS_HEADER);
        HopByHop.strip(request, keepAlive);
        if (webSocket) {
            HopByHop.webSocket(request);
        }
        if (back != null) {
            state = State.FORWARDING;
            back.write(request);
        } else {
            dial(request);
        }
    }

    private Optional<PageRule> decide(HttpRequest request) {
        if (HttpWire.isWitness(request)) {
            return wire.witness();
        }
        if (connection < 0) {
            connection = wire.nextConnection();
        }
        return wire.victim(connection, requests++);
    }

    private void dial(HttpRequest request) {
        state = State.DIALLING;
        var target = wire.target();
        if (target.isEmpty()) {
            close();
            return;
        }
        new Bootstrap()
                .group(front().eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, DIAL_MILLIS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(HttpWire.config(), false, false))
                                .addLast(new BackHandler(FrontHandler.this));
                    }
                })
                .connect(target.get())
                .addListener((ChannelFutureListener) dialled -> {
                    if (!dialled.isSuccess()) {
                        close();
                    } else if (!front().isActive()) {
                        dialled.channel().close();
                    } else {
                        back = dialled.channel();
                        state = State.FORWARDING;
                        dialled.channel().write(request);
                        work();
                    }
                });
    }

    private void page() {
        var with = java.util.Objects.requireNonNull(rule);
        var status = with.status();
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                status,
                Unpooled.wrappedBuffer(with.fault().page().body(status.code(), status.reasonPhrase())));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=UTF-8");
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keepAlive);
        front().writeAndFlush(response);
        answered = true;
        state = State.ANSWERING;
        finish();
    }

    /** Called by the other side when it has handed on a whole answer. */
    void answered(boolean keep) {
        answered = true;
        keepAlive &= keep;
        finish();
        work();
    }

    private void finish() {
        if (!answered || state != State.ANSWERING) {
            return;
        }
        if (keepAlive && !(inputEnded && waiting.isEmpty())) {
            state = State.IDLE;
        } else {
            closeWhenSent();
        }
    }

    void steer() {
        boolean read = waiting.isEmpty() && (back == null || back.isWritable());
        front().config().setAutoRead(read);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (back != null) {
            back.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (back != null) {
            back.config().setAutoRead(front().isWritable());
        }
    }

    /** Hand a half-close on, as a wire would; the target decides what it means. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (state == State.IDLE && waiting.isEmpty()) {
                closeWhenSent();
            } else if (back instanceof DuplexChannel target) {
                target.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> target.shutdownOutput());
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("a connection of the http plane failed and is closed", cause);
        close();
    }

    void closeWhenSent() {
        front().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> close());
    }

    void close() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        front().close();
        if (back != null) {
            back.close();
        }
    }
}
