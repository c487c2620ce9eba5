package dev.brownout.faults.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a relayed connection: hands bytes on to the other end, no faster than it takes them, and its end behind them. An
 * end that was announced ({@code close_notify}, RFC 8446, section 6.1) arrives as such; one that was not arrives as a cut, so
 * that a truncated stream stays one. A reset is handed on as a reset. Both ends belong to one event loop, which makes every
 * call but {@link #reset}.
 */
final class Side extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(Side.class);

    private final boolean tls;
    private final Consumer<Side> ready;
    private final ArrayDeque<Object> early = new ArrayDeque<>();
    private @Nullable Channel channel;
    private @Nullable Side peer;
    private @Nullable ChannelFuture lastWrite;
    private boolean inputEnded;
    private boolean cleanly;
    private boolean outputEnded;
    private boolean begun;
    private boolean shut;
    private boolean witness;
    private String asked = "";

    /**
     * @param tls whether a handshake comes before the first byte
     * @param ready told once, when bytes can be sent to this end
     */
    Side(boolean tls, Consumer<Side> ready) {
        this.tls = tls;
        this.ready = ready;
    }

    Channel channel() {
        return Objects.requireNonNull(channel);
    }

    boolean witness() {
        return witness;
    }

    void witness(boolean is) {
        witness = is;
    }

    /** The name that this end's client asked for, or an empty text. */
    String asked() {
        return asked;
    }

    void asked(String name) {
        asked = name;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!tls) {
            begin();
        }
    }

    private void begin() {
        begun = true;
        channel().config().setAutoRead(false);
        ready.accept(this);
    }

    /** Hand bytes on from now on, both ways. */
    void join(Side other) {
        pair(other);
        other.pair(this);
        start();
        other.start();
    }

    private void pair(Side other) {
        peer = other;
    }

    private void start() {
        var other = Objects.requireNonNull(peer);
        while (!early.isEmpty()) {
            other.send(early.remove());
        }
        other.channel().flush();
        if (inputEnded) {
            other.finish(cleanly);
        }
        steer();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (peer == null) {
            early.add(message); // at most what one read had brought when reading was turned off
        } else {
            peer.send(message);
            peer.steerOther();
        }
    }

    private void send(Object message) {
        if (outputEnded) {
            ReferenceCountUtil.release(message);
        } else {
            lastWrite = channel().write(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    private void steerOther() {
        if (peer != null) {
            peer.steer();
        }
    }

    /** Read while the other end takes what it is sent. */
    private void steer() {
        if (peer != null) {
            channel().config().setAutoRead(peer.channel().isWritable());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (peer != null) {
            peer.channel().flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        steerOther();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                begin();
            } else {
                log.debug("a handshake of the tls plane failed", handshake.cause());
                context.close();
            }
        } else if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
            ended(true);
        } else if (event instanceof ChannelInputShutdownEvent) {
            ended(!tls);
        }
    }

    /** Nothing more comes from this end. */
    private void ended(boolean announced) {
        if (inputEnded) {
            return;
        }
        inputEnded = true;
        cleanly = announced;
        if (shut || (tls && !begun)) {
            channel().close(); // nothing is left to be sent, or the handshake can never end
        }
        if (peer != null) {
            peer.finish(announced);
        }
    }

    /** Send nothing more to this end, and say so if the other end did. */
    private void finish(boolean announce) {
        if (outputEnded) {
            return;
        }
        outputEnded = true;
        channel().flush();
        var written = lastWrite == null ? channel().newSucceededFuture() : lastWrite;
        written.addListener(sent -> {
            var handler = channel().pipeline().get(SslHandler.class);
            if (announce && handler != null) {
                handler.closeOutbound().addListener(said -> shutdown());
            } else {
                shutdown();
            }
        });
    }

    private void shutdown() {
        shut = true;
        if (inputEnded || !(channel() instanceof DuplexChannel duplex)) {
            channel().close();
        } else {
            duplex.shutdownOutput();
        }
    }

    /** The other end's connection is closed for good. */
    void farClosed() {
        if (peer == null) {
            channel().close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
        if (peer != null) {
            var other = peer;
            ended(false);
            other.inputEnded = true; // nobody is left to take it
            if (other.shut) {
                other.channel().close();
            }
        }
    }

    /** Reset this end's connection, from any thread. */
    boolean reset() {
        var mine = channel();
        boolean open = mine.isOpen();
        mine.eventLoop().execute(() -> {
            if (mine.isOpen()) {
                mine.config().setOption(ChannelOption.SO_LINGER, 0);
                mine.unsafe().close(mine.voidPromise()); // past the handler that would say goodbye
            }
        });
        return open;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("a connection of the tls plane failed and is closed", cause);
        if (peer != null
                && (cause instanceof SocketException || cause.getClass().equals(IOException.class))) {
            peer.reset();
        }
        context.close();
    }
}
