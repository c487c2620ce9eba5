package dev.brownout.faults.http.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;

/**
 * Take out of a message what is meant for one hop only (RFC 9110, section 7.6.1). {@code Transfer-Encoding} stays, because it
 * tells the next hop's codec how to frame the body. No {@code Via} is added: this hop stands in for a wire.
 */
final class HopByHop {
    private static final List<CharSequence> ALWAYS = List.of(
            HttpHeaderNames.CONNECTION,
            AsciiString.cached("proxy-connection"),
            AsciiString.cached("keep-alive"),
            HttpHeaderNames.TE,
            HttpHeaderNames.UPGRADE);

    private HopByHop() {}

    /**
     * Strip a message and say for the next hop whether the connection is kept.
     *
     * @param message the message
     * @param keepAlive whether it is
     */
    static void strip(HttpMessage message, boolean keepAlive) {
        var headers = message.headers();
        if (headers.contains(HttpHeaderNames.CONNECTION)) {
            nominated(headers).forEach(headers::remove);
        }
        ALWAYS.forEach(headers::remove);
        HttpUtil.setKeepAlive(message, keepAlive);
    }

    /** List what {@code Connection} names, but for what frames the message. */
    private static List<String> nominated(HttpHeaders headers) {
        var names = new ArrayList<String>();
        for (var value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (var token : value.split(",", -1)) {
                var name = token.strip();
                if (!name.isEmpty()
                        && !HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)
                        && !HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Tell whether a request asks to go on as a WebSocket (RFC 6455, section 4.1). */
    static boolean isWebSocket(HttpRequest request) {
        return HttpMethod.GET.equals(request.method())
                && request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** Put back what an upgrade to WebSocket needs. */
    static void webSocket(HttpMessage message) {
        message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        message.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    }
}
