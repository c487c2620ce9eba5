package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.ledger.Booking;
import dev.brownout.examples.exchange.ledger.LedgerStatements;
import dev.brownout.examples.exchange.market.Decimals;
import dev.brownout.examples.exchange.market.OrderType;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbol;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.TimeInForce;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The resting orders that the book starts with, so that depth and ticker are never empty. They thicken outwards, and the
 * last level of each side holds more than all traders together can take. Idempotent: laid twice, they are there once.
 */
final class HouseOrders {
    private static final int LEVELS = 10;
    private static final BigDecimal SPACING = new BigDecimal("0.0005");
    private static final BigDecimal FIRST_NOTIONAL = new BigDecimal("20000");
    private static final BigDecimal LAST_NOTIONAL = new BigDecimal("200000000");

    private HouseOrders() {}

    /** Books the house's orders in the ledger and places them. */
    static void lay(Connection connection, Sequencer sequencer) throws SQLException {
        for (Booking booking : bookings()) {
            LedgerStatements.Booked booked = LedgerStatements.book(connection, booking);
            if (booked.outcome() != LedgerStatements.Outcome.BOOKED) {
                throw new IllegalStateException(
                        "house order must be booked, but was " + booked.outcome() + " in " + booking.clientOrderId());
            }
            sequencer.place(booking.numbered(booked.orderId()));
        }
    }

    static List<Booking> bookings() {
        List<Booking> bookings = new ArrayList<>();
        for (Symbol symbol : Symbols.all()) {
            for (int level = 1; level <= LEVELS; level++) {
                for (Side side : Side.values()) {
                    bookings.add(booking(symbol, side, level));
                }
            }
        }
        return bookings;
    }

    private static Booking booking(Symbol symbol, Side side, int level) {
        BigDecimal distance = SPACING.multiply(BigDecimal.valueOf(level));
        BigDecimal factor = side == Side.BUY ? BigDecimal.ONE.subtract(distance) : BigDecimal.ONE.add(distance);
        BigDecimal price = Decimals.floor(symbol.reference().multiply(factor), symbol.tick());
        BigDecimal notional = level == LEVELS ? LAST_NOTIONAL : FIRST_NOTIONAL.multiply(BigDecimal.valueOf(level));
        BigDecimal quantity =
                notional.divideToIntegralValue(price.multiply(symbol.step())).multiply(symbol.step());
        String id = "house-" + symbol.name() + "-" + side + "-" + level;
        return new Booking(Accounts.HOUSE, id, id, id, symbol, side, OrderType.LIMIT, TimeInForce.GTC, price, quantity);
    }
}
