package dev.brownout.examples.exchange.stack;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The probe account's orders that rest in the book and wait to be cancelled, so that a cancel needs no successful placement
 * while an outage plays. Stocked at start-up; each order that the place-order probe gets accepted joins it. Thread safe.
 *
 * <p>When it runs empty, an order that is known to be cancelled is asked for again: the exchange must still look into its
 * book and give the one true answer, that there is nothing left to cancel. So the question holds however long an outage is.
 */
final class RestingOrders {
    private final ConcurrentLinkedDeque<Long> resting = new ConcurrentLinkedDeque<>();
    private volatile Optional<Long> cancelled = Optional.empty();

    /** An order came to rest, or surely still does after a cancel that was refused. */
    void rests(long orderId) {
        resting.addLast(orderId);
    }

    /** Take an order that rests and was never asked to be cancelled, or whose cancel was refused. */
    Optional<Long> take() {
        return Optional.ofNullable(resting.pollFirst());
    }

    /** An order was cancelled. */
    void ended(long orderId) {
        cancelled = Optional.of(orderId);
    }

    /** Give an order that is known to be cancelled; empty before the first one. */
    Optional<Long> known() {
        return cancelled;
    }

    int size() {
        return resting.size();
    }
}
