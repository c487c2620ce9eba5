package dev.brownout.examples.exchange.postgres;

import dev.brownout.faults.process.SupervisedProcess;
import dev.brownout.faults.process.Supervisor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;

/** Runs a Postgres with an open session under a supervisor, and then does nothing, for somebody to kill it. */
final class SupervisedPostgresMain {

    private SupervisedPostgresMain() {}

    public static void main(String[] args) throws Exception {
        int port = FreePorts.choose();
        PostgresCluster cluster = PostgresCluster.createTemporary();
        System.out.println("directory " + cluster.directory());
        Supervisor supervisor = Supervisor.start(Path.of(args[0]));
        SupervisedProcess server = supervisor.spawn(cluster.process("ledger", port));
        cluster.awaitReady(port, server::alive, Duration.ofSeconds(30));
        try (Connection connection = DriverManager.getConnection(
                        cluster.jdbcUrl("127.0.0.1", port), PostgresCluster.USER, cluster.password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE unfinished (a int)");
            System.out.println("supervisor " + supervisor.pid());
            System.out.println("server " + server.pid());
            System.out.println("UP");
            System.in.read();
        }
    }
}
