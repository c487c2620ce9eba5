package dev.brownout.examples.exchange.stack;

import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Upstream;
import dev.brownout.examples.exchange.ledger.LedgerAudit;
import dev.brownout.examples.exchange.postgres.PostgresCluster;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

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

    /** Read what all accounts hold, in one snapshot. */
    LedgerAudit.Funds funds() throws SQLException {
        return LedgerAudit.funds(jdbcUrl, PostgresCluster.USER, password);
    }

    /**
     * Ask the engine how many of its events the ledger does not have yet.
     *
     * @throws IOException if it does not say
     */
    long backlog() throws IOException, InterruptedException {
        return number(ask("/healthz"), "settlementBacklog");
    }

    /**
     * Some of the engine's own sequenced log.
     *
     * @param sequence the number of its last event
     * @param events as the engine writes them, oldest first; empty when no more are kept
     */
    record Page(long sequence, JsonNode events) {}

    /**
     * Ask the engine for its log after an event.
     *
     * @throws IOException if it does not say
     */
    Page log(long after) throws IOException, InterruptedException {
        var answer = ask("/engine/events?after=" + after);
        return new Page(number(answer, "sequence"), answer.path("events"));
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        var reply = engine.call("GET", path, Map.of(), new byte[0], ANSWER);
        if (reply.status() != 200) {
            throw new IOException("engine must answer GET " + path + ", but answered " + reply.status());
        }
        return Json.parse(reply.body());
    }

    private static long number(JsonNode answer, String field) throws IOException {
        long number = answer.path(field).asLong(-1);
        if (number < 0) {
            throw new IOException("engine must tell its " + field + ", but did not");
        }
        return number;
    }
}
