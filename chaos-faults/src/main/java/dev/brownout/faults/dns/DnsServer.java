package dev.brownout.faults.dns;

import dev.brownout.api.BrownoutException;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries DNS messages over UDP and TCP on one loopback port (RFC 1035, section 4.2; RFC 7766). One thread. */
@SuppressWarnings("FutureReturnValueIgnored") // an answer that cannot be sent is lost, as any datagram may be
final class DnsServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DnsServer.class);
    private static final int PORT_TRIES = 20;
    private static final int LARGEST = 65_535;
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int IDLE_SECONDS = 30;

    /** Answers a message, or does not. Must not throw, and must not block. */
    interface Handler {
        CompletionStage<Optional<byte[]>> answer(byte[] query, InetAddress source, boolean udp);
    }

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("brownout-dns", true), NioIoHandler.newFactory());
    private final Handler handler;
    private final InetSocketAddress address;

    private DnsServer(InetSocketAddress at, Handler handler) {
        this.handler = handler;
        try {
            this.address = bind(at);
        } catch (BrownoutException e) {
            close();
            throw new BrownoutException(
                    "DNS address must be free on UDP and TCP, but was "
                            + at.getAddress().getHostAddress() + ":" + at.getPort() + " (" + e.getMessage()
                            + "); choose another port",
                    e);
        }
    }

    /** Listen at an address; port 0 takes any that is free. */
    static DnsServer open(InetSocketAddress at, Handler handler) {
        return new DnsServer(at, handler);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Take a free UDP port and the same on TCP, which somebody may have: then try another. */
    private InetSocketAddress bind(InetSocketAddress at) {
        String last = "";
        int tries = at.getPort() == 0 ? PORT_TRIES : 1;
        for (int i = 0; i < tries; i++) {
            var udp = udp(at).awaitUninterruptibly();
            if (udp.isSuccess()) {
                var bound = (InetSocketAddress) udp.channel().localAddress();
                var tcp = tcp(bound).awaitUninterruptibly();
                if (tcp.isSuccess()) {
                    return bound;
                }
                udp.channel().close();
                last = String.valueOf(tcp.cause());
            } else {
                last = String.valueOf(udp.cause());
            }
        }
        throw new BrownoutException(last);
    }

    private ChannelFuture udp(InetSocketAddress at) {
        return new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST))
                .handler(new Udp())
                .bind(at);
    }

    private ChannelFuture tcp(InetSocketAddress at) {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new ReadTimeoutHandler(IDLE_SECONDS, TimeUnit.SECONDS))
                                .addLast(new LengthFieldBasedFrameDecoder(LARGEST + 2, 0, 2, 0, 2))
                                .addLast(new LengthFieldPrepender(2))
                                .addLast(new Tcp());
                    }
                })
                .bind(at);
    }

    private final class Udp extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            var sender = packet.sender();
            reply(
                    context.channel(),
                    packet.content(),
                    sender.getAddress(),
                    true,
                    bytes -> new DatagramPacket(bytes, sender));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.debug("a datagram could not be handled", cause); // the socket serves everybody: it stays open
        }
    }

    private final class Tcp extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            var source = ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
            reply(context.channel(), message, source, false, bytes -> bytes);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.debug("a connection could not be served", cause);
            context.close();
        }
    }

    private void reply(
            Channel channel,
            ByteBuf query,
            InetAddress source,
            boolean udp,
            java.util.function.Function<ByteBuf, Object> envelope) {
        handler.answer(ByteBufUtil.getBytes(query), source, udp)
                .thenAccept(answer -> answer.ifPresent(bytes ->
                        channel.writeAndFlush(envelope.apply(Unpooled.wrappedBuffer(bytes)), channel.voidPromise())));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
