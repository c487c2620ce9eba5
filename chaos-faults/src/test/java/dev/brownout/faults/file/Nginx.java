package dev.brownout.faults.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentProcess.Revival;
import dev.brownout.api.ComponentProcess.Served;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Protocol;
import dev.brownout.api.Reload;
import dev.brownout.api.Timings;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.process.ProcessId;
import dev.brownout.faults.process.Signal;
import dev.brownout.faults.process.StandingProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real nginx of our own on loopback, as a daemon that stands without us. Its map of bots has room for some 2000: with one
 * bucket ({@code map_hash_max_size 1}), it refuses what makes that bucket larger than 64 KiB.
 */
final class Nginx implements AutoCloseable {
    static final int ROWS = 100;

    /** It declares its map, read on SIGHUP; that it tried is what it logs either way. */
    static final Component COMPONENT = new Component("edge", Map.of("role", "edge"), Timings.NONE)
            .withProcess(ProcessControl.RESTART)
            .withFiles(ConfigFile.of(
                    "bots", ConfigFile.Format.TEXT, Reload.signal("HUP"), LoadEvidence.logLine(": reconfiguring$")));

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final int port;

    private Nginx(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Start it; where nginx is not installed the test is skipped, but in CI it fails. */
    static Nginx start(Path directory) throws IOException {
        boolean there = runs(List.of("nginx", "-v"));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there)
                    .as("nginx must be installed in CI (package nginx-light)")
                    .isTrue();
        }
        assumeTrue(there, "nginx is not installed (package nginx-light)");
        int port = TestServer.freePort();
        Files.writeString(directory.resolve("nginx.conf"), """
                worker_processes 2;
                pid nginx.pid;
                error_log error.log notice;
                events { worker_connections 64; }
                http {
                  access_log off;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  map_hash_max_size 1; map_hash_bucket_size 64;
                  map $arg_bot $score { default 0; include bots.map; }
                  server { listen 127.0.0.1:%d; location / { return 200 "$score"; } }
                }
                """.formatted(port));
        Files.writeString(
                directory.resolve("bots.map"),
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj(i -> "bot-" + i + " " + i + ";\n")
                        .collect(Collectors.joining("", "# bots\n", "")));
        var nginx = new Nginx(directory, port);
        assertThat(runs(nginx.command())).as("nginx starts").isTrue();
        nginx.awaitServes();
        return nginx;
    }

    /** Find one that another process has started. */
    static Nginx found(Path directory, int port) {
        return new Nginx(directory, port);
    }

    int port() {
        return port;
    }

    private static boolean runs(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> command() {
        return List.of("nginx", "-p", directory.toString(), "-c", "nginx.conf");
    }

    void awaitServes() {
        await("nginx serves").atMost(PATIENCE).ignoreExceptions().until(() -> score(7).equals("7"));
    }

    /** Take hold of it as of a server that somebody else has started. */
    StandingProcess standing() {
        return new StandingProcess(
                pid(),
                new Served(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Protocol.HTTP1),
                Optional.of(log()),
                Optional.of(new Revival(command(), directory, directory.resolve("nginx.pid"))));
    }

    long pid() {
        try {
            return Long.parseLong(
                    Files.readString(directory.resolve("nginx.pid")).strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The workers, who are replaced by each configuration that is taken. */
    List<Long> workers() {
        return ProcessHandle.of(pid())
                .orElseThrow()
                .children()
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    Path bots() {
        return directory.resolve("bots.map");
    }

    Path log() {
        return directory.resolve("error.log");
    }

    /** Ask for the score of a bot. */
    String score(int bot) throws IOException {
        var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/?bot=bot-" + bot)
                .toURL()
                .openConnection();
        connection.setConnectTimeout(500);
        connection.setReadTimeout(500);
        connection.setRequestProperty("Connection", "close");
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        if (!Files.exists(directory.resolve("nginx.pid"))) {
            return;
        }
        var master = ProcessId.of(pid());
        master.ifPresent(id -> id.signal(Signal.CONT));
        master.ifPresent(id -> id.signal(Signal.TERM));
        await("nginx ends")
                .atMost(PATIENCE)
                .until(() -> master.filter(ProcessId::runs).isEmpty());
    }
}
