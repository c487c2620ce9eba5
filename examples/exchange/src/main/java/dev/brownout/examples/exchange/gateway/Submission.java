package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.ledger.Booking;

/** Strategy: how a booked order is brought to the engine, and what is done when the engine does not answer. */
interface Submission {
    /**
     * Submits an order.
     *
     * @param booking as booked in the ledger
     * @param orderId its number
     * @param deadline of the request
     * @return the engine's answer, good or bad
     * @throws ApiException −1007 if nobody knows what became of it; −1008 if it surely never reached the engine
     */
    Reply submit(Booking booking, long orderId, Deadline deadline) throws ApiException, InterruptedException;
}
