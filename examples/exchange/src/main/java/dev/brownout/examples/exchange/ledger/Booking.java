package dev.brownout.examples.exchange.ledger;

import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.OrderType;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbol;
import dev.brownout.examples.exchange.market.TimeInForce;
import java.math.BigDecimal;

/**
 * An order to be booked in the ledger, before it has a number.
 *
 * @param account whose it is
 * @param clientOrderId the idempotency key
 * @param intentId the id that the customer gave; the same as {@code clientOrderId} unless a gateway changed it
 * @param token names the request, so that its own retry is told from a duplicate
 * @param symbol the pair
 * @param side buy or sell
 * @param type limit, market or post-only
 * @param timeInForce how long it lives
 * @param price its limit, or the collar of a market order
 * @param quantity in the base asset
 */
public record Booking(
        String account,
        String clientOrderId,
        String intentId,
        String token,
        Symbol symbol,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        BigDecimal price,
        BigDecimal quantity) {

    /** Gives the order under the ledger's number. */
    public NewOrder numbered(long orderId) {
        return new NewOrder(orderId, account, clientOrderId, symbol, side, type, timeInForce, price, quantity);
    }

    /** Gives the same order under another client order id and token, for the mistake of resubmitting it. */
    public Booking under(String otherClientOrderId) {
        return new Booking(
                account,
                otherClientOrderId,
                intentId,
                otherClientOrderId,
                symbol,
                side,
                type,
                timeInForce,
                price,
                quantity);
    }
}
