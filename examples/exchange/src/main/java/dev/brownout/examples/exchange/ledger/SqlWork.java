package dev.brownout.examples.exchange.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to do on a connection, in auto-commit. Must be idempotent: it may be done again if its answer was lost. */
@FunctionalInterface
public interface SqlWork<T> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
}
