package dev.brownout.faults.http.proxy;

import dev.brownout.faults.decide.Asker;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Belongs to the connection's event loop. */
final class Exchange {
    final HttpRequest request;
    /** Whose it is; its marks are taken off when it goes on. */
    final Asker asker;

    final boolean webSocket;
    /** Whether the victim's connection is kept after this. */
    boolean keepAlive;
    /** The treatments of the rules that hit it; null as long as there is none, which is nearly always. */
    @Nullable
    AnswerPath path;
    /** What it is answered with in the target's place. */
    @Nullable
    FullHttpResponse instead;
    /** Whether the request has gone on to the target. */
    boolean sent;
    /** Whether the target has begun its answer, or is counted as one that has not. */
    boolean settled;
    /** Whether the target still owes a part of its answer. */
    boolean awaited;
    /** Whether the victim has been given an answer's head. */
    boolean answering;
    /** Whether the victim has been given all of an answer. */
    boolean delivered;

    Exchange(HttpRequest request) {
        this.request = request;
        this.asker = HttpWire.asker(request);
        this.webSocket = HopByHop.isWebSocket(request);
        this.keepAlive = HttpUtil.isKeepAlive(request);
    }

    /** Tell the victim in an answer's head whether its connection is kept, in the words of its own version of HTTP. */
    void persist(HttpResponse head) {
        HttpUtil.setKeepAlive(head, keepAlive);
        if (keepAlive && request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }
}
