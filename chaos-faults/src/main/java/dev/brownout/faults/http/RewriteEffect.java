package dev.brownout.faults.http;

import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Flow;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Point;
import dev.brownout.faults.http.proxy.Treatment;
import dev.brownout.faults.http.proxy.Turn;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Changes answers. Bodies are kept until they are whole, each up to the fault's limit, all together up to 64 MiB. */
final class RewriteEffect implements Effect {
    private static final Logger log = LoggerFactory.getLogger(RewriteEffect.class);
    private static final long MOST_AT_ONCE = 64L << 20;
    private static final int MOST_PARTS = 1024;

    private final RewriteFault fault;
    private final Optional<JsonNode> patch;
    private final AtomicLong kept = new AtomicLong();

    RewriteEffect(RewriteFault fault) {
        this.fault = fault;
        this.patch = fault.operations();
    }

    @Override
    public Point point() {
        return Point.CHANGE;
    }

    @Override
    public Treatment treat(HttpRequest request, Hit hit) {
        return new Rewriting(HttpMethod.HEAD.equals(request.method()), hit);
    }

    /** One answer. */
    private final class Rewriting extends Treatment {
        private final boolean bodiless;
        private final Hit hit;
        private final CompositeByteBuf body = Unpooled.compositeBuffer(MOST_PARTS);
        private @Nullable HttpResponse waiting;
        private long charged;

        Rewriting(boolean bodiless, Hit hit) {
            this.bodiless = bodiless;
            this.hit = hit;
        }

        /** Ask for a whole body that can be read: not packed, not a part of it, not "as before". */
        @Override
        public void request(HttpRequest request, Turn turn) {
            if (patch.isPresent()) {
                request.headers()
                        .remove(HttpHeaderNames.IF_NONE_MATCH)
                        .remove(HttpHeaderNames.IF_MODIFIED_SINCE)
                        .remove(HttpHeaderNames.RANGE)
                        .set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
            }
            turn.forward();
        }

        @Override
        public void head(HttpResponse head, Flow flow) {
            if (patch.isEmpty()) {
                dress(head);
                flow.pass(head);
            } else if (!isJson(head)) {
                flow.pass(head);
            } else if (HttpUtil.getContentLength(head, 0L) > fault.limit()) {
                refuse(flow, HttpUtil.getContentLength(head, 0L) + " bytes");
            } else {
                waiting = head;
            }
        }

        private boolean isJson(HttpResponse head) {
            var headers = head.headers();
            return !bodiless
                    && headers.get(HttpHeaderNames.CONTENT_TYPE, "")
                            .toLowerCase(Locale.ROOT)
                            .contains("json")
                    && headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity").equals("identity")
                    && head.status().code() != HttpResponseStatus.NO_CONTENT.code()
                    && head.status().code() != HttpResponseStatus.NOT_MODIFIED.code();
        }

        private void dress(HttpResponse head) {
            fault.headers().forEach((name, value) -> head.headers().set(name, value));
            if (fault.status() != 0) {
                head.setStatus(HttpResponseStatus.valueOf(fault.status()));
            }
            hit.count();
        }

        @Override
        public void body(HttpContent part, Flow flow) {
            var head = waiting;
            if (head == null) {
                flow.pass(part);
                return;
            }
            int size = part.content().readableBytes();
            charged += size;
            boolean tooMuch = kept.addAndGet(size) > MOST_AT_ONCE || charged > fault.limit();
            body.addComponent(true, part.content());
            if (tooMuch) {
                refuse(flow, "more than " + (charged - size) + " bytes");
            } else if (part instanceof LastHttpContent last) {
                finish(head, last, flow);
            }
        }

        private void finish(HttpResponse head, LastHttpContent last, Flow flow) {
            var bytes = new byte[body.readableBytes()];
            body.getBytes(body.readerIndex(), bytes);
            var changed = JsonBody.parse(bytes)
                    .flatMap(document -> JsonBody.patched(patch.orElseThrow(), document))
                    .map(JsonBody::bytes);
            if (changed.isPresent()) {
                dress(head);
                head.headers().remove(HttpHeaderNames.TRANSFER_ENCODING).remove(HttpHeaderNames.ETAG);
                HttpUtil.setContentLength(head, changed.get().length);
            }
            var end = new DefaultLastHttpContent(Unpooled.wrappedBuffer(changed.orElse(bytes)));
            if (changed.isEmpty()) {
                end.trailingHeaders().set(last.trailingHeaders());
            }
            closed();
            flow.pass(head);
            flow.pass(end);
        }

        private void refuse(Flow flow, String size) {
            log.warn(
                    "an answer of {} is over the limit of http.rewrite ({} bytes) and is refused with 502; raise limit",
                    size,
                    fault.limit());
            closed();
            var response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.BAD_GATEWAY,
                    Unpooled.copiedBuffer(
                            "The answer is longer than http.rewrite may change (" + fault.limit() + " bytes).\n",
                            StandardCharsets.US_ASCII));
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN);
            hit.count();
            flow.refuse(response);
        }

        @Override
        public void closed() {
            waiting = null;
            kept.addAndGet(-charged);
            charged = 0;
            if (body.refCnt() > 0) {
                body.release();
            }
        }
    }
}
