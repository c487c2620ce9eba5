package dev.brownout.faults.http.proxy;

import dev.brownout.faults.decide.Asker;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A victim's connection and what is said on it: takes one request after another, lets the link's rules decide on each, and
 * answers it or sends it on. It has one connection to the target of its own, opened at the first request that goes there, so
 * that keep-alive and closing look as they would without a proxy. Both sides belong to one event loop, which makes every call.
 */
final class Conversation {
    private static final Logger log = LoggerFactory.getLogger(Conversation.class);
    private static final long PATIENCE_MILLIS = 1_000;

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
        /** The connection is being closed, or frames are relayed. */
        OVER
    }

    /** Opens the other half of a connection, on the same event loop. */
    interface Dialler {
        /** Open it and tell by {@link Conversation#dialled}. */
        void dial(Conversation conversation);
    }

    private final Dialler dialler;
    private final Arrivals arrivals;
    private final TargetCounts counts;
    private final RuleBook book;
    private State state = State.READY;
    private final Ends ends = new Ends();
    private @Nullable FrontHandler intake;
    private @Nullable Exchange exchange;
    private boolean targetEnded;

    Conversation(HttpWire wire, Dialler dialler) {
        this.dialler = dialler;
        this.arrivals = wire.arrivals();
        this.counts = wire.counts();
        this.book = new RuleBook(wire, this);
    }

    void opened(Channel channel, FrontHandler handler) {
        ends.victim(channel);
        intake = handler;
    }

    /** Give the victim's channel. */
    Channel channel() {
        return ends.victim();
    }

    /** Give the target's channel. */
    Channel target() {
        return Objects.requireNonNull(ends.target());
    }

    private FrontHandler intake() {
        return Objects.requireNonNull(intake);
    }

    @Nullable
    Exchange exchange() {
        return exchange;
    }

    RuleBook book() {
        return book;
    }

    boolean isAt(Exchange one) {
        return exchange == one && state != State.OVER;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    boolean isTaking() {
        return state == State.READY || state == State.FORWARDING || state == State.SWALLOWING;
    }

    /** Take a part of a request; only called while {@link #isTaking}. */
    void take(HttpObject part) {
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
            ends.badRequest();
            closeWhenSent();
        } else {
            close();
        }
    }

    private void begin(HttpRequest request) {
        var next = new Exchange(request);
        exchange = next;
        state = State.HELD;
        book.consult(next);
        if (next.path == null) {
            forward();
        } else {
            new Gate(this, next, next.path.treatments()).forward();
        }
    }

    /** Send the request on; called when every treatment has let it go. */
    void forward() {
        var current = Objects.requireNonNull(exchange);
        var request = current.request;
        arrivals.arrived(request, channel());
        if (current.asker == Asker.WITNESS) {
            HttpWire.unmark(request);
        }
        HopByHop.strip(request, current.keepAlive);
        if (current.webSocket) {
            HopByHop.webSocket(request);
        }
        current.awaited = true;
        var target = ends.target();
        if (target != null) {
            send(target, current);
        } else {
            dialler.dial(this);
        }
    }

    private void send(Channel target, Exchange current) {
        state = State.FORWARDING;
        counts.sent(current);
        target.write(current.request);
        intake().work();
    }

    /** Called by the dialler; null if the target could not be reached. */
    void dialled(@Nullable Channel target) {
        if (target == null) {
            close();
        } else if (!channel().isActive() || state != State.HELD || exchange == null) {
            target.close();
        } else {
            ends.target(target);
            counts.connected(exchange);
            send(target, exchange);
        }
    }

    /** Answer the request in the target's place, once its body is through. */
    void answer(FullHttpResponse response) {
        var current = Objects.requireNonNull(exchange);
        current.instead = response;
        state = State.SWALLOWING;
        if (HttpUtil.is100ContinueExpected(current.request)) {
            // the body is drained, so the client must be told to send it
            ends.goOn();
        }
        intake().work();
    }

    private void content(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (state == State.FORWARDING) {
            target().write(content);
            if (last) {
                ends.flushTarget();
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
            intake().work();
        }
    }

    /** The target has sent its answer's head. */
    void answering(Exchange current, int status) {
        counts.answered(current, status);
    }

    /** The target has sent all of its answer. */
    void answered() {
        if (exchange != null) {
            exchange.awaited = false;
            finish();
            intake().work();
        }
    }

    private void finish() {
        if (exchange == null || !exchange.delivered || exchange.awaited || state != State.WAITING) {
            return;
        }
        boolean keep = exchange.keepAlive && !targetEnded && !intake().isThrough();
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

    void flushRequests() {
        ends.flushTarget();
    }

    /** Take from the victim only what can be handed on. */
    void steerRequests() {
        ends.readVictim(intake().isEmpty());
    }

    /** Take from the target only what the victim takes and no treatment holds. */
    void steerAnswers() {
        boolean held = exchange != null && exchange.path != null && exchange.path.holding();
        ends.readTarget(!held);
        if (targetEnded && !held && state != State.OVER) {
            closeWhenSent();
        }
    }

    /**
     * The victim has sent its last byte: hand that on, as a wire would; the target decides what it means. One that has closed
     * looks like one that still reads, until it is sent something.
     */
    void victimEnded() {
        if (state == State.READY) {
            closeWhenSent();
        } else {
            ends.endTarget();
            giveUp();
        }
    }

    /** Hardly anybody waits longer for an answer after the last byte: count the request as one that was given up. */
    private void giveUp() {
        var current = exchange;
        if (current != null) {
            channel()
                    .eventLoop()
                    .schedule(
                            () -> {
                                if (isAt(current)) {
                                    counts.ended(current);
                                }
                            },
                            PATIENCE_MILLIS,
                            TimeUnit.MILLISECONDS);
        }
    }

    /** The target has ended: whatever it sent is delivered, then the victim sees the end too. */
    void targetEnded() {
        targetEnded = true;
        steerAnswers();
    }

    /** From here on frames are relayed; nothing is left of what was said before. */
    void relay() {
        state = State.OVER;
    }

    /** End the connection without another byte of HTTP. */
    void cut(Cut how) {
        if (how == Cut.RESET) {
            ends.willReset();
        }
        close();
    }

    void closeWhenSent() {
        state = State.OVER;
        ends.flushVictim().addListener(sent -> close());
    }

    void close() {
        state = State.OVER;
        intake().clear();
        var last = exchange;
        exchange = null;
        if (last != null) {
            counts.ended(last);
            if (last.path != null) {
                last.path.end();
            }
            if (last.instead != null) {
                last.instead.release();
            }
        }
        ends.close();
    }
}
