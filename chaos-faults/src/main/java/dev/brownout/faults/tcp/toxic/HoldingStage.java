package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A stage that holds what it was given, in order, and hands it on when its time has come. */
abstract class HoldingStage implements Stage {
    /** A held chunk's objects, roughly. */
    private static final int OVERHEAD = 192;

    private final StageContext context;
    private final Wait wait;
    private final ArrayDeque<Held> queue = new ArrayDeque<>();
    private boolean ended;

    HoldingStage(StageContext context) {
        this.context = context;
        this.wait = new Wait(context);
    }

    /**
     * A chunk that is held.
     *
     * @param data its bytes
     * @param arrival when it came, where that counts
     * @param draw its own part of chance, where there is one
     */
    record Held(ByteBuf data, long arrival, double draw) {}

    /** Note what counts of a chunk that has just come. */
    Held held(ByteBuf data) {
        return new Held(data, 0, 0);
    }

    final StageContext context() {
        return context;
    }

    /** Hand on what is due now, and wait for what is not. Called when nothing is waited for. */
    abstract void release();

    @Override
    public final void data(ByteBuf data) {
        queue.add(held(compact(data)));
        context.account(OVERHEAD);
        if (!wait.isOn()) {
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

    /** The oldest chunk that is held; null when there is none. */
    final @Nullable Held head() {
        return queue.peek();
    }

    /** Hand on the first bytes of the oldest chunk. */
    final void pass(int bytes) {
        var head = queue.element().data();
        if (bytes < head.readableBytes()) {
            context.forward(head.readRetainedSlice(bytes));
        } else {
            context.account(-OVERHEAD);
            context.forward(queue.remove().data());
        }
    }

    /** Hand the end on, if it has come. Called when nothing is held. */
    final void passEnd() {
        if (ended) {
            context.forwardEnd();
        }
    }

    /** Release again after a while. */
    final void waitFor(long nanos) {
        wait.begin(nanos, this::release);
    }

    @Override
    public final void end() {
        ended = true;
        if (!wait.isOn()) {
            release();
        }
    }

    @Override
    public void changed() {
        wait.stop();
        release();
    }

    @Override
    public void remove() {
        wait.stop();
        while (!queue.isEmpty()) {
            pass(Integer.MAX_VALUE);
        }
        passEnd();
    }

    @Override
    public void discard() {
        wait.stop();
        queue.forEach(held -> {
            context.account(-OVERHEAD);
            context.drop(held.data());
        });
        queue.clear();
    }
}
