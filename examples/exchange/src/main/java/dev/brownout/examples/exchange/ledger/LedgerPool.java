package dev.brownout.examples.exchange.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.apache.commons.dbcp2.ConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of connections with a short, declared life, so that the ledger's name really is looked up again and again. Safe
 * for any thread.
 */
public final class LedgerPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerPool.class);

    private final GenericObjectPool<PoolableConnection> pool;
    private volatile boolean reachable = true;

    /** How a pool is sized and timed. {@code maxWait} zero: waits without limit. {@code idle} zero: renews on demand only. */
    public record Sizes(int size, int idle, Duration life, Duration maxWait) {}

    /** Makes a pool; opens nothing yet. */
    public LedgerPool(ConnectionFactory connections, Sizes sizes) {
        Factory factory = new Factory(connections);
        factory.setMaxConn(sizes.life());
        this.pool = new GenericObjectPool<>(factory);
        factory.setPool(pool);
        pool.setMaxTotal(sizes.size());
        pool.setMaxIdle(sizes.size());
        pool.setMaxWait(sizes.maxWait().isZero() ? Duration.ofMillis(-1) : sizes.maxWait());
        if (sizes.idle() > 0) {
            // renewed in the background, so that a request seldom pays for a look-up and a handshake
            pool.setMinIdle(sizes.idle());
            pool.setTestWhileIdle(true);
            pool.setNumTestsPerEvictionRun(sizes.size());
            pool.setDurationBetweenEvictionRuns(sizes.life().dividedBy(6));
        }
    }

    /** Looks at a connection's age and state locally; asking the server would cost every idle connection a round trip. */
    private static final class Factory extends PoolableConnectionFactory {
        Factory(ConnectionFactory connections) {
            super(connections, null);
        }

        @Override
        public boolean validateObject(PooledObject<PoolableConnection> pooled) {
            try {
                return !pooled.getObject().isClosed();
            } catch (SQLException e) {
                return false;
            }
        }
    }

    /**
     * Does work on one connection, once.
     *
     * @throws LedgerUnavailableException if no connection could be had, or it broke or timed out under the work
     * @throws LedgerException if the ledger refused the work
     */
    public <T> T once(SqlWork<T> work) throws LedgerUnavailableException {
        try (Connection connection = pool.borrowObject()) {
            T result = work.on(connection);
            note(true, "");
            return result;
        } catch (SQLException e) {
            if (!isConnectionTrouble(e)) {
                throw new LedgerException("ledger refused: " + e.getMessage(), e);
            }
            pool.clear(); // its neighbours went the same way
            note(false, String.valueOf(e.getMessage()));
            throw new LedgerUnavailableException(String.valueOf(e.getMessage()), e);
        } catch (NoSuchElementException e) {
            note(false, "no connection free in time");
            throw new LedgerUnavailableException("no connection free in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("interrupted", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LedgerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Tells connection trouble (class 08, 57P0x: shutting down, 53: no room) from a statement's own error. */
    static boolean isConnectionTrouble(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }

    private void note(boolean now, String why) {
        if (reachable != now) {
            reachable = now;
            if (now) {
                LOG.info("ledger reachable again");
            } else {
                LOG.warn("ledger unreachable: {}", why);
            }
        }
    }

    /** Tells whether the last attempt to use the ledger succeeded; asks nobody. */
    public boolean reachable() {
        return reachable;
    }

    @Override
    public void close() {
        pool.close();
    }
}
