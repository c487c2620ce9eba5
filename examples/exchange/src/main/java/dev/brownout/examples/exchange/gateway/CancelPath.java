package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Reply;

/** Strategy: what a cancel needs. */
interface CancelPath {
    /**
     * Cancels an order.
     *
     * @return the engine's answer
     * @throws ApiException −1007 if nobody knows what became of it; −1008 if it surely did not happen
     */
    Reply cancel(OrderReference order, Deadline deadline) throws ApiException, InterruptedException;
}
