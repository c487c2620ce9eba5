package dev.brownout.examples.exchange.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.faults.process.Exit;
import dev.brownout.faults.process.Signal;
import dev.brownout.faults.process.SupervisedProcess;
import dev.brownout.faults.process.Supervisor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedPostgresIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration ALL_GONE = Duration.ofSeconds(20);

    @TempDir
    Path logs;

    @Test
    void endsAsAskedThoughASessionIsOpen() throws Exception {
        PostgresCluster cluster = PostgresCluster.createTemporary();
        int port = FreePorts.choose();
        try (Supervisor supervisor = Supervisor.start(logs)) {
            SupervisedProcess server = supervisor.spawn(cluster.process("ledger", port));
            cluster.awaitReady(port, server::alive, DEADLINE);
            try (Connection open = connect(cluster, port)) {
                assertThat(open.isValid(2)).isTrue();
                List<Long> workers = workers(server.pid());
                assertThat(workers).hasSizeGreaterThan(3);

                server.stop(DEADLINE);
                assertThat(exit(server).describe()).isEqualTo("ended as asked with code 0");
                assertThat(workers).noneMatch(SupervisedPostgresIT::runs);
                assertThat(open.isValid(2)).isFalse();
            }
        } finally {
            cluster.delete();
        }
    }

    @Test
    void losesNoCommitWhenItIsKilled() throws Exception {
        PostgresCluster cluster = PostgresCluster.createTemporary();
        int port = FreePorts.choose();
        try (Supervisor supervisor = Supervisor.start(logs)) {
            SupervisedProcess first = supervisor.spawn(cluster.process("ledger", port));
            cluster.awaitReady(port, first::alive, DEADLINE);
            try (Connection connection = connect(cluster, port);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE entries (a int)");
                for (int i = 0; i < 200; i++) {
                    statement.execute("INSERT INTO entries VALUES (" + i + ")");
                }
                List<Long> workers = workers(first.pid());
                first.signal(Signal.KILL);
                assertThat(exit(first).code()).hasValue(137);
                await().atMost(ALL_GONE).until(() -> workers.stream().noneMatch(SupervisedPostgresIT::runs));
            }
            SupervisedProcess second = supervisor.spawn(cluster.process("ledger", port));
            cluster.awaitReady(port, second::alive, DEADLINE);
            try (Connection connection = connect(cluster, port);
                    Statement statement = connection.createStatement();
                    var answer = statement.executeQuery("SELECT count(*) FROM entries")) {
                answer.next();
                assertThat(answer.getInt(1)).isEqualTo(200);
            }
        } finally {
            cluster.delete();
        }
    }

    @Test
    void goesWithAKilledParentEvenIfStopped() throws Exception {
        withParent((parent, server) -> {
            List<Long> all = workers(server);
            all.add(server);
            for (long pid : all) {
                kill("STOP", pid);
            }
            parent.destroyForcibly();
            await().atMost(ALL_GONE).until(() -> all.stream().noneMatch(SupervisedPostgresIT::runs));
        });
    }

    @Test
    void goesWithAKilledSupervisorEvenIfNobodyElseCanAct() throws Exception {
        withParent((parent, server) -> {
            List<Long> all = workers(server);
            all.add(server);
            kill("STOP", parent.pid());
            kill(
                    "KILL",
                    ProcessHandle.of(server)
                            .orElseThrow()
                            .parent()
                            .orElseThrow()
                            .pid());
            await().atMost(ALL_GONE).until(() -> all.stream().noneMatch(SupervisedPostgresIT::runs));
        });
    }

    private interface Trial {
        void run(Process parent, long server) throws Exception;
    }

    private void withParent(Trial trial) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SupervisedPostgresMain.class.getName(),
                        logs.toString())
                .redirectError(logs.resolve("parent.log").toFile())
                .start();
        Map<String, String> told = new HashMap<>();
        try {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null && !line.equals("UP"); line = lines.readLine()) {
                    told.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
                }
            }
            assertThat(told)
                    .as(Files.readString(logs.resolve("parent.log")))
                    .containsOnlyKeys("directory", "supervisor", "server");
            trial.run(parent, Long.parseLong(told.get("server")));
        } finally {
            parent.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            long supervisor = Long.parseLong(told.getOrDefault("supervisor", "0"));
            await().atMost(ALL_GONE).until(() -> !runs(supervisor));
            // the next cluster clears up after the killed one
            PostgresCluster.createTemporary().delete();
            assertThat(Path.of(told.getOrDefault("directory", "none"))).doesNotExist();
        }
    }

    private static List<Long> workers(long server) {
        return new ArrayList<>(ProcessHandle.of(server)
                .orElseThrow()
                .descendants()
                .map(ProcessHandle::pid)
                .toList());
    }

    /** Whether there is such a process and it is not a zombie, see proc(5). */
    private static boolean runs(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    private static void kill(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Exit exit(SupervisedProcess process) throws Exception {
        return process.onExit().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Connection connect(PostgresCluster cluster, int port) throws SQLException {
        return DriverManager.getConnection(
                cluster.jdbcUrl("127.0.0.1", port), PostgresCluster.USER, cluster.password());
    }
}
