package dev.brownout.examples.exchange.market;

/** How long an order lives, named as Binance's spot API names it. */
public enum TimeInForce {
    /** Rests until filled or cancelled. */
    GTC,
    /** Trades what it can at once; the rest expires. */
    IOC,
    /** Trades wholly at once, or expires untouched. */
    FOK
}
