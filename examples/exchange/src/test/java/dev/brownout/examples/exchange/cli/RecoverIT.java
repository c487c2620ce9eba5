package dev.brownout.examples.exchange.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on a standing node is killed: its fault outlives it, the next run notices, and recovery takes it away. */
class RecoverIT {
    @TempDir
    private Path directory;

    private static String injections(String control) {
        try {
            var connection = (HttpURLConnection)
                    URI.create(control + "/injections").toURL().openConnection();
            try (var in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return "nobody answers: " + e;
        }
    }

    @Test
    void whatAKilledRunLeavesOnANodeIsNoticedAndRecovered() throws IOException {
        var scenario = Cli.shortScenario(directory);
        try (var node = Cli.start(directory, List.of(), "node", "--port", "0", "--control", "0", "--dns", "0")) {
            node.awaitText("READY ");
            var ready = Pattern.compile("READY (\\d+)").matcher(node.text());
            assertThat(ready.find()).isTrue();
            var control = "http://127.0.0.1:" + ready.group(1);
            try (var run = Cli.start(directory, List.of(), "run", scenario, "--plane", control)) {
                run.awaitText("witnessed");
                assertThat(injections(control)).contains("\"state\":\"in-place\"");
                assertThat(Cli.run(directory, "recover").text()).contains("nothing is left to undo");
                run.signal("KILL");
                run.ended();
            }
            assertThat(injections(control)).contains("\"state\":\"in-place\"");

            for (var command : List.of("status", "abort")) {
                var died = Cli.run(directory, command);
                assertThat(died.code()).isEqualTo(6);
                assertThat(died.text()).contains("died without an end, 1 change is left to undo: say brownout recover");
            }

            var next = Cli.run(directory, "run", scenario);
            assertThat(next.code()).isEqualTo(6);
            assertThat(next.text())
                    .contains("1 to undo, left by process ", "Nothing was touched. Say: brownout recover");
            assertThat(Cli.run(directory, "recover", "--list").text()).contains("node.remove #1 ");

            var recovered = Cli.run(directory, "recover");
            assertThat(recovered.text()).contains("  ok   node.remove #1: injection ", "1 restored; nothing is left");
            assertThat(recovered.code()).isZero();
            assertThat(injections(control)).isEqualTo("{\"injections\":[]}\n");
            assertThat(Cli.run(directory, "recover").text()).isEqualTo("nothing is left to undo\n");

            var taken = Cli.run(directory, "node", "--port", "0", "--dns", "0", "--control", ready.group(1));
            assertThat(taken.code()).isEqualTo(2);
            assertThat(taken.text()).contains("control address must be free", "choose another port");
            node.signal("TERM");
            assertThat(node.ended().code()).isEqualTo(143);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                try (var free = new ServerSocket(Integer.parseInt(ready.group(1)))) {
                    return free.isBound();
                }
            });
        }
        assertThat(directory.resolve("state/ledgers")).isEmptyDirectory();
        assertThat(directory.resolve("state/nodes")).isEmptyDirectory();
        assertThat(directory.resolve("state/runs")).isEmptyDirectory();
    }
}
