package dev.brownout.examples.exchange.postgres;

import dev.brownout.faults.process.ProcessSpec;
import dev.brownout.faults.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A fresh, throw-away Postgres cluster on disk. It starts no server: a supervisor runs {@link #command(int)} in
 * {@link #directory()} and appends what it prints to {@link #log()}; {@link #awaitReady} then says when it serves.
 *
 * <p><b>Not durable, on purpose.</b> {@code fsync} is off and the cluster is never synced to disk: after a crash of the
 * operating system it may be corrupt. A crash or {@code kill -9} of Postgres alone loses no committed transaction, for
 * the write-ahead log is with the operating system before a commit is answered ({@code synchronous_commit} and
 * {@code full_page_writes} stay on).
 *
 * <p>The server listens on loopback only, opens no Unix socket and asks for a password made for this cluster. To stop it
 * use SIGINT (fast shutdown: sessions are ended, then it stops, usually within 0.2 s); SIGTERM would wait for the sessions
 * to end by themselves. See "Shutting Down the Server" in the PostgreSQL 18 manual, chapter 18.5.
 *
 * <p>Immutable; may be used from any thread.
 */
public final class PostgresCluster {

    /** The name of the superuser, the only role of a fresh cluster. */
    public static final String USER = "postgres";

    /** The name of the database that a fresh cluster holds. */
    public static final String DATABASE = "postgres";

    private static final String SCRATCH = "brownout-ledger-";
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration INITDB = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int CONNECT_SECONDS = 2;

    private final PostgresBinaries binaries;
    private final PostgresUser account;
    private final Path directory;
    private final String password;
    private final Optional<ScratchDirectory> scratch;

    private PostgresCluster(
            PostgresBinaries binaries,
            PostgresUser account,
            Path directory,
            String password,
            Optional<ScratchDirectory> scratch) {
        this.binaries = binaries;
        this.account = account;
        this.directory = directory;
        this.password = password;
        this.scratch = scratch;
    }

    /**
     * Initialises a cluster under a new directory of its own in {@code ${java.io.tmpdir}} (about 0.7 s, 40 MB). If this
     * process is killed before {@link #delete()}, the next to call this removes the directory.
     *
     * @throws PostgresException as {@link #create(Path)}
     */
    public static PostgresCluster createTemporary() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            ScratchDirectory.removeAbandoned(parent, SCRATCH);
            ScratchDirectory scratch = ScratchDirectory.create(parent, SCRATCH);
            return create(scratch.path(), Optional.of(scratch));
        } catch (IOException e) {
            throw new PostgresException(
                    "a directory for Postgres must be made in " + parent + ", but was not: " + e, e);
        }
    }

    /**
     * Initialises a cluster in {@code directory}, which must be absent or empty and, if we are root, in a place that
     * others can reach. The directory gets the mode 0711.
     *
     * @throws PostgresException if the directory does not serve or {@code initdb} fails; says what it printed
     */
    public static PostgresCluster create(Path directory) {
        return create(directory, Optional.empty());
    }

    private static PostgresCluster create(Path directory, Optional<ScratchDirectory> scratch) {
        PostgresBinaries binaries = PostgresBinaries.locate();
        PostgresUser account = PostgresUser.detect();
        try {
            Files.createDirectories(directory);
            Path home = directory.toRealPath();
            try (var content = Files.newDirectoryStream(home)) {
                if (content.iterator().hasNext()) {
                    throw new PostgresException(
                            "the directory for Postgres must be empty, but " + home + " is not; name another");
                }
            }
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
            account.checkReaches(home);
            account.checkReaches(binaries.home());
            byte[] secret = new byte[16];
            new SecureRandom().nextBytes(secret);
            PostgresCluster cluster =
                    new PostgresCluster(binaries, account, home, HexFormat.of().formatHex(secret), scratch);
            cluster.initialise();
            return cluster;
        } catch (IOException e) {
            throw new PostgresException("Postgres must be initialised in " + directory + ", but was not: " + e, e);
        }
    }

    private void initialise() throws IOException {
        Path data = Files.createDirectory(data());
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        account.own(data);
        Path secret = Files.createTempFile(directory, "password", "");
        try {
            Files.writeString(secret, password + "\n");
            account.own(secret);
            List<String> command = new ArrayList<>(account.prefix());
            command.addAll(List.of(binaries.program("initdb").toString(), "-D", data.toString()));
            command.addAll(List.of("-U", USER, "--pwfile", secret.toString(), "--auth=scram-sha-256"));
            command.addAll(List.of("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"));
            command.addAll(List.of("--lc-messages=C", "--no-sync", "--no-instructions"));
            for (String setting : settings()) {
                command.addAll(List.of("-c", setting));
            }
            Command.Result result = Command.run(command, directory, INITDB);
            if (!result.ok()) {
                throw new PostgresException("initdb must succeed, but ended with code " + result.code() + ":\n"
                        + result.output().strip());
            }
        } finally {
            Files.delete(secret);
        }
    }

    private static List<String> settings() {
        return List.of(
                "unix_socket_directories=",
                "fsync=off",
                "shared_buffers=32MB",
                "max_connections=100",
                // the password is 128 random bits: more rounds guard nothing, and cost 10 ms a connection (default
                // 4096)
                "scram_iterations=64",
                // in the data directory, not in /dev/shm: nothing is left behind by a kill -9
                "dynamic_shared_memory_type=mmap",
                "timezone=UTC",
                "log_timezone=UTC");
    }

    /**
     * Returns the command line of a server on 127.0.0.1 and {@code port} (1 to 65535), to be run in {@link #directory()}
     * by somebody who keeps it as a child: it stays in the foreground and the process started is the server itself.
     */
    public List<String> command(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 1 to 65535, but was " + port);
        }
        List<String> command = new ArrayList<>(account.prefix());
        command.addAll(List.of(binaries.program("postgres").toString(), "-D", data().toString()));
        command.addAll(List.of("-c", "listen_addresses=" + LOOPBACK, "-p", Integer.toString(port)));
        return List.copyOf(command);
    }

    /**
     * Returns the server on 127.0.0.1 and {@code port} as a process that a supervisor can start, under {@code name}; to be
     * followed by {@link #awaitReady}.
     */
    public ProcessSpec process(String name, int port) {
        return ProcessSpec.of(name, command(port), directory, log()).withStopSignal(Signal.INT);
    }

    /** Returns the directory to run {@link #command(int)} in; it holds the data and the log. */
    public Path directory() {
        return directory;
    }

    /** Returns the file that the server's output is to be appended to; error messages quote its last lines. */
    public Path log() {
        return directory.resolve("postgres.log");
    }

    /** Returns the password of {@link #USER}. */
    public String password() {
        return password;
    }

    /** Returns the JDBC URL of {@link #DATABASE} as seen through a {@code host} name or address and {@code port}. */
    public String jdbcUrl(String host, int port) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + DATABASE;
    }

    /**
     * Waits until the server at {@code port} answers a query and is this cluster's.
     *
     * @param alive whether the server's process still runs; when it does not, there is nothing left to wait for
     * @param deadline how long to wait at most
     * @throws PostgresException if it does not serve in time, its process ended, or another Postgres answers on the port;
     *     quotes the last lines of {@link #log()}
     */
    public void awaitReady(int port, BooleanSupplier alive, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        // nobody counts down: this is a pause that an interrupt ends
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            boolean living = alive.getAsBoolean();
            String answer;
            try {
                String served = servedDirectory(port);
                if (served.equals(data().toString())) {
                    return;
                }
                answer = "another Postgres answers there, of " + served;
            } catch (SQLException e) {
                answer = String.valueOf(e.getMessage());
            }
            if (!living) {
                throw notReady(port, "its process ended", answer);
            }
            if (System.nanoTime() - end > 0) {
                throw notReady(port, "it did not within " + deadline, answer);
            }
            try {
                if (never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("nobody counts this latch down");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PostgresException("interrupted while waiting for Postgres on port " + port, e);
            }
        }
    }

    private PostgresException notReady(int port, String why, String answer) {
        return new PostgresException("Postgres must serve on " + LOOPBACK + ":" + port + ", but " + why
                + "; last answer: " + answer + "; its log says:\n" + LogTail.of(log()));
    }

    private String servedDirectory(int port) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(CONNECT_SECONDS));
        try (Connection connection = DriverManager.getConnection(jdbcUrl(LOOPBACK, port), properties);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW data_directory")) {
            answer.next();
            return answer.getString(1);
        }
    }

    /**
     * Removes the cluster from disk, log included. The server must have ended.
     *
     * @throws PostgresException if a file cannot be removed
     */
    public void delete() {
        try {
            if (scratch.isPresent()) {
                scratch.get().delete();
            } else {
                Trees.delete(directory);
            }
        } catch (IOException e) {
            throw new PostgresException(directory + " must be removed, but was not: " + e, e);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }
}
