package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;

/**
 * A toxic at work on one link. Every call is made on the link's own thread and must not block. Bytes are never reordered,
 * and never lost but by a toxic whose purpose it is.
 */
public interface Stage {

    /**
     * Take what the source sent.
     *
     * @param data the bytes; the stage owns them and hands them to {@link StageContext#forward} or {@link
     *     StageContext#drop}, now or later
     */
    void data(ByteBuf data);

    /** Take note that the source will send no more. Pass it on behind all data, with {@link StageContext#forwardEnd}. */
    void end();

    /** Take note that the attributes have changed. */
    default void changed() {}

    /**
     * Tell how much the link may hold before its source is kept from sending more.
     *
     * @return a number of bytes; the link has a bound of its own besides
     */
    default long holdLimit() {
        return Long.MAX_VALUE;
    }

    /** Stop acting while the link lives on: pass on all that is held, in order, and cancel every timer. */
    void remove();

    /** Stop acting because the link has died: release all that is held and cancel every timer. */
    void discard();
}
