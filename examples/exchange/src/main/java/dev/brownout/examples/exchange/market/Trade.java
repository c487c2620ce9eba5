package dev.brownout.examples.exchange.market;

import java.math.BigDecimal;

/**
 * One match between two orders.
 *
 * @param id ascending from 1 within the exchange
 * @param symbol the pair
 * @param price the resting order's price
 * @param quantity in the base asset
 * @param buyOrderId the buying order
 * @param sellOrderId the selling order
 * @param buyer the buying account
 * @param seller the selling account
 * @param takerSide the side of the order that arrived last
 * @param timeMs epoch milliseconds
 */
public record Trade(
        long id,
        Symbol symbol,
        BigDecimal price,
        BigDecimal quantity,
        long buyOrderId,
        long sellOrderId,
        String buyer,
        String seller,
        Side takerSide,
        long timeMs) {

    /** Gives price × quantity, in the quote asset. */
    public BigDecimal quote() {
        return price.multiply(quantity);
    }
}
