package dev.brownout.examples.exchange.ledger;

import java.util.Properties;
import org.postgresql.Driver;

/**
 * Where the ledger is, taken out of a JDBC URL.
 *
 * @param host the regional host name, looked up anew for every connection
 * @param port its port
 * @param database the database's name
 */
public record LedgerTarget(String host, int port, String database) {
    /**
     * Reads a URL such as {@code jdbc:postgresql://ledger.us-east-1.exchange.test:5432/exchange}.
     *
     * @throws IllegalArgumentException if it is not a PostgreSQL URL with one host
     */
    public static LedgerTarget of(String jdbcUrl) {
        Properties parsed = Driver.parseURL(jdbcUrl, new Properties());
        if (parsed == null || parsed.getProperty("PGHOST", "").contains(",")) {
            throw new IllegalArgumentException(
                    "ledger must be jdbc:postgresql://host:port/database with one host, but was " + jdbcUrl);
        }
        return new LedgerTarget(
                parsed.getProperty("PGHOST", "localhost"),
                Integer.parseInt(parsed.getProperty("PGPORT", "5432")),
                parsed.getProperty("PGDBNAME", "postgres"));
    }

    /** Gives the JDBC URL with another host in the place of the name; IPv6 addresses go in brackets. */
    public String urlAt(String otherHost) {
        String literal = otherHost.contains(":") ? "[" + otherHost + "]" : otherHost;
        return "jdbc:postgresql://" + literal + ":" + port + "/" + database;
    }
}
