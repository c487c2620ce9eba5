package dev.brownout.examples.exchange.ledger;

import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import org.apache.commons.dbcp2.ConnectionFactory;

/**
 * Opens connections to the ledger: asks the back-off for leave, looks the name up, and tries each host it is given. Safe
 * for any thread.
 */
public final class LedgerConnections implements ConnectionFactory {
    private final LedgerTarget target;
    private final Properties properties;
    private final NameLookup lookup;
    private final Reconnects reconnects;

    /**
     * Makes the factory.
     *
     * @param user the database user
     * @param password its password; empty for none
     * @param connect limit of one TCP connect; zero for the driver's default of 10 s
     * @param read limit of one read, so of one query; zero for none
     */
    public LedgerConnections(
            LedgerTarget target,
            String user,
            String password,
            Duration connect,
            Duration read,
            NameLookup lookup,
            Reconnects reconnects) {
        this.target = target;
        this.lookup = lookup;
        this.reconnects = reconnects;
        this.properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        // one round trip to start a session: no TLS or GSS question first, no settings queried afterwards
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("assumeMinServerVersion", "14");
        properties.setProperty("ApplicationName", "exchange");
        properties.setProperty("socketFactory", TimedSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", connect.toMillis() + "," + read.toMillis());
    }

    @Override
    public Connection createConnection() throws SQLException {
        Duration closed = reconnects.closedFor();
        if (!closed.isZero()) {
            throw new SQLTransientConnectionException(
                    "ledger is left alone for another " + closed.toMillis() + " ms after failed attempts", "08001");
        }
        try {
            Connection connection = connect();
            reconnects.succeeded();
            return connection;
        } catch (SQLException e) {
            reconnects.failed();
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        SQLException last = new SQLTransientConnectionException("no host to try", "08001");
        try {
            for (String host : lookup.lookUp(target.host())) {
                try {
                    return DriverManager.getConnection(target.urlAt(host), properties);
                } catch (SQLException e) {
                    last = e;
                }
            }
        } catch (UnknownHostException e) {
            throw new SQLTransientConnectionException(e.getMessage(), "08001", e);
        }
        throw last;
    }
}
