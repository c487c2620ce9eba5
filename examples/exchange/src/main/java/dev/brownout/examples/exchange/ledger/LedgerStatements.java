package dev.brownout.examples.exchange.ledger;

import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.OrderStatus;
import dev.brownout.examples.exchange.market.OrderType;
import dev.brownout.examples.exchange.market.OrderView;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.TimeInForce;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a gateway asks of the ledger: one statement, one round trip each. */
public final class LedgerStatements {
    private static final String ORDER_COLUMNS =
            "id, account, client_order_id, symbol, side, type, time_in_force, price,"
                    + " quantity, executed_quantity, executed_quote, status,"
                    + " (extract(epoch FROM created_at) * 1000)::bigint, (extract(epoch FROM updated_at) * 1000)::bigint";

    private LedgerStatements() {}

    /** What the ledger says to a booking. */
    public enum Outcome {
        /** Booked, now or by this same request before. */
        BOOKED,
        /** The client order id was used by another request. */
        DUPLICATE,
        /** Not enough available. */
        INSUFFICIENT,
        /** No such account. */
        NO_ACCOUNT
    }

    /**
     * The answer to a booking.
     *
     * @param orderId the order's number; 0 if there is none
     */
    public record Booked(Outcome outcome, long orderId) {}

    /** Books an order and holds its funds; idempotent by account, client order id and token. */
    public static Booked book(Connection connection, Booking booking) throws SQLException {
        NewOrder probe = booking.numbered(1);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT * FROM place_order(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, booking.account());
            statement.setString(2, booking.clientOrderId());
            statement.setString(3, booking.intentId());
            statement.setString(4, booking.token());
            statement.setString(5, booking.symbol().name());
            statement.setString(6, booking.side().name());
            statement.setString(7, booking.type().name());
            statement.setString(8, booking.timeInForce().name());
            statement.setBigDecimal(9, booking.price());
            statement.setBigDecimal(10, booking.quantity());
            statement.setString(11, probe.holdAsset());
            statement.setBigDecimal(12, probe.hold());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new Booked(Outcome.valueOf(rows.getString(1)), rows.getLong(2));
            }
        }
    }

    /** Reads an account's balances, by asset. */
    public static List<Balance> balances(Connection connection, String account) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT asset, available, held FROM balance WHERE account = ? ORDER BY asset")) {
            statement.setString(1, account);
            List<Balance> balances = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    balances.add(new Balance(rows.getString(1), rows.getBigDecimal(2), rows.getBigDecimal(3)));
                }
            }
            return balances;
        }
    }

    /** Finds an order by number or, if none is given, by client order id. */
    public static Optional<OrderView> order(
            Connection connection, String account, Optional<Long> orderId, String clientOrderId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + ORDER_COLUMNS
                + " FROM orders WHERE account = ? AND " + (orderId.isPresent() ? "id = ?" : "client_order_id = ?"))) {
            statement.setString(1, account);
            if (orderId.isPresent()) {
                statement.setLong(2, orderId.get());
            } else {
                statement.setString(2, clientOrderId);
            }
            List<OrderView> found = read(statement);
            return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
        }
    }

    /** Reads the orders that were booked some time ago and of which the engine has not told anything. */
    static List<OrderView> pending(Connection connection, long olderThanMs) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT " + ORDER_COLUMNS + " FROM orders WHERE status = 'PENDING_NEW'"
                        + " AND created_at < clock_timestamp() - ? * interval '1 millisecond' ORDER BY id LIMIT 500")) {
            statement.setLong(1, olderThanMs);
            return read(statement);
        }
    }

    private static List<OrderView> read(PreparedStatement statement) throws SQLException {
        List<OrderView> orders = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                NewOrder order = new NewOrder(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        Symbols.of(row.getString(4)),
                        Side.valueOf(row.getString(5)),
                        OrderType.valueOf(row.getString(6)),
                        TimeInForce.valueOf(row.getString(7)),
                        row.getBigDecimal(8),
                        row.getBigDecimal(9));
                orders.add(new OrderView(
                        order,
                        OrderStatus.valueOf(row.getString(12)),
                        row.getBigDecimal(10),
                        row.getBigDecimal(11),
                        row.getLong(13),
                        row.getLong(14)));
            }
        }
        return orders;
    }
}
