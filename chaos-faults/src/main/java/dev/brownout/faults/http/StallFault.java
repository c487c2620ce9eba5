package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Flow;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.http.proxy.Point;
import dev.brownout.faults.http.proxy.Treatment;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body stops after some bytes and its connection stays open. Answers under way stop too. Nothing is lost: the
 * target is read from no further, and when the fault is lifted the body goes on.
 *
 * @param match which requests
 * @param after after how many bytes of the body; a body that is not longer is not stalled
 */
public record StallFault(Match match, long after) implements HttpFault {
    static final String KIND = "http.stall";

    @Override
    public String kind() {
        return KIND;
    }

    /** Stops bodies. */
    private record Stopping(StallFault fault) implements Effect {
        @Override
        public Point point() {
            return Point.STREAM;
        }

        @Override
        public Treatment treat(HttpRequest head, Hit hit) {
            return new Stopped(fault.after(), hit);
        }

        @Override
        public boolean joins(boolean answering) {
            return true;
        }
    }

    /** One answer that stops. What is kept is no more than what was read from the target at once. */
    private static final class Stopped extends Treatment {
        private final Hit hit;
        private final Queue<HttpContent> kept = new ArrayDeque<>();
        private long left;
        private boolean stopped;
        private boolean over;
        private @Nullable Flow flow;

        Stopped(long after, Hit hit) {
            this.left = after;
            this.hit = hit;
        }

        @Override
        public void body(HttpContent part, Flow out) {
            int size = part.content().readableBytes();
            if (over || (!stopped && size <= left)) {
                left -= size;
                out.pass(part);
                return;
            }
            if (!stopped) {
                stopped = true;
                flow = out;
                hit.count();
                out.hold();
                if (left > 0) {
                    out.pass(new DefaultHttpContent(part.content().readRetainedSlice((int) left)));
                }
            }
            kept.add(part);
        }

        @Override
        public void lifted() {
            over = true;
            if (flow != null) {
                while (!kept.isEmpty()) {
                    flow.pass(kept.remove());
                }
                flow.resume();
            }
        }

        @Override
        public void closed() {
            kept.forEach(HttpContent::release);
            kept.clear();
        }
    }

    /** Registers it. */
    public static final class Kind extends HttpFaultKind<StallFault> {
        private static final Duration PATIENCE = Duration.ofMillis(700);

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "An answer's body stops after some bytes, and its connection stays open.",
                            Parameter.integer(
                                    "after",
                                    "0",
                                    0,
                                    1L << 40,
                                    "after how many bytes of the body; shorter ones do not stop"))
                    .withSymptom(
                            "victim", "status, headers and the beginning of the body, then nothing until it gives up")
                    .withSymptom("target", "a reader that takes nothing more")
                    .withWitness(
                            "a GET through the link: a head, no more than so many bytes of a body, then silence. The"
                                    + " witness' path must have a longer body; name one with the label "
                                    + HttpLinks.WITNESS_PATH + " where " + dev.brownout.faults.tcp.Greetings.HEALTH_PATH
                                    + " has none")
                    .withIncidents("cloudflare-regex-2019-07-02", "aws-us-east-1-internal-network-2021-12-07"));
        }

        @Override
        public StallFault create(Arguments arguments) {
            return new StallFault(Matching.of(arguments), arguments.integer("after"));
        }

        @Override
        Effect effect(StallFault fault) {
            return new Stopping(fault);
        }

        @Override
        Duration deadline(StallFault fault) {
            return PATIENCE;
        }

        @Override
        boolean shows(StallFault fault, HttpReading reading) {
            return reading.outcome() == TcpOutcome.SILENT
                    && reading.status() > 0
                    && reading.bodyBytes() <= fault.after();
        }
    }
}
