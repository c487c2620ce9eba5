package dev.brownout.examples.exchange.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresClusterIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<Process> servers = new ArrayList<>();
    private final List<PostgresCluster> clusters = new ArrayList<>();

    @AfterEach
    void endServers() throws Exception {
        for (Process server : servers) {
            new ProcessBuilder("kill", "-s", "INT", Long.toString(server.pid()))
                    .start()
                    .waitFor();
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        }
        clusters.forEach(PostgresCluster::delete);
        assertThat(clusters)
                .allSatisfy(cluster -> assertThat(cluster.directory()).doesNotExist());
    }

    @Test
    void servesTheFreshClusterWhoeverWeAre() throws Exception {
        PostgresCluster cluster = cluster();
        int port = FreePorts.choose();
        Process server = start(cluster, port);
        cluster.awaitReady(port, server::isAlive, DEADLINE);

        assertThat(query(cluster, port, "SELECT 6 * 7")).isEqualTo("42");
        assertThat(query(cluster, port, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query(cluster, port, "SHOW unix_socket_directories")).isEmpty();
        assertThat(query(cluster, port, "SHOW server_encoding")).isEqualTo("UTF8");
        // the process that was started is the server itself, not somebody who waits for it
        assertThat(query(cluster, port, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"))
                .isEqualTo(Long.toString(server.pid()));
    }

    @Test
    void refusesWithoutThePassword() throws Exception {
        PostgresCluster cluster = cluster();
        int port = FreePorts.choose();
        cluster.awaitReady(port, start(cluster, port)::isAlive, DEADLINE);

        assertThatThrownBy(() -> DriverManager.getConnection(cluster.jdbcUrl("127.0.0.1", port), "postgres", "guess")
                        .close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void keepsTwoClustersApart() throws Exception {
        PostgresCluster one = cluster();
        PostgresCluster two = cluster();
        int portOne = FreePorts.choose();
        int portTwo = FreePorts.choose();
        Process serverOne = start(one, portOne);
        Process serverTwo = start(two, portTwo);
        one.awaitReady(portOne, serverOne::isAlive, DEADLINE);
        two.awaitReady(portTwo, serverTwo::isAlive, DEADLINE);

        query(one, portOne, "CREATE TABLE only_here AS SELECT 1 AS a; SELECT 1");
        assertThat(query(one, portOne, "SELECT to_regclass('only_here') IS NOT NULL"))
                .isEqualTo("t");
        assertThat(query(two, portTwo, "SELECT to_regclass('only_here') IS NOT NULL"))
                .isEqualTo("f");
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        PostgresCluster cluster = cluster();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Process server = start(cluster, port);
            assertThatThrownBy(() -> cluster.awaitReady(port, server::isAlive, DEADLINE))
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("127.0.0.1:" + port + ", but its process ended")
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void doesNotMistakeAnotherServerForItsOwn() throws Exception {
        PostgresCluster first = cluster();
        PostgresCluster second = cluster();
        int port = FreePorts.choose();
        first.awaitReady(port, start(first, port)::isAlive, DEADLINE);
        Process loser = start(second, port);

        assertThatThrownBy(() -> second.awaitReady(port, loser::isAlive, DEADLINE))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("its process ended")
                .hasMessageContaining("Address already in use");
    }

    @Test
    void refusesADirectoryInUse() {
        PostgresCluster cluster = cluster();
        assertThatThrownBy(() -> PostgresCluster.create(cluster.directory()))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("must be empty, but " + cluster.directory() + " is not");
    }

    private PostgresCluster cluster() {
        PostgresCluster cluster = PostgresCluster.createTemporary();
        clusters.add(cluster);
        return cluster;
    }

    private Process start(PostgresCluster cluster, int port) throws IOException {
        Process server = new ProcessBuilder(cluster.command(port))
                .directory(cluster.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
                .start();
        servers.add(server);
        return server;
    }

    private static String query(PostgresCluster cluster, int port, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        cluster.jdbcUrl("127.0.0.1", port), PostgresCluster.USER, cluster.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getUpdateCount() != -1) {
                statement.getMoreResults();
            }
            try (ResultSet answer = statement.getResultSet()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }
}
