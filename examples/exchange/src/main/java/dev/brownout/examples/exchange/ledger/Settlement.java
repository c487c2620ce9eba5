package dev.brownout.examples.exchange.ledger;

import dev.brownout.examples.exchange.market.OrderView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What the settler asks of the ledger. */
public final class Settlement {
    private Settlement() {}

    /**
     * Books a batch of events; those that are booked already are passed over.
     *
     * @param events a JSON array, as {@code settle} in {@code ledger.sql} describes it
     * @return the sequence number of the last event that is booked
     */
    public static long settle(Connection connection, String events) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT settle(?::jsonb)")) {
            statement.setString(1, events);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Gives the sequence number of the last event that is booked; 0 in a new ledger. */
    public static long lastSequence(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT last_sequence FROM settlement")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Gives at most 500 orders that were booked longer ago than an age and of which the engine has told nothing. */
    public static List<OrderView> pending(Connection connection, Duration age) throws SQLException {
        return LedgerStatements.pending(connection, age.toMillis());
    }
}
