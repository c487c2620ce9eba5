package dev.brownout.examples.exchange.ledger;

import java.math.BigDecimal;

/**
 * What an account has of one asset.
 *
 * @param asset such as {@code BTC}
 * @param available free to spend
 * @param held reserved for open orders
 */
public record Balance(String asset, BigDecimal available, BigDecimal held) {}
