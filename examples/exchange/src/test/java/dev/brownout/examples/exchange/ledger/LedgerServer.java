package dev.brownout.examples.exchange.ledger;

import dev.brownout.examples.exchange.postgres.FreePorts;
import dev.brownout.examples.exchange.postgres.PostgresCluster;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real Postgres for tests, empty, on a port of its own; gone when closed. */
public final class LedgerServer implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final PostgresCluster cluster = PostgresCluster.createTemporary();
    private final int port;
    private final Process server;

    /** Starts it and waits until it serves. */
    public LedgerServer() throws IOException {
        this.port = FreePorts.choose();
        this.server = new ProcessBuilder(cluster.command(port))
                .directory(cluster.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
                .start();
        cluster.awaitReady(port, server::isAlive, DEADLINE);
    }

    /** Gives its port. */
    public int port() {
        return port;
    }

    /** Gives its JDBC URL by another host name. */
    public String url(String host) {
        return cluster.jdbcUrl(host, port);
    }

    /** Gives its superuser's password. */
    public String password() {
        return cluster.password();
    }

    /** Opens a connection. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url("127.0.0.1"), PostgresCluster.USER, password());
    }

    /** Reads the ledger's invariants. */
    public LedgerAudit.Result audit() throws SQLException {
        return LedgerAudit.read(url("127.0.0.1"), PostgresCluster.USER, password());
    }

    @Override
    public void close() throws IOException {
        new ProcessBuilder("kill", "-s", "INT", Long.toString(server.pid())).start();
        awaitEnd(server);
        cluster.delete();
    }

    /** Waits until a process that was asked to end has ended; kills it after 20 s. */
    public static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
