package dev.brownout.examples.exchange.stack;

import dev.brownout.examples.exchange.http.Upstream;
import dev.brownout.examples.exchange.ledger.LedgerAudit;
import dev.brownout.examples.exchange.postgres.PostgresCluster;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * Reads the books as an auditor does: straight from Postgres and the engine, not through the plane, so that what it finds
 * is what is there and not what an outage lets through. Thread safe.
 */
final class LedgerReader {
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final String jdbcUrl;
    private final String password;
    private final Upstream engine;

    LedgerReader(String jdbcUrl, String password, URI engine) {
        this.jdbcUrl = jdbcUrl;
        this.password = password;
        this.engine = new Upstream(engine.toString(), ANSWER);
    }

    /** Read everything, in one snapshot. */
    LedgerAudit.Result audit() throws SQLException {
        return LedgerAudit.read(jdbcUrl, PostgresCluster.USER, password);
    }

    /**
     * Ask the engine how many of its events the ledger does not have yet.
     *
     * @throws IOException if it does not say
     */
    long backlog() throws IOException, InterruptedException {
        var reply = engine.call("GET", "/healthz", Map.of(), new byte[0], ANSWER);
        long backlog = dev.brownout.examples.exchange.http.Json.parse(reply.body())
                .path("settlementBacklog")
                .asLong(-1);
        if (backlog < 0) {
            throw new IOException("engine must tell its settlement backlog, but answered " + reply.status());
        }
        return backlog;
    }
}
