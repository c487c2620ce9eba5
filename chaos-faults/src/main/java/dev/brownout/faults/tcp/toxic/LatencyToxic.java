package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * {@code latency}: delays each chunk by {@code latency} ms, plus or minus up to {@code jitter} ms. Delays of chunks in
 * flight overlap, and order is kept: a chunk is released at its arrival plus its own delay, but never before the one ahead
 * of it. The end of the stream waits only for the data ahead of it. A change of attributes counts at once for what is held;
 * removal releases it all, in order. With a ramp both times grow from nothing.
 *
 * <p>Differs from Toxiproxy 2.12 where that is at fault: two stacked latencies add up for every chunk, and a change never
 * releases a chunk early.
 */
public final class LatencyToxic implements ToxicType {
    private static final String LATENCY = "latency";
    private static final String JITTER = "jitter";

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public List<String> attributes() {
        return List.of(LATENCY, JITTER);
    }

    @Override
    public boolean growsInStage() {
        return true;
    }

    @Override
    public Stage open(StageContext context) {
        return new LatencyStage(context);
    }

    private static final class LatencyStage extends HoldingStage {
        private long chunks;

        LatencyStage(StageContext context) {
            super(context);
        }

        /** Each chunk has its share of the jitter, from -1 to 1, from the beginning. */
        @Override
        Held held(ByteBuf data) {
            double draw =
                    context().attributes().get(JITTER) == 0 ? 0 : 2 * context().uniform(chunks) - 1;
            chunks++;
            var held = new Held(data, context().nanoTime(), draw);
            if (delay(held) > 0) {
                context().hit();
            }
            return held;
        }

        private long delay(Held held) {
            var attributes = context().attributes();
            return Math.round(context().strength(held.arrival())
                    * (attributes.nanos(LATENCY) + attributes.nanos(JITTER) * held.draw()));
        }

        @Override
        void release() {
            for (var head = head(); head != null; head = head()) {
                long left = head.arrival() + delay(head) - context().nanoTime();
                if (left > 0) {
                    waitFor(left);
                    return;
                }
                pass(Integer.MAX_VALUE);
            }
            passEnd();
        }
    }
}
