package dev.brownout.examples.exchange.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a ledger's invariants (A18) after, or during, a run, in one repeatable-read snapshot. For checkers and tests; no
 * process of the exchange uses it.
 */
public final class LedgerAudit {
    private LedgerAudit() {}

    /** One order as the ledger has it; {@code intentId} is the id that the customer gave. */
    public record Order(
            long id,
            String account,
            String clientOrderId,
            String intentId,
            String symbol,
            String side,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal executedQuantity,
            BigDecimal executedQuote,
            String status) {}

    /** A balance below zero: the lesser of what is available and what is held. */
    public record Negative(String account, String asset, BigDecimal amount) {}

    /**
     * What all accounts hold, the outside left out.
     *
     * @param totalByAsset available and held, of all accounts together
     * @param negative balances below zero; must be empty
     */
    public record Funds(Map<String, BigDecimal> totalByAsset, List<Negative> negative) {}

    /**
     * What was found.
     *
     * @param sumByAsset of all postings; every one must be 0
     * @param funds what all accounts hold
     * @param unexplained where postings, balances and open orders' holds disagree, in words; must be empty
     * @param submittedMoreThanOnce {@code account/intent} → number of orders, where it is more than 1; must be empty
     * @param orders every order, by number
     * @param settledSequence the last engine event that is booked
     */
    public record Result(
            Map<String, BigDecimal> sumByAsset,
            Funds funds,
            List<String> unexplained,
            Map<String, Integer> submittedMoreThanOnce,
            List<Order> orders,
            long settledSequence) {

        /** Tells whether all invariants hold. */
        public boolean sound() {
            return sumByAsset.values().stream().allMatch(sum -> sum.signum() == 0)
                    && funds.negative().isEmpty()
                    && unexplained.isEmpty()
                    && submittedMoreThanOnce.isEmpty();
        }
    }

    /**
     * Reads a ledger.
     *
     * @param jdbcUrl of the database, as the driver takes it
     * @param user the database user
     * @param password its password, empty for none
     * @throws SQLException if the ledger cannot be read
     */
    public static Result read(String jdbcUrl, String user, String password) throws SQLException {
        return inOneSnapshot(jdbcUrl, user, password, LedgerAudit::everything);
    }

    /**
     * Reads what all accounts hold, which is quick however many orders there are.
     *
     * @param jdbcUrl of the database, as the driver takes it
     * @param user the database user
     * @param password its password, empty for none
     * @throws SQLException if the ledger cannot be read
     */
    public static Funds funds(String jdbcUrl, String user, String password) throws SQLException {
        return inOneSnapshot(jdbcUrl, user, password, LedgerAudit::allFunds);
    }

    private interface Look<T> {
        T at(Connection connection) throws SQLException;
    }

    private static <T> T inOneSnapshot(String jdbcUrl, String user, String password, Look<T> look) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            T result = look.at(connection);
            connection.rollback();
            return result;
        }
    }

    private static Funds allFunds(Connection connection) throws SQLException {
        Map<String, BigDecimal> totals = new LinkedHashMap<>();
        rows(
                connection,
                "SELECT asset, sum(available + held) FROM balance WHERE NOT external GROUP BY asset ORDER BY asset",
                row -> totals.put(row.getString(1), row.getBigDecimal(2)));
        List<Negative> negative = new ArrayList<>();
        rows(
                connection,
                "SELECT account, asset, least(available, held) FROM balance"
                        + " WHERE NOT external AND (available < 0 OR held < 0)",
                row -> negative.add(new Negative(row.getString(1), row.getString(2), row.getBigDecimal(3))));
        return new Funds(totals, negative);
    }

    private static Result everything(Connection connection) throws SQLException {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        rows(
                connection,
                "SELECT asset, sum(amount) FROM posting GROUP BY asset ORDER BY asset",
                row -> sums.put(row.getString(1), row.getBigDecimal(2)));
        List<String> unexplained = words(connection, """
                SELECT 'balance of ' || account || '/' || asset || ' differs from its postings' FROM (
                  SELECT account, asset, sum(amount) FILTER (WHERE bucket = 'available') AS a,
                         sum(amount) FILTER (WHERE bucket = 'held') AS h FROM posting GROUP BY account, asset) p
                  FULL JOIN balance b USING (account, asset)
                  WHERE coalesce(p.a, 0) <> coalesce(b.available, 0) OR coalesce(p.h, 0) <> coalesce(b.held, 0)
                UNION ALL
                SELECT 'held of ' || account || '/' || asset || ' differs from its orders'' holds' FROM (
                  SELECT account, hold_asset AS asset, sum(held) AS h FROM orders GROUP BY 1, 2) o
                  FULL JOIN balance b USING (account, asset) WHERE coalesce(o.h, 0) <> coalesce(b.held, 0)
                UNION ALL
                SELECT 'executed quantity of order ' || o.id || ' differs from its trades' FROM orders o
                  WHERE o.executed_quantity <>
                    (SELECT coalesce(sum(quantity), 0) FROM trade WHERE buy_order = o.id)
                    + (SELECT coalesce(sum(quantity), 0) FROM trade WHERE sell_order = o.id)
                UNION ALL
                SELECT 'order ' || id || ' ended with funds held' FROM orders
                  WHERE held <> 0 AND status IN ('FILLED', 'CANCELED', 'EXPIRED', 'REJECTED')
                """);
        Map<String, Integer> multiple = new LinkedHashMap<>();
        rows(
                connection,
                "SELECT account || '/' || intent_id, count(*) FROM orders GROUP BY account, intent_id"
                        + " HAVING count(*) > 1 ORDER BY 1",
                row -> multiple.put(row.getString(1), row.getInt(2)));
        List<Order> orders = new ArrayList<>();
        rows(
                connection,
                "SELECT id, account, client_order_id, intent_id, symbol, side, price, quantity, executed_quantity,"
                        + " executed_quote, status FROM orders ORDER BY id",
                row -> orders.add(new Order(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getBigDecimal(7),
                        row.getBigDecimal(8),
                        row.getBigDecimal(9),
                        row.getBigDecimal(10),
                        row.getString(11))));
        return new Result(
                sums, allFunds(connection), unexplained, multiple, orders, Settlement.lastSequence(connection));
    }

    private static List<String> words(Connection connection, String query) throws SQLException {
        List<String> words = new ArrayList<>();
        rows(connection, query, row -> words.add(row.getString(1)));
        return words;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void rows(Connection connection, String query, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }
}
