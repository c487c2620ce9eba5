package dev.brownout.faults.http.proxy;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;

/** Where a treatment hands an answer's parts on. Used on the connection's event loop only. */
public interface Flow {

    /**
     * Hand a part on, in order.
     *
     * @param part a head or a part of a body
     */
    void pass(HttpObject part);

    /** Take no more from the target than is already here, until {@link #resume}. */
    void hold();

    /** Take from the target again. */
    void resume();

    /**
     * Give another answer in place of this one, of which nothing was handed on yet. What is left of it is read and thrown
     * away.
     *
     * @param response the whole answer
     */
    void replace(FullHttpResponse response);

    /**
     * Give another answer in place of this one, then end both connections: what is left of it is not even read.
     *
     * @param response the whole answer
     */
    void refuse(FullHttpResponse response);

    /**
     * End the connection here.
     *
     * @param how the way
     */
    void cut(Cut how);
}
