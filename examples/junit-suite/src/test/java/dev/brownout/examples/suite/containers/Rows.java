package dev.brownout.examples.suite.containers;

import java.net.InetSocketAddress;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The code under test: reads a balance by JDBC, and knows that an error is no balance. */
final class Rows {
    private final String url;
    private final PostgreSQLContainer postgres;

    Rows(InetSocketAddress ledger, PostgreSQLContainer postgres) {
        this.url = "jdbc:postgresql://" + ledger.getHostString() + ":" + ledger.getPort() + "/"
                + postgres.getDatabaseName() + "?sslmode=disable&connectTimeout=5&socketTimeout=5";
        this.postgres = postgres;
    }

    Optional<Long> balance() {
        try (var connection = DriverManager.getConnection(url, postgres.getUsername(), postgres.getPassword());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT 100")) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
