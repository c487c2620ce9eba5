package dev.brownout.faults.http;

import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Flow;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Point;
import dev.brownout.faults.http.proxy.Treatment;
import dev.brownout.faults.http.proxy.Turn;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the first good answer to each question and gives it from then on. Witnesses have answers of their own. */
final class FreezeEffect implements Effect {
    /** RFC 9110, section 5.6.7. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private static final int MOST_QUESTIONS = 1000;
    private static final int LONGEST = 1 << 20;
    private static final long MOST_BYTES = 32L << 20;

    private final FreezeFault fault;
    private final Map<Question, Frozen> answers = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    FreezeEffect(FreezeFault fault) {
        this.fault = fault;
    }

    /** What is asked, and by whom. */
    private record Question(boolean witness, HttpMethod method, String uri) {}

    /** An answer as it was given. */
    private static final class Frozen {
        final HttpResponseStatus status;
        final HttpHeaders headers;
        final byte[] body;

        Frozen(HttpResponseStatus status, HttpHeaders headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }
    }

    @Override
    public Point point() {
        return Point.REPLACE;
    }

    @Override
    public Treatment treat(HttpRequest request, Hit hit) {
        boolean meant = request.method().equals(HttpMethod.GET)
                || request.method().name().equals(fault.match().method());
        return meant
                ? new Freezing(new Question(hit.witness(), request.method(), request.uri()), hit)
                : new Treatment() {};
    }

    /** One question and its answer. */
    private final class Freezing extends Treatment {
        private final Question question;
        private final Hit hit;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private @Nullable HttpResponse seen;

        Freezing(Question question, Hit hit) {
            this.question = question;
            this.hit = hit;
        }

        @Override
        public void request(HttpRequest request, Turn turn) {
            var frozen = answers.get(question);
            if (frozen == null) {
                turn.forward();
            } else {
                hit.count();
                turn.answer(thaw(frozen));
            }
        }

        @Override
        public void head(HttpResponse head, Flow flow) {
            if (head.status().codeClass() == HttpStatusClass.SUCCESS && answers.size() < MOST_QUESTIONS) {
                seen = head;
            }
            flow.pass(head);
        }

        @Override
        public void body(HttpContent part, Flow flow) {
            var head = seen;
            if (head != null) {
                if (body.size() + part.content().readableBytes() > LONGEST) {
                    seen = null;
                } else {
                    body.writeBytes(ByteBufUtil.getBytes(part.content()));
                    if (part instanceof LastHttpContent) {
                        freeze(head);
                    }
                }
            }
            flow.pass(part);
        }

        private void freeze(HttpResponse head) {
            if (bytes.addAndGet(body.size()) > MOST_BYTES) {
                bytes.addAndGet(-body.size());
                return;
            }
            var headers = new DefaultHttpHeaders().set(head.headers());
            headers.remove(HttpHeaderNames.TRANSFER_ENCODING).remove(HttpHeaderNames.CONNECTION);
            if (answers.putIfAbsent(question, new Frozen(head.status(), headers, body.toByteArray())) != null) {
                bytes.addAndGet(-body.size());
            }
        }
    }

    private FullHttpResponse thaw(Frozen frozen) {
        var content = fault.fresh() ? freshened(frozen.body) : frozen.body;
        var response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, frozen.status, Unpooled.wrappedBuffer(content));
        response.headers().set(frozen.headers);
        if (fault.fresh()) {
            response.headers().remove(HttpHeaderNames.AGE).set(HttpHeaderNames.DATE, HTTP_DATE.format(Instant.now()));
        }
        return response;
    }

    private byte[] freshened(byte[] body) {
        if (fault.fields().isEmpty()) {
            return body;
        }
        return JsonBody.parse(body)
                .map(document -> {
                    for (var field : fault.fields()) {
                        var pointer = JsonPointer.compile(field);
                        if (document.at(pointer.head()) instanceof ObjectNode parent
                                && document.at(pointer).isNumber()) {
                            parent.put(pointer.last().getMatchingProperty(), System.currentTimeMillis());
                        }
                    }
                    return JsonBody.bytes(document);
                })
                .orElse(body);
    }
}
