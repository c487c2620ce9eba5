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
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries DNS messages over UDP and TCP on one port (RFC 1035, section 4.2; RFC 7766). One thread. */
@SuppressWarnings("FutureReturnValueIgnored") // an answer that cannot be sent is lost, as any datagram may be
final class DnsServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DnsServer.class);
    private static final int PORT_TRIES = 20;
    private static final int LARGEST = 65_535;
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int IDLE_SECONDS = 30;

    /** Connections beyond this many are closed at once. */
    private static final int MOST_CONNECTIONS = 1024;

    /** Answers that are to be late wait in memory. */
    private static final int MOST_LATE = 50_000;

    /** Answers a message, or does not. Must not throw, and must not block. */
    interface Handler {
        void answer(byte[] query, InetAddress source, boolean udp, Asker asker);
    }

    /** Who asked. Thread safe. */
    interface Asker {
        /** Send an answer. */
        void send(byte[] message);

        /** End the connection; nothing over UDP. */
        void hangUp();
    }

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("brownout-dns", true), NioIoHandler.newFactory());
    private final Handler handler;
    private final List<InetSocketAddress> addresses;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();

    private DnsServer(List<InetSocketAddress> listen, Handler handler) {
        this.handler = handler;
        try {
            this.addresses = bind(listen);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Listen at every address; port 0 is any port that is free at all of them. */
    static DnsServer open(List<InetSocketAddress> listen, Handler handler) {
        return new DnsServer(listen, handler);
    }

    List<InetSocketAddress> addresses() {
        return addresses;
    }

    /** Do something later; false when too much is waiting already. */
    boolean after(Duration delay, Runnable work) {
        if (late.incrementAndGet() > MOST_LATE) {
            late.decrementAndGet();
            return false;
        }
        group.schedule(
                () -> {
                    late.decrementAndGet();
                    work.run();
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
        return true;
    }

    /** Where any port will do, the one that is free on UDP may not be on TCP, or at the next address: then try another. */
    private List<InetSocketAddress> bind(List<InetSocketAddress> listen) {
        if (listen.isEmpty()) {
            throw new BrownoutException(
                    "addresses to listen at must be at least one, but were none; give 127.0.0.1 with port 0");
        }
        int tries = listen.get(0).getPort() == 0 ? PORT_TRIES : 1;
        for (int i = 1; ; i++) {
            var open = new ArrayList<Channel>();
            try {
                return bind(listen, open);
            } catch (BindException e) {
                open.forEach(channel -> channel.close().awaitUninterruptibly());
                if (i >= tries) {
                    throw new BrownoutException(
                            "addresses to listen at must be free on UDP and TCP, but " + e.getMessage()
                                    + "; end what listens there, or give port 0 for any free one",
                            e);
                }
            }
        }
    }

    private List<InetSocketAddress> bind(List<InetSocketAddress> listen, List<Channel> open) throws BindException {
        var bound = new ArrayList<InetSocketAddress>();
        for (var wanted : listen) {
            if (wanted.isUnresolved()) { // it would be all of this machine's addresses
                throw new BrownoutException("addresses to listen at must be addresses of this machine, but one was "
                        + wanted + "; write it as digits");
            }
            int port = wanted.getPort() == 0 && !bound.isEmpty() ? bound.get(0).getPort() : wanted.getPort();
            var udp = opened(udp(new InetSocketAddress(wanted.getAddress(), port)), wanted, open);
            var at = new InetSocketAddress(wanted.getAddress(), ((InetSocketAddress) udp.localAddress()).getPort());
            opened(tcp(at), wanted, open);
            bound.add(at);
        }
        return List.copyOf(bound);
    }

    private static Channel opened(ChannelFuture binding, InetSocketAddress wanted, List<Channel> open)
            throws BindException {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            var failure = new BindException(wanted + " was not: " + binding.cause());
            failure.initCause(binding.cause());
            throw failure;
        }
        open.add(binding.channel());
        return binding.channel();
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
                        admit(channel);
                    }
                })
                .bind(at);
    }

    private void admit(SocketChannel channel) {
        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
        if (connections.incrementAndGet() > MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(IDLE_SECONDS, TimeUnit.SECONDS))
                .addLast(new LengthFieldBasedFrameDecoder(LARGEST + 2, 0, 2, 0, 2))
                .addLast(new LengthFieldPrepender(2))
                .addLast(new Tcp());
    }

    private final class Udp extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            var channel = context.channel();
            var sender = packet.sender();
            handler.answer(ByteBufUtil.getBytes(packet.content()), sender.getAddress(), true, new Asker() {
                @Override
                public void send(byte[] message) {
                    channel.writeAndFlush(
                            new DatagramPacket(Unpooled.wrappedBuffer(message), sender), channel.voidPromise());
                }

                @Override
                public void hangUp() {
                    // there is no connection
                }
            });
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.debug("a datagram could not be handled", cause); // the socket serves everybody: it stays open
        }
    }

    private final class Tcp extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            var channel = context.channel();
            var source = ((InetSocketAddress) channel.remoteAddress()).getAddress();
            handler.answer(ByteBufUtil.getBytes(message), source, false, new Asker() {
                @Override
                public void send(byte[] answer) {
                    channel.writeAndFlush(Unpooled.wrappedBuffer(answer), channel.voidPromise());
                }

                @Override
                public void hangUp() {
                    channel.close();
                }
            });
        }

        /** Who does not read answers is not read from: they wait in memory. */
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.debug("a connection could not be served", cause);
            context.close();
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
