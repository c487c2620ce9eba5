package dev.brownout.faults.http.proxy;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;

/**
 * What a fault does to one exchange. Each method hands on what it is not to change; the standard ones change nothing. All are
 * called by the connection's event loop and must not block.
 */
public abstract class Treatment {
    /** Make a treatment that changes nothing. */
    protected Treatment() {}

    /**
     * Decide what becomes of the request, whose body has not been read yet.
     *
     * @param request its head, which may be changed
     * @param turn exactly one of its ways out must be taken, now or later on the event loop
     */
    public void request(HttpRequest request, Turn turn) {
        turn.forward();
    }

    /**
     * Take an answer's head. Interim answers (1xx) and upgrades do not come here.
     *
     * @param head the head, which may be changed
     * @param flow where to hand it on
     */
    public void head(HttpResponse head, Flow flow) {
        flow.pass(head);
    }

    /**
     * Take a part of an answer's body; the last one is a {@link io.netty.handler.codec.http.LastHttpContent}.
     *
     * @param part the part; it must be handed on or released
     * @param flow where to hand it on
     */
    public void body(HttpContent part, Flow flow) {
        flow.pass(part);
    }

    /** Let go: the fault was lifted while this exchange was under way. Whatever is held back is handed on. */
    public void lifted() {}

    /** Release what is held back: the connection is closed. */
    public void closed() {}
}
