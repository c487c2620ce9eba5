package dev.brownout.faults.http.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The victim's side of a connection: takes one request after another, lets the link's rules decide on each, and answers it or
 * sends it on. It has one connection to the target of its own, opened at the first request that goes there, so that
 * keep-alive and closing look as they would without a proxy. Both sides belong to one event loop, which makes every call.
 */
final class FrontHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(FrontHandler.class);

    private enum State {
        /** A request's head is next. */
        READY,
        /** A treatment keeps the request, or the target is being dialled. */
        HELD,
        /** The request's body goes on to the target. */
        FORWARDING,
        /** The request's body is thrown away. */
        SWALLOWING,
        /** The request is through; its answer is not. */
        WAITING,
        /** The connection is being closed, or bytes are relayed. */
        OVER
    }

    /** Opens the other half of a connection, on the same event loop. */
    interface Dialler {
        /** Open it and tell by {@link FrontHandler#dialled}. */
        void dial(FrontHandler front);
    }

    private final HttpWire wire;
    private final Dialler dialler;
    private final Tally tally;
    private final ArrayDeque<HttpObject> waiting = new ArrayDeque<>();
    private State state = State.READY;
    private @Nullable Channel front;
    private @Nullable Channel back;
    private @Nullable Exchange exchange;
    private @Nullable WebSocketLink webSocket;
    private boolean working;
    private boolean inputEnded;
    private boolean targetEnded;

    FrontHandler(HttpWire wire, Dialler dialler) {
        this.wire = wire;
        this.dialler = dialler;
        this.tally = wire.tally();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        front = context.channel();
    }

    Channel channel() {
        return Objects.requireNonNull(front);
    }

    @Nullable Exchange exchange() {
        return exchange;
    }

    boolean isAt(Exchange one) {
        return exchange == one && state != State.OVER;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpObject part && state != State.OVER) {
            waiting.add(part);
            work();
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    /** Take what waits, as far as it can be taken now. */
    private void work() {
        if (working) {
            return; // whoever called us goes on afterwards, so that many answers in a row do not pile up on the stack
        }
        working = true;
        while (!waiting.isEmpty()
                && (state == State.READY || state == State.FORWARDING || state == State.SWALLOWING)) {
            step(waiting.remove());
        }
        working = false;
        if (state != State.OVER) {
            steerRequests();
        }
    }

    private void step(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            log.debug("a request could not be read", part.decoderResult().cause());
            ReferenceCountUtil.release(part);
            malformed();
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(request);
        }
        if (part instanceof HttpContent content) {
            content(content);
        }
    }

    private void malformed() {
        if (state == State.READY) {
            var response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, Unpooled.EMPTY_BUFFER);
            HttpUtil.setContentLength(response, 0);
            HttpUtil.setKeepAlive(response, false);
            channel().write(response);
            closeWhenSent();
        } else {
            close();
        }
    }

    private void begin(HttpRequest request) {
        var next = new Exchange(request, HttpWire.isWitness(request));
        exchange = next;
        state = State.HELD;
        var rules = wire.rules();
        if (!rules.isEmpty()) {
            for (var rule : rules) {
                treat(next, rule);
            }
        }
        if (next.path == null) {
            forward();
        } else {
            new Gate(this, next, next.path.treatments()).forward();
        }
    }

    private void treat(Exchange on, Rule<Effect> rule) {
        var hit = tally.decide(rule, on.request, on.witness);
        if (hit.isPresent()) {
            var path = on.path;
            if (path == null) {
                path = new AnswerPath(this, on);
                on.path = path;
            }
            path.add(rule, rule.effect().treat(on.request, hit.get()));
        }
    }

    /** Send the request on; called when every treatment has let it go. */
    void forward() {
        var request = Objects.requireNonNull(exchange).request;
        if (exchange.witness) {
            HttpWire.unmark(request);
        }
        HopByHop.strip(request, exchange.keepAlive);
        if (exchange.webSocket) {
            HopByHop.webSocket(request);
        }
        exchange.awaited = true;
        var target = back;
        if (target != null) {
            state = State.FORWARDING;
            target.write(request);
            work();
        } else {
            dialler.dial(this);
        }
    }

    /** Called by the dialler; null if the target could not be reached. */
    void dialled(@Nullable Channel target) {
        if (target == null) {
            close();
        } else if (!channel().isActive() || state != State.HELD || exchange == null) {
            target.close();
        } else {
            back = target;
            state = State.FORWARDING;
            target.write(exchange.request);
            work();
        }
    }

    /** Answer the request in the target's place, once its body is through. */
    void answer(FullHttpResponse response) {
        Objects.requireNonNull(exchange).instead = response;
        state = State.SWALLOWING;
        if (HttpUtil.is100ContinueExpected(exchange.request)) {
            // the body is drained, so the client must be told to send it
            channel()
                    .writeAndFlush(new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
        work();
    }

    private void content(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (state == State.FORWARDING && back != null) {
            back.write(content);
            if (last) {
                back.flush();
                state = State.WAITING;
                finish();
            }
            return;
        }
        content.release();
        if (last && state == State.SWALLOWING && exchange != null) {
            state = State.WAITING;
            var response = Objects.requireNonNull(exchange.instead);
            exchange.instead = null;
            Objects.requireNonNull(exchange.path).instead(response);
        }
    }

    /** Give the victim a part of its answer, in order. */
    void deliver(HttpObject part) {
        if (exchange == null || state == State.OVER) {
            ReferenceCountUtil.release(part);
            return;
        }
        channel().write(part);
        exchange.answering = true;
        if (part instanceof LastHttpContent) {
            channel().flush();
            exchange.delivered = true;
            finish();
            work();
        }
    }

    /** Called by the other side when the target has sent all of its answer. */
    void answered() {
        if (exchange != null) {
            exchange.awaited = false;
            finish();
            work();
        }
    }

    private void finish() {
        if (exchange == null || !exchange.delivered || exchange.awaited || state != State.WAITING) {
            return;
        }
        boolean keep = exchange.keepAlive && !targetEnded && !(inputEnded && waiting.isEmpty());
        if (exchange.path != null) {
            exchange.path.end();
        }
        exchange = null;
        if (keep) {
            state = State.READY;
        } else {
            closeWhenSent();
        }
    }

    /** Take from the victim only what can be handed on. */
    void steerRequests() {
        channel().config().setAutoRead(waiting.isEmpty() && (back == null || back.isWritable()));
    }

    /** Take from the target only what the victim takes and no treatment holds. */
    void steerAnswers() {
        boolean held = exchange != null && exchange.path != null && exchange.path.holding();
        if (back != null) {
            back.config().setAutoRead(channel().isWritable() && !held);
        }
        if (targetEnded && !held && state != State.OVER) {
            closeWhenSent();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (back != null) {
            back.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        steerAnswers();
    }

    /** Hand a half-close on, as a wire would; the target decides what it means. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (state == State.READY && waiting.isEmpty()) {
                closeWhenSent();
            } else if (back instanceof DuplexChannel target && waiting.isEmpty()) {
                target.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> target.shutdownOutput());
            }
        }
    }

    /** The target has ended: whatever it sent is delivered, then the victim sees the end too. */
    void targetEnded() {
        targetEnded = true;
        if (webSocket == null) {
            steerAnswers();
        }
    }

    /** From here on frames are relayed, each under the eyes of the link's rules. */
    void relay(WebSocketLink link) {
        webSocket = link;
        state = State.OVER;
    }

    WebSocketLink webSocketLink() {
        return new WebSocketLink(wire, tally, Objects.requireNonNull(exchange), channel(), Objects.requireNonNull(back));
    }

    /** A rule was put in place: it may act on what is under way. */
    void joined(Rule<Effect> rule) {
        if (exchange != null
                && state != State.OVER
                && !exchange.delivered
                && rule.effect().joins(exchange.answering)) {
            treat(exchange, rule);
        }
    }

    /** A rule was lifted: what it held goes on. */
    void lifted(Rule<?> rule) {
        if (exchange != null && exchange.path != null && state != State.OVER) {
            exchange.path.lifted(rule);
        }
        tally.keep(wire.rules(), wire.frameRules());
    }

    /** The rules for WebSockets have changed. */
    void framesChanged() {
        if (webSocket != null) {
            webSocket.refresh();
            webSocket.farewell();
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

    /** End the connection without another byte of HTTP. */
    void cut(Cut how) {
        if (how == Cut.RESET && channel().isActive()) {
            channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        close();
    }

    void closeWhenSent() {
        state = State.OVER;
        channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> close());
    }

    void close() {
        state = State.OVER;
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        var last = exchange;
        exchange = null;
        if (last != null && last.path != null) {
            last.path.end();
        }
        if (last != null && last.instead != null) {
            last.instead.release();
        }
        channel().close();
        if (back != null) {
            back.close();
        }
    }
}
