package dev.brownout.examples.exchange.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are halted or stopped from another terminal: the verdict, the exit code, and what is left of them. */
class HaltIT {
    @TempDir
    private Path directory;

    private String scenario = "";

    @BeforeEach
    void copyTheShortScenario() {
        scenario = Cli.shortScenario(directory);
    }

    /** A run; with {@code --time-scale 60} its one phase lasts longer than any machine takes to stop it. */
    private Cli start(String... more) {
        var args = new java.util.ArrayList<>(List.of("run", scenario, "--journal", "journal.jsonl"));
        args.addAll(List.of(more));
        return Cli.start(directory, List.of(), args.toArray(String[]::new));
    }

    private void assertAborted(Cli.Ended ended, List<ProcessHandle> children) throws IOException {
        assertThat(ended.text()).contains("ABORTED");
        assertThat(ended.code()).isEqualTo(5);
        assertThat(Files.readString(directory.resolve("journal.jsonl")))
                .contains("\"change\":\"restored\"", "\"event\":\"run-ended\"")
                .doesNotContain("not-restored", "not_restored");
        assertThat(children).hasSizeGreaterThan(5).noneMatch(Cli::runs);
        var again = Cli.run(directory, "analyze", "journal.jsonl");
        assertThat(again.code()).isEqualTo(5);
    }

    @Test
    void should_halt_when_a_capability_serves_too_little() throws IOException {
        try (var run = start("--halt-when", "place-order full < 50% for 2s", "--stack", "exchange:fragile")) {
            run.awaitText("witnessed");
            var children = run.descendants();
            var ended = run.ended();
            assertThat(ended.text())
                    .containsPattern("place-order was full in \\d+ of \\d+ answers \\(.*\\): the run is halted"
                            + " \\(place-order full < 50% for 2s\\)");
            assertAborted(ended, children);
        }
    }

    @Test
    void should_be_seen_and_stopped_from_another_terminal_however_often_that_is_asked() throws IOException {
        try (var run = start("--time-scale", "60")) {
            run.awaitText("witnessed");
            var children = run.descendants();
            var status = Cli.run(directory, "status");
            assertThat(status.code()).isZero();
            assertThat(status.text())
                    .contains("journal.jsonl: goes on", "short on exchange:resilient", "name-empty, for ")
                    .contains("at least ", "stopped by its limit in ", "in place, seen by every victim", "worst now: ");
            assertThat(Cli.run(directory, "status", "journal.jsonl", "--json").text())
                    .contains("\"state\" : \"goes-on\"", "\"phase\" : \"name-empty\"", "\"left-seconds\" : ");
            try (var first = Cli.start(directory, List.of(), "abort", "--reason", "the game day is over")) {
                first.awaitText("asked to stop");
                var second = Cli.run(directory, "abort", "journal.jsonl");
                assertThat(second.code()).isZero();
                assertThat(second.text()).contains("is over: ABORTED, nothing is left to undo");
                var told = first.ended();
                assertThat(told.code()).isZero();
                assertThat(told.text())
                        .contains("is over: ABORTED, nothing is left to undo", "the game day is over", "seen gone: ");
            }
            var ended = run.ended();
            assertThat(ended.text()).contains("journal.jsonl.stop is there: asked by brownout abort of process ");
            assertAborted(ended, children);
        }
        assertThat(Cli.run(directory, "status")).isEqualTo(new Cli.Ended(0, "no run goes on\n"));
        assertThat(Cli.run(directory, "status", "journal.jsonl").text()).contains("is over: ABORTED");
        var none = Cli.run(directory, "abort");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.text()).contains("a run must go on to be stopped, but none does");
    }

    @Test
    void should_stop_at_its_limit() {
        var refused = Cli.run(directory, "run", scenario, "--limit", "1s");
        assertThat(refused.code()).isEqualTo(2);
        var shortest = Pattern.compile("limit must be longer than the shortest that the whole run can take \\((\\w+):")
                .matcher(refused.text());
        assertThat(shortest.find()).isTrue();
        // the exchange takes its time to start, so that this is always reached
        var limit = Durations.format(Durations.parse(shortest.group(1)).plusMillis(1));
        try (var run = start("--limit", limit)) {
            // where in the run that is hangs on the machine
            run.awaitText("stack ready");
            var children = run.descendants();
            var ended = run.ended();
            assertThat(ended.code()).isEqualTo(5);
            assertThat(children).noneMatch(Cli::runs);
            assertThat(ended.text())
                    .contains("ABORTED", "the run must be over within its limit of " + limit + ", but is not");
        }
    }

    @Test
    void should_not_start_at_all_while_an_operator_says_stop() throws IOException {
        Files.createFile(directory.resolve("closed"));
        var run = Cli.run(directory, "run", scenario, "--halt-when", "stop-file closed");
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.text()).contains("ABORTED", "stop file closed is there").doesNotContain("stack ready");
    }

    @Test
    void should_name_a_run_that_was_killed() {
        try (var run = start("--time-scale", "60")) {
            run.awaitText("phase steady");
            var children = run.descendants();
            run.signal("KILL");
            run.ended();
            await().atMost(Duration.ofSeconds(10)).until(() -> children.stream().noneMatch(Cli::runs));
        }
        var status = Cli.run(directory, "status");
        assertThat(status.text()).contains("journal.jsonl: died without an end, nothing is left to undo");
        assertThat(status.code()).isZero();
        assertThat(Cli.run(directory, "abort").text()).contains("died without an end");
        assertThat(Cli.run(directory, "recover").text()).contains("nothing is left to undo");
        assertThat(Cli.run(directory, "status").text()).isEqualTo("no run goes on\n");
    }
}
