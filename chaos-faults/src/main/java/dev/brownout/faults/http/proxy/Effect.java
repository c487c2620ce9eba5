package dev.brownout.faults.http.proxy;

import io.netty.handler.codec.http.HttpRequest;

/** What one injection does to the exchanges that it hits: one object for all connections of a link. Thread safe. */
public interface Effect {

    /**
     * Tell where it acts.
     *
     * @return the same point every time
     */
    Point point();

    /**
     * Begin to act on an exchange. Called on the connection's event loop.
     *
     * @param request the head of the request, which has not gone on yet; must not be changed here
     * @param hit counts and draws for it
     * @return what is done to this exchange alone
     */
    Treatment treat(HttpRequest request, Hit hit);

    /**
     * Tell whether it also acts on exchanges whose request had gone on before it was put in place.
     *
     * @param answering whether the answer's head has already been given to the victim
     * @return true to be asked to {@link #treat} such an exchange, whose {@link Treatment#request} is then not called
     */
    default boolean joins(boolean answering) {
        return false;
    }
}
