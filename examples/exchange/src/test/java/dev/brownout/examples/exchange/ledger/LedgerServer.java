package dev.brownout.examples.exchange.ledger;

import dev.brownout.examples.exchange.postgres.PostgresCluster;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A real Postgres for tests, empty, on a port of its own; gone when closed. */
public final class LedgerServer implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int LOWEST_PORT = 20_000;
    /** Linux gives outgoing connections ports from 32768 on (ip(7), ip_local_port_range). */
    private static final int HIGHEST_PORT = 32_000;

    private static final int TRIES = 50;

    private final PostgresCluster cluster = PostgresCluster.createTemporary();
    private final int port;
    private final Process server;

    /** Starts it and waits until it serves. */
    public LedgerServer() throws IOException {
        this.port = freePort();
        this.server = new ProcessBuilder(cluster.command(port))
                .directory(cluster.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
                .start();
        cluster.awaitReady(port, server::isAlive, DEADLINE);
    }

    /** Gives a port that nobody listens on, below those that outgoing connections are given, so that none takes it meanwhile. */
    public static int freePort() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one
            }
        }
        throw new IOException("no free port in " + TRIES + " tries from " + LOWEST_PORT + " to " + HIGHEST_PORT);
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
