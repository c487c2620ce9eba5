package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** A chunk and its share of the jitter, from -1 to 1. */
    private record Held(ByteBuf data, long arrival, double draw) {}

    private static final class LatencyStage implements Stage {
        /** A held chunk's objects, roughly. */
        private static final int OVERHEAD = 192;

        private final StageContext context;
        private final ArrayDeque<Held> queue = new ArrayDeque<>();
        private long chunks;
        private boolean ended;
        private StageContext.@Nullable Timer timer;

        LatencyStage(StageContext context) {
            this.context = context;
        }

        @Override
        public void data(ByteBuf data) {
            double draw = context.attributes().get(JITTER) == 0 ? 0 : 2 * context.uniform(chunks) - 1;
            chunks++;
            var held = new Held(compact(data), context.nanoTime(), draw);
            if (delay(held) > 0) {
                context.hit();
            }
            queue.add(held);
            context.account(OVERHEAD);
            if (timer == null) {
                release();
            }
        }

        /** A read buffer may be far larger than what was read into it. */
        private static ByteBuf compact(ByteBuf data) {
            if (data.readableBytes() > data.capacity() / 4) {
                return data;
            }
            var copy = data.alloc().buffer(data.readableBytes()).writeBytes(data);
            data.release();
            return copy;
        }

        private long delay(Held held) {
            var attributes = context.attributes();
            return Math.round(context.strength(held.arrival())
                    * (attributes.nanos(LATENCY) + attributes.nanos(JITTER) * held.draw()));
        }

        private void release() {
            timer = null;
            while (!queue.isEmpty()) {
                var head = queue.element();
                long left = head.arrival() + delay(head) - context.nanoTime();
                if (left > 0) {
                    timer = context.schedule(left, this::release);
                    return;
                }
                pass(queue.remove());
            }
            if (ended) {
                context.forwardEnd();
            }
        }

        private void pass(Held held) {
            context.account(-OVERHEAD);
            context.forward(held.data());
        }

        @Override
        public void end() {
            ended = true;
            if (timer == null) {
                release();
            }
        }

        @Override
        public void changed() {
            cancel();
            release();
        }

        @Override
        public void remove() {
            cancel();
            while (!queue.isEmpty()) {
                pass(queue.remove());
            }
            if (ended) {
                context.forwardEnd();
            }
        }

        @Override
        public void discard() {
            cancel();
            queue.forEach(held -> {
                context.account(-OVERHEAD);
                context.drop(held.data());
            });
            queue.clear();
        }

        private void cancel() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }
}
