package dev.brownout.examples.exchange.market;

/** Says whether an order buys or sells the symbol's base asset. */
public enum Side {
    /** Buys the base asset, pays in the quote asset. */
    BUY,
    /** Sells the base asset, is paid in the quote asset. */
    SELL;

    /** Gives the side that this one trades against. */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
