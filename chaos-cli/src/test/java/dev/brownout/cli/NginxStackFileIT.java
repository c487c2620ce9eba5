package dev.brownout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx that somebody else has started, by a stack file that tells of its process and of a file that it reads. */
class NginxStackFileIT {
    /** A loopback address of its own: nobody else takes the port between its choice and nginx's start. */
    private static final String HOST = "127.91.8.1";

    private static final String STACK = """
            brownout-stack: 1
            id: front
            components:
              edge:
                address: "127.91.8.1:${port}"
                labels: {role: edge, witness-path: /}
                process: {pid-file: nginx.pid, protocol: http1, log: error.log}
                files:
                  bots:
                    path: bots.map
                    format: text
                    reload: {signal: HUP}
                    evidence: [{log-line: ": reconfiguring$"}]
            links:
              - {to: edge, protocol: http1}
            capabilities:
              look:
                slow-after: 500ms
                deadline: 1s
                probe:
                  http:
                    through: test-to-edge
                    path: /?bot=bot-7
                    answers:
                      - full: {status: 200, body: 7}
            """;

    private static final String SCENARIO = """
            brownout: 1
            id: bad-map
            title: A map is half written, then the server stands still
            cast:
              edge: {components: {role: edge}}
            time-scale: 60
            steady: {for: 2s, share: 0.9}
            timeline:
              - phase: half-written
                at: 0m
                for: 1m
                at-least: 4s
                faults: [{file.half-written: {on: edge}}]
                expect: {look: {mode: full, share: 0.8}}
              - phase: still
                at: 1m
                for: 1m
                at-least: 5s
                faults: [{process.pause: {on: edge}}]
                expect: {look: {any-of: [hung], share: 0.8}}
            after: {recovered-within: 10s, hold: 1s}
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private int port;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        boolean there = nginx("-v") == 0;
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there)
                    .as("nginx must be installed in CI (package nginx-light)")
                    .isTrue();
        }
        assumeTrue(there, "nginx is not installed (package nginx-light)");
        try (var free = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            port = free.getLocalPort();
        }
        Files.writeString(directory.resolve("nginx.conf"), """
                pid nginx.pid;
                error_log error.log notice;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  map $arg_bot $score { default 0; include bots.map; }
                  server { listen 127.91.8.1:%d; location / { return 200 "$score"; } }
                }
                """.formatted(port));
        Files.writeString(directory.resolve("bots.map"), "# bots\nbot-7 7;\nbot-8 8;\nbot-9 9;\n");
        Files.writeString(directory.resolve("front.yaml"), STACK);
        Files.writeString(directory.resolve("bad-map.yaml"), SCENARIO);
        assertThat(nginx("-p", directory.toString(), "-c", "nginx.conf")).isZero();
        await("nginx serves").atMost(PATIENCE).ignoreExceptions().until(() -> {
            try (var socket = new Socket(HOST, port)) {
                return socket.isConnected();
            }
        });
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (Files.exists(directory.resolve("nginx.pid"))) {
            nginx("-p", directory.toString(), "-c", "nginx.conf", "-s", "stop");
            await("nginx has ended").atMost(PATIENCE).until(() -> !Files.exists(directory.resolve("nginx.pid")));
        }
    }

    private static int nginx(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("nginx"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (IOException e) {
            return 127; // it is not installed
        }
    }

    @Test
    void should_hit_its_file_and_its_process_and_restore_both() throws IOException {
        var map = Files.readAllBytes(directory.resolve("bots.map"));
        var pid = Files.readString(directory.resolve("nginx.pid"));
        var out = new StringWriter();
        int code = Brownout.execute(
                new String[] {
                    "run",
                    directory.resolve("bad-map.yaml").toString(),
                    "--stack",
                    directory.resolve("front.yaml") + "?port=" + port,
                    "--journal",
                    directory.resolve("journal.jsonl").toString()
                },
                new PrintWriter(out, true),
                new PrintWriter(out, true));
        assertThat(code).as(out.toString()).isZero();
        assertThat(out.toString()).contains("DEGRADED_OK");
        assertThat(directory.resolve("error.log")).content().contains("[emerg]");
        assertThat(Files.readAllBytes(directory.resolve("bots.map"))).isEqualTo(map);
        assertThat(Files.readString(directory.resolve("nginx.pid"))).isEqualTo(pid);
    }
}
