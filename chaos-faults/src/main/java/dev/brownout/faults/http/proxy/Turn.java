package dev.brownout.faults.http.proxy;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.concurrent.EventExecutor;

/** A treatment's turn to decide what becomes of a request. Used on the connection's event loop only. */
public interface Turn {

    /** Let the request go on: to the next treatment, or to the target. */
    void forward();

    /**
     * Answer in the target's place, once the request's body was read and thrown away.
     *
     * @param response the whole answer; its length and whether the connection is kept are filled in
     */
    void answer(FullHttpResponse response);

    /**
     * End the connection without any answer.
     *
     * @param how the way
     */
    void cut(Cut how);

    /**
     * Give the event loop, to take a way out later.
     *
     * @return the loop that this was called on
     */
    EventExecutor loop();
}
