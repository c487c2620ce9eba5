package dev.brownout.examples.exchange.ledger;

import dev.brownout.examples.exchange.account.Account;
import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import tools.jackson.databind.node.ArrayNode;

/** Makes a ledger in an empty database: tables, triggers, functions, and the genesis entry. */
public final class LedgerSetup {
    private static final long SETUP_LOCK = 20251020L;

    private LedgerSetup() {}

    /**
     * Makes the ledger if it is not there yet; in one transaction, safe against a second process doing the same.
     *
     * @return true if this call made it
     */
    public static boolean ensure(Connection connection, Accounts accounts) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + SETUP_LOCK + ")");
            boolean absent;
            try (ResultSet row = statement.executeQuery("SELECT to_regclass('settlement') IS NULL")) {
                row.next();
                absent = row.getBoolean(1);
            }
            if (absent) {
                statement.execute(schema());
                genesis(connection, accounts);
            }
            connection.commit();
            return absent;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private static void genesis(Connection connection, Accounts accounts) throws SQLException {
        ArrayNode lines = Json.array();
        for (Account account : accounts.all()) {
            account.opening()
                    .forEach((asset, amount) -> lines.addObject()
                            .put("account", account.name())
                            .put("asset", asset)
                            .put("amount", amount.toPlainString()));
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT genesis(?::jsonb)")) {
            statement.setString(1, new String(Json.bytes(lines), StandardCharsets.UTF_8));
            statement.execute();
        }
    }

    /** Gives the schema's SQL. */
    static String schema() {
        try (InputStream in = LedgerSetup.class.getResourceAsStream("/dev/brownout/examples/exchange/ledger.sql")) {
            if (in == null) {
                throw new IllegalStateException("ledger.sql must be on the class path, but was absent");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("ledger.sql must be readable", e);
        }
    }
}
