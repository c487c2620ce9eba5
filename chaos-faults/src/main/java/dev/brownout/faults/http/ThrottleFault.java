package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.http.proxy.Point;
import dev.brownout.faults.http.proxy.Treatment;
import dev.brownout.faults.http.proxy.Turn;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * So many requests may go on in each window of time; what is more is told that it is too much and does not reach the target. A
 * witness has no quota, so it uses up nobody's and is always told.
 *
 * @param match which requests, all of a link's connections together
 * @param status status code, 400 to 599
 * @param quota how many may go on in each window
 * @param window how long a window is; the first begins with the fault
 * @param retryAfter what {@code Retry-After} says, in whole seconds (RFC 9110, section 10.2.3); zero for none
 */
public record ThrottleFault(Match match, int status, long quota, Duration window, Duration retryAfter)
        implements HttpFault {
    static final String KIND = "http.throttle";
    private static final String BODY = "{\"code\":-1003,\"msg\":\"Too many requests.\"}";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hides() {
        return quota == 0;
    }

    private FullHttpResponse answer() {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.wrappedBuffer(BODY.getBytes(StandardCharsets.UTF_8)));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        if (!retryAfter.isZero()) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, retryAfter.toSeconds());
        }
        return response;
    }

    /** Counts requests. Thread safe. */
    static final class Quota implements Effect {
        private final ThrottleFault fault;
        private final long began;
        private long window;
        private long used;

        Quota(ThrottleFault fault, long now) {
            this.fault = fault;
            this.began = now;
        }

        /** Take one request's place in its window, and tell whether there was one. */
        synchronized boolean take(long now) {
            long current = (now - began) / fault.window().toNanos();
            if (current > window) {
                window = current;
                used = 0;
            }
            if (used >= fault.quota()) {
                return false;
            }
            used++;
            return true;
        }

        @Override
        public Point point() {
            return Point.REFUSE;
        }

        @Override
        public Treatment treat(HttpRequest head, Hit hit) {
            return new Treatment() {
                @Override
                public void request(HttpRequest request, Turn turn) {
                    if (!hit.witness() && take(System.nanoTime())) {
                        turn.forward();
                    } else {
                        hit.count();
                        turn.answer(fault.answer());
                    }
                }
            };
        }
    }

    /** Registers it. */
    public static final class Kind extends HttpFaultKind<ThrottleFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "So many requests may go on in each window of time; more are told that it is too much.",
                            Parameter.integer("status", "429", 400, 599, "the status code of a refusal"),
                            Parameter.integer(
                                    "quota", "0", 0, 1_000_000_000, "how many requests may go on in a window"),
                            Parameter.duration("window", "1s", "1ms", "1h", "how long a window is"),
                            Parameter.duration(
                                    "retry-after",
                                    "0s",
                                    "0s",
                                    "24h",
                                    "what Retry-After says, in whole seconds; under 1s: there is no such header"))
                    .withSymptom(
                            "victim", "once the quota is used up, the status, at once, on a connection that stays open")
                    .withWitness("a GET through the link, for which there is no quota: status, body and Retry-After")
                    .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20", "walletconnect-rpc-2023-11-20"));
        }

        @Override
        public ThrottleFault create(Arguments arguments) {
            return new ThrottleFault(
                    Matching.of(arguments),
                    (int) arguments.integer("status"),
                    arguments.integer("quota"),
                    arguments.duration("window"),
                    Duration.ofSeconds(arguments.duration("retry-after").toSeconds()));
        }

        @Override
        Effect effect(ThrottleFault fault) {
            return new Quota(fault, System.nanoTime());
        }

        @Override
        boolean shows(ThrottleFault fault, HttpReading reading) {
            var expected = fault.retryAfter().isZero()
                    ? Optional.<String>empty()
                    : Optional.of(Long.toString(fault.retryAfter().toSeconds()));
            return reading.status() == fault.status()
                    && reading.bodyStart().equals(BODY)
                    && Optional.ofNullable(reading.headers().get("retry-after")).equals(expected);
        }
    }
}
