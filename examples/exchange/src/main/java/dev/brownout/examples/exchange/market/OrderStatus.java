package dev.brownout.examples.exchange.market;

/** The states of an order, named as Binance's spot API names them. */
public enum OrderStatus {
    /** Booked in the ledger with its funds held; the engine has not confirmed it yet. */
    PENDING_NEW,
    /** In the book, nothing traded. */
    NEW,
    /** In the book, some of it traded. */
    PARTIALLY_FILLED,
    /** Wholly traded. */
    FILLED,
    /** Ended by its owner. */
    CANCELED,
    /** Ended by its time in force, its collar, or because it never reached the engine. */
    EXPIRED,
    /** Refused by the engine. */
    REJECTED;

    /** Tells whether the order can still trade. */
    public boolean open() {
        return this == PENDING_NEW || this == NEW || this == PARTIALLY_FILLED;
    }
}
