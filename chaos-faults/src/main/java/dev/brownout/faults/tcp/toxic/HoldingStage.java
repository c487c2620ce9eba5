package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A stage that holds what it was given, in order, and hands it on when its time has come. */
abstract class HoldingStage implements Stage {
    /** A held chunk's objects, roughly. */
    private static final int OVERHEAD = 192;

    private final StageContext context;
    private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
    private boolean ended;
    private StageContext.@Nullable Timer timer;

    HoldingStage(StageContext context) {
        this.context = context;
    }

    final StageContext context() {
        return context;
    }

    /** Hand on what is due now, and wait for what is not. Called when nothing is waited for. */
    abstract void release();

    @Override
    public final void data(ByteBuf data) {
        queue.add(data);
        context.account(OVERHEAD);
        if (timer == null) {
            release();
        }
    }

    /** The oldest chunk that is held; null when there is none. */
    final @Nullable ByteBuf head() {
        return queue.peek();
    }

    /** Hand on the first bytes of the oldest chunk. */
    final void pass(int bytes) {
        var head = queue.element();
        if (bytes < head.readableBytes()) {
            context.forward(head.readRetainedSlice(bytes));
        } else {
            context.account(-OVERHEAD);
            context.forward(queue.remove());
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
        timer = context.schedule(nanos, () -> {
            timer = null;
            release();
        });
    }

    @Override
    public final void end() {
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
            pass(Integer.MAX_VALUE);
        }
        passEnd();
    }

    @Override
    public void discard() {
        cancel();
        queue.forEach(held -> {
            context.account(-OVERHEAD);
            context.drop(held);
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
