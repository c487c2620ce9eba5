package dev.brownout.faults.tls;

import dev.brownout.faults.tcp.Greetings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a client's ClientHello, decides on it once, and answers it. Belongs to one connection. */
final class HelloHandler extends AbstractSniHandler<Optional<TlsRule>> {
    private static final int LONGEST_HELLO = 64 << 10;
    private static final long LONGEST_SILENCE_MILLIS = 600_000;
    private static final long PARTING_MILLIS = 2_000;
    private static final int MOST_HELD = 4_096;

    private final TlsWire wire;
    private final Relay relay;
    private final Side side;

    HelloHandler(TlsWire wire, Relay relay, Side side) {
        super(LONGEST_HELLO, relay.handshakeMillis());
        this.wire = wire;
        this.relay = relay;
        this.side = side;
    }

    /** Without a ClientHello there is nothing to decide on: what began with something else fails in the handshake. */
    @Override
    protected Future<Optional<TlsRule>> lookup(ChannelHandlerContext context, @Nullable ByteBuf hello)
            throws Exception {
        if (hello == null) {
            return context.executor().newSucceededFuture(Optional.empty());
        }
        side.witness(ClientHello.offers(hello, Greetings.WITNESS_PROTOCOL));
        return super.lookup(context, hello);
    }

    @Override
    protected Future<Optional<TlsRule>> lookup(ChannelHandlerContext context, @Nullable String host) {
        side.asked(host == null ? "" : host);
        return context.executor().newSucceededFuture(wire.decide(side.witness()));
    }

    @Override
    protected void onLookupComplete(
            ChannelHandlerContext context, @Nullable String host, Future<Optional<TlsRule>> decided) {
        var rule = decided.getNow();
        var answer = rule.<HelloAnswer>map(r -> r.fault().answer())
                .orElse(new HelloAnswer.Certificate(CertificateShape.VALID));
        if (answer instanceof HelloAnswer.Certificate certificate) {
            var tls = wire.context(side.asked(), certificate.shape()).newHandler(context.alloc());
            tls.setHandshakeTimeoutMillis(relay.handshakeMillis());
            context.pipeline().replace(this, "tls", tls);
        } else if (answer instanceof HelloAnswer.Reset || relay.held() >= MOST_HELD) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            context.close();
        } else {
            boolean silent = answer instanceof HelloAnswer.Silence;
            var sink =
                    new Sink(context.channel(), rule.orElseThrow(), silent ? LONGEST_SILENCE_MILLIS : PARTING_MILLIS);
            relay.hold(sink);
            var channel = context.channel();
            context.pipeline().replace(this, "sink", sink);
            if (answer instanceof HelloAnswer.Bytes bytes) {
                // not closed at once: what the client still sends would reset it before it has read the bytes
                channel.writeAndFlush(Unpooled.wrappedBuffer(bytes.bytes()))
                        .addListener(sent -> ((DuplexChannel) channel).shutdownOutput());
            }
        }
    }
}
