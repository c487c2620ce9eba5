package dev.brownout.examples.exchange.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the ledger is, taken out of a JDBC URL.
 *
 * @param host the regional host name, looked up anew for every connection
 * @param port its port
 * @param database the database's name
 */
public record LedgerTarget(String host, int port, String database) {
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^:/,?\\[\\]]+)(?::(\\d{1,5}))?/([^/?,]+)");
    private static final String DEFAULT_PORT = "5432";

    /**
     * Reads a URL such as {@code jdbc:postgresql://ledger.us-east-1.exchange.test:5432/exchange}.
     *
     * @throws IllegalArgumentException if it is not a PostgreSQL URL with one host
     */
    public static LedgerTarget of(String jdbcUrl) {
        Matcher matcher = URL.matcher(jdbcUrl);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("ledger must be jdbc:postgresql://host:port/database with one host and"
                    + " no parameters, but was " + jdbcUrl);
        }
        String port = matcher.group(2) == null ? DEFAULT_PORT : matcher.group(2);
        return new LedgerTarget(matcher.group(1), Integer.parseInt(port), matcher.group(3));
    }

    /** Gives the JDBC URL with another host in the place of the name; IPv6 addresses go in brackets. */
    public String urlAt(String otherHost) {
        String literal = otherHost.contains(":") ? "[" + otherHost + "]" : otherHost;
        return "jdbc:postgresql://" + literal + ":" + port + "/" + database;
    }
}
