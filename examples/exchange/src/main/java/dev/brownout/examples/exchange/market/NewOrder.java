package dev.brownout.examples.exchange.market;

import java.math.BigDecimal;

/**
 * An order on its way to the engine, already booked in the ledger.
 *
 * @param orderId the ledger's number for it, > 0
 * @param account whose it is
 * @param clientOrderId unique in its account: the idempotency key of the whole exchange
 * @param symbol the pair
 * @param side buy or sell
 * @param type limit, market or post-only
 * @param timeInForce how long it lives; a market order is always {@link TimeInForce#IOC}
 * @param price its limit; for a market order the collar, at which funds are held
 * @param quantity in the base asset, > 0
 */
public record NewOrder(
        long orderId,
        String account,
        String clientOrderId,
        Symbol symbol,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        BigDecimal price,
        BigDecimal quantity) {

    /** Checks the numbers' signs; ticks and steps are the gateway's business. */
    public NewOrder {
        if (orderId <= 0 || price.signum() <= 0 || quantity.signum() <= 0) {
            throw new IllegalArgumentException(
                    "order id, price and quantity must be > 0, but were " + orderId + ", " + price + ", " + quantity);
        }
    }

    /** Gives the asset that is held for this order. */
    public String holdAsset() {
        return symbol.spends(side);
    }

    /** Gives the amount that is held for this order at the start. */
    public BigDecimal hold() {
        return side == Side.BUY ? price.multiply(quantity) : quantity;
    }
}
