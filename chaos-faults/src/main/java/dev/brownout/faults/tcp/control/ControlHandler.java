package dev.brownout.faults.tcp.control;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Between HTTP and the API. Requests of all connections are answered one after another on the control thread, so that no
 * loop ever waits for a call or for its turn, and each connection's answers keep the order of its requests.
 */
final class ControlHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Api api;
    private final RequestIds ids;
    private final Executor control;

    ControlHandler(Api api, RequestIds ids, Executor control) {
        this.api = api;
        this.ids = ids;
        this.control = control;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        var path = path(message.uri());
        var clean = clean(path);
        boolean keepAlive = HttpUtil.isKeepAlive(message);
        if (!clean.equals(path)) {
            var moved = response(Answer.empty(301));
            moved.headers().set(HttpHeaderNames.LOCATION, clean);
            send(context, moved, keepAlive);
            return;
        }
        var request = new Request(
                message.method().name(),
                path,
                message.headers().get(HttpHeaderNames.USER_AGENT, ""),
                message.content().toString(StandardCharsets.UTF_8));
        try {
            control.execute(() -> {
                var routed = api.answer(request);
                var response = response(routed.answer());
                if (routed.matched()) {
                    response.headers().set("X-Toxiproxy-Request-Id", ids.next());
                }
                send(context, response, keepAlive);
            });
        } catch (RejectedExecutionException closing) {
            context.close();
        }
    }

    private static String path(String uri) {
        var path = uri.split("[?#]", 2)[0];
        if (path.startsWith("/")) {
            return path;
        }
        // the absolute form of RFC 9112, section 3.2.2
        var absolute = path.contains("://") ? URI.create(path).getRawPath() : path;
        return absolute == null || absolute.isEmpty() ? "/" : absolute;
    }

    /** Remove empty, {@code .} and {@code ..} segments, keeping one slash at the end. */
    private static String clean(String path) {
        if (!path.contains("//") && !path.contains("/.")) {
            return path;
        }
        var kept = new java.util.ArrayDeque<String>();
        for (var segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.add(segment);
            }
        }
        var clean = "/" + String.join("/", kept);
        return path.endsWith("/") && clean.length() > 1 ? clean + "/" : clean;
    }

    private static DefaultFullHttpResponse response(Answer answer) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8));
        var headers = response.headers();
        if (!answer.contentType().isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        }
        if (answer.noSniff()) {
            headers.set("X-Content-Type-Options", "nosniff");
        }
        headers.set(
                HttpHeaderNames.DATE, DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        if (answer.status() != HttpResponseStatus.NO_CONTENT.code()) {
            HttpUtil.setContentLength(response, response.content().readableBytes());
        }
        return response;
    }

    private static void send(ChannelHandlerContext context, HttpResponse response, boolean keepAlive) {
        HttpUtil.setKeepAlive(response, keepAlive);
        var sent = context.writeAndFlush(response);
        if (!keepAlive) {
            sent.addListener(ChannelFutureListener.CLOSE);
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
        context.close();
    }
}
