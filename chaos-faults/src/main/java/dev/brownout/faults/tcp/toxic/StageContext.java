package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;

/** What a {@link Stage} may do to its link. All calls are made on the link's own thread. */
public interface StageContext {

    /**
     * Read the attributes as they are now.
     *
     * @return the attributes
     */
    Attributes attributes();

    /**
     * Pass bytes on to the next stage.
     *
     * @param data the bytes; no longer the stage's
     */
    void forward(ByteBuf data);

    /** Pass the end of the stream on to the next stage. Nothing may be forwarded afterwards. */
    void forwardEnd();

    /**
     * Throw bytes away.
     *
     * @param data the bytes; no longer the stage's
     */
    void drop(ByteBuf data);

    /** Close both sides of the connection now. The stage is discarded before this returns. */
    void closeConnection();

    /** Reset both sides of the connection now (TCP RST). The stage is discarded before this returns. */
    void resetConnection();

    /**
     * Pass the end of the stream on to the next stage, and close both sides of the connection once it has reached the
     * destination. Nothing may be forwarded afterwards.
     */
    void endConnection();

    /** Send what was forwarded now, by itself, instead of together with what follows. */
    void flush();

    /**
     * Have the kernel drop all that the source sends, without a word to it, or take it again.
     *
     * @param on whether to drop; each true needs one false
     */
    void silenceSource(boolean on);

    /**
     * Have the kernel drop all that the destination sends, or take it again.
     *
     * @param on whether to drop; each true needs one false
     */
    void silenceDestination(boolean on);

    /**
     * Tell how far the toxic has grown.
     *
     * @param at a time of {@link #nanoTime}
     * @return from 0 to 1; 1 without a ramp
     */
    double strength(long at);

    /** Take note that the connection's own traffic met the toxic: a chunk delayed or dropped, a connection cut. */
    void hit();

    /**
     * Count memory beyond the bytes themselves against the link's bound, so that many tiny chunks cannot exhaust it.
     *
     * @param bytes more (positive) or fewer (negative)
     */
    void account(int bytes);

    /**
     * Tell the time.
     *
     * @return a monotonic time in ns
     */
    long nanoTime();

    /**
     * Run something later on the link's thread.
     *
     * @param nanos how long from now; zero or less means as soon as possible
     * @param task what to run
     * @return a handle
     */
    Timer schedule(long nanos, Runnable task);

    /**
     * Draw a number that follows from seed, toxic, connection, direction and ordinal.
     *
     * @param ordinal which draw of this stage, from 0
     * @return from 0 to below 1
     */
    double uniform(long ordinal);

    /** Something that is to happen. */
    interface Timer {
        /** Keep it from happening, if it has not yet. */
        void cancel();
    }
}
