package dev.brownout.examples.exchange.market;

import java.math.BigDecimal;

/**
 * An order as it stands at one moment.
 *
 * @param order what was asked
 * @param status where it stands
 * @param executedQuantity how much of it traded, in the base asset
 * @param executedQuote what that cost, in the quote asset
 * @param createdMs when it was accepted, epoch milliseconds
 * @param updatedMs when it last changed, epoch milliseconds
 */
public record OrderView(
        NewOrder order,
        OrderStatus status,
        BigDecimal executedQuantity,
        BigDecimal executedQuote,
        long createdMs,
        long updatedMs) {}
