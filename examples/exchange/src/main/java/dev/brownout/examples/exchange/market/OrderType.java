package dev.brownout.examples.exchange.market;

/** The order types of the front door, named as Binance's spot API names them. */
public enum OrderType {
    /** Trades at its price or better. */
    LIMIT,
    /** Trades at once, up to its collar; what is left expires. */
    MARKET,
    /** A limit order that is rejected if it would trade at once. */
    LIMIT_MAKER
}
