package dev.brownout.faults.node;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.tcp.proxy.HostPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The control API over HTTP/1.1: requests of one connection are answered one after another, those of several at the same
 * time. Whatever is sent, the answer is JSON and the server goes on.
 */
final class NodeHttp implements AutoCloseable {
    static final int MAX_BODY = 1 << 20;

    private static final Logger log = LoggerFactory.getLogger(NodeHttp.class);
    private static final int IDLE_SECONDS = 60;
    private static final int WORKERS = 16;
    private static final int WAITING = 256;
    /** How many requests of one connection may wait before no more is read from it. */
    private static final int PIPELINED = 8;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("brownout-node-http", true), NioIoHandler.newFactory());
    private final ExecutorService workers = workers();
    private final Routes routes;
    private final Guard guard;
    private final Channel channel;

    NodeHttp(InetSocketAddress address, Routes routes, Guard guard) {
        this.routes = routes;
        this.guard = guard;
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        client.pipeline()
                                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new Whole())
                                .addLast(new Handler());
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        channel = bound.channel();
        if (!bound.isSuccess()) {
            close();
            throw new BrownoutException(
                    "control address must be free, but was " + HostPort.text(address) + "; choose another port with"
                            + " --control",
                    bound.cause());
        }
    }

    private static ExecutorService workers() {
        var pool = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                new DefaultThreadFactory("brownout-node-api", true));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Collects a request's body, up to a limit. */
    private static final class Whole extends HttpObjectAggregator {
        Whole() {
            super(MAX_BODY);
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
            var error = NodeError.of(413, "a body must be at most " + MAX_BODY + " bytes, but was larger", "");
            send(context, error.status(), error.json(), false);
        }
    }

    /** A request, taken out of Netty's hands. */
    private record Asked(HttpMethod method, String path, HttpHeaders headers, String body, boolean keepAlive) {}

    /**
     * Answers one request of a connection after another. All of it runs on the connection's loop, but for the answering
     * itself. (Netty's own FlowControlHandler loses reads from 4.2.15 on: netty/netty#17050.)
     */
    private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Deque<Asked> waiting = new ArrayDeque<>();
        private boolean busy;

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (request.decoderResult().isFailure()) {
                var error = NodeError.of(
                        400,
                        "a request must be HTTP/1.1, but: "
                                + request.decoderResult().cause(),
                        "");
                send(context, error.status(), error.json(), false);
                return;
            }
            waiting.add(new Asked(
                    request.method(),
                    request.uri().split("[?#]", 2)[0],
                    request.headers(),
                    request.content().toString(StandardCharsets.UTF_8),
                    HttpUtil.isKeepAlive(request)));
            context.channel().config().setAutoRead(waiting.size() < PIPELINED);
            next(context);
        }

        private void next(ChannelHandlerContext context) {
            var asked = busy ? null : waiting.poll();
            if (asked == null) {
                return;
            }
            busy = true;
            context.channel().config().setAutoRead(waiting.size() < PIPELINED);
            try {
                workers.execute(() -> {
                    var reply = NodeHttp.this.answer(asked);
                    context.executor().execute(() -> done(context, asked, reply));
                });
            } catch (RejectedExecutionException e) {
                var error = NodeError.of(503, "at most " + WAITING + " requests may wait, but more do", "try again");
                done(context, asked, new Routes.Reply(error.status(), error.json()));
            }
        }

        private void done(ChannelHandlerContext context, Asked asked, Routes.Reply reply) {
            send(context, reply.status(), reply.body(), asked.keepAlive());
            busy = false;
            if (asked.keepAlive()) {
                next(context);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof IdleStateEvent) {
                context.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.debug("a control connection could not be served", cause);
            context.close();
        }
    }

    private Routes.Reply answer(Asked asked) {
        try {
            guard.check(asked.method(), asked.headers(), !asked.body().isEmpty());
            return routes.answer(asked.method().name(), asked.path(), asked.body());
        } catch (NodeError e) {
            return new Routes.Reply(e.status(), e.json());
        } catch (BrownoutException e) {
            var error = NodeError.of(409, String.valueOf(e.getMessage()), "");
            return new Routes.Reply(error.status(), error.json());
        } catch (RuntimeException | StackOverflowError e) {
            log.error("a request failed", e);
            var error = NodeError.of(500, "internal error: " + e, "this is a defect of Brownout; please report it");
            return new Routes.Reply(error.status(), error.json());
        }
    }

    private static void send(ChannelHandlerContext context, int status, JsonNode body, boolean keepAlive) {
        boolean empty = status == HttpResponseStatus.NO_CONTENT.code();
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                empty ? Unpooled.EMPTY_BUFFER : Unpooled.copiedBuffer(body + "\n", StandardCharsets.UTF_8));
        if (!empty) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            response.headers().set("X-Content-Type-Options", "nosniff");
            HttpUtil.setContentLength(response, response.content().readableBytes());
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        var sent = context.writeAndFlush(response);
        if (!keepAlive) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Stop answering. Idempotent. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        workers.shutdown();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
