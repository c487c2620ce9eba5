package dev.brownout.examples.exchange.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs, stops, kills and misuses the command line, and looks at exit codes, journals and what is left running. */
class CommandLineIT {
    private static final String OUTAGE = "aws-us-east-1-dynamodb-dns-2025-10-20";

    @TempDir
    private Path directory;

    private String shortRun = "";

    @BeforeEach
    void copyTheShortScenario() {
        shortRun = Cli.shortScenario(directory);
    }

    private Path journal() {
        return directory.resolve("journal.jsonl");
    }

    @Test
    void theResilientExchangeDegradesAsDeclaredAndTheJournalSaysSoAgain() throws IOException {
        var run = Cli.run(directory, "run", OUTAGE, "--journal", "journal.jsonl", "--junit-xml", "verdict.xml");
        assertThat(run.text()).contains("DEGRADED_OK");
        assertThat(run.code()).isZero();
        var table = run.text()
                .substring(run.text().indexOf("name-empty  +0s"), run.text().indexOf("resolvers-hold  +"));
        // the last good addresses carry on for a while, then the exchange says so
        assertThat(table).containsPattern("place-order .*full \\d+ %.*refused \\d+ %");
        assertThat(Files.readString(directory.resolve("verdict.xml"))).contains("failures=\"0\"", "errors=\"0\"");

        var again = Cli.run(directory, "analyze", "journal.jsonl");
        assertThat(again.code()).isZero();
        assertThat(again.text()).contains("DEGRADED_OK");

        var report = Cli.run(directory, "report", "journal.jsonl");
        assertThat(report.text()).contains("DEGRADED_OK  report: journal.html");
        assertThat(Files.readString(directory.resolve("journal.html")))
                .contains(
                        "DEGRADED OK", "--stack exchange:resilient --seed 1", "https://aws.amazon.com/message/101925");
        assertThat(Cli.run(directory, "report", "journal.jsonl", "--markdown", "comment.md")
                        .code())
                .isZero();
        assertThat(Files.readString(directory.resolve("comment.md"))).startsWith("### ✅ DEGRADED_OK");

        var lines = Files.readAllLines(journal());
        Files.write(directory.resolve("cut.jsonl"), lines.subList(0, lines.size() / 2));
        var cut = Cli.run(directory, "analyze", "cut.jsonl");
        assertThat(cut.code()).isEqualTo(3);
        assertThat(cut.text()).contains("INCONCLUSIVE", "the journal ends before the run did");
    }

    @Test
    void theFragileExchangeFailsForTheDocumentedReasons() {
        var run = Cli.run(directory, "run", OUTAGE, "--stack", "exchange:fragile", "--junit-xml", "verdict.xml");
        assertThat(run.text()).contains("FAILED");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.text())
                // hung in every phase; whether that is a finding hangs on whether every gateway, stuck behind the
                // engine,
                // still looked the name up itself
                .containsPattern("place-order .* hung \\d+ %")
                .containsPattern(
                        "read-balance in name-empty: .* false content, such as a balance of zero.*\\[journal line")
                .contains("slow recovery");
    }

    @Test
    void goingAroundThePlaneIsInconclusive() {
        var around = Cli.run(directory, "run", shortRun, "--stack", "exchange:resilient?ledger-lookup=bypass");
        assertThat(around.text()).contains("INCONCLUSIVE", "proof of exposure is missing for dns.empty-answer");
        assertThat(around.code()).isEqualTo(3);
    }

    @Test
    void should_not_start_and_say_so_when_the_probes_are_not_let_in() {
        var strangers = Cli.run(directory, "run", shortRun, "--stack", "exchange:resilient?probe-key=wrong");
        assertThat(strangers.text())
                .contains(
                        "NOT_STARTED",
                        "place-order was full in 0 % of ",
                        "because its probe is not authorised: 401 -2015; this is no outage");
        assertThat(strangers.code()).isEqualTo(4);
    }

    @Test
    void aCheckerThatThrowsIsInconclusive() throws IOException {
        var file = directory.resolve("throws.yaml");
        Files.writeString(
                file, Files.readString(Path.of(shortRun)).replace("always: [", "always: [throws-on-purpose, "));
        var run = Cli.run(directory, "run", file.toString());
        assertThat(run.text()).contains("INCONCLUSIVE", "checker throws-on-purpose could not judge: it threw");
        assertThat(run.code()).isEqualTo(3);
    }

    @Test
    void aComponentThatDiesByItselfFailsTheRun() {
        try (var cli = Cli.start(directory, List.of(), "run", shortRun)) {
            cli.awaitText("phase name-empty");
            var gateway = cli.descendants().stream()
                    .filter(p -> commandLine(p).contains("GatewayMain"))
                    .findFirst();
            assertThat(gateway).isPresent();
            gateway.ifPresent(p -> Cli.signal("KILL", p.pid()));
            var ended = cli.ended();
            assertThat(ended.text()).contains("FAILED").containsPattern("component gateway-\\d ended by itself");
            assertThat(ended.code()).isEqualTo(1);
        }
    }

    @Test
    void ctrlCUndoesFirstAndTheSecondOneSaysWhatIsLeft() throws IOException {
        try (var cli = Cli.start(directory, List.of(), "run", shortRun, "--journal", "journal.jsonl")) {
            cli.awaitText("witnessed");
            var children = cli.descendants();
            cli.signal("INT");
            cli.awaitText("stopping: ");
            cli.signal("INT");
            cli.awaitText("still stopping: ");
            var ended = cli.ended();
            assertThat(ended.code()).isEqualTo(130);
            assertThat(ended.text()).contains("ABORTED", "Ctrl-C (SIGINT)");
            assertThat(Files.readString(journal()))
                    .contains("\"change\":\"restored\"")
                    .contains("\"event\":\"run-ended\"");
            assertThat(children).noneMatch(Cli::runs);
        }
    }

    @Test
    void terminatingItUndoesToo() {
        try (var cli = Cli.start(directory, List.of(), "run", shortRun)) {
            cli.awaitText("phase steady");
            cli.signal("TERM");
            var ended = cli.ended();
            assertThat(ended.code()).isEqualTo(143);
            assertThat(ended.text()).contains("ABORTED", "SIGTERM");
        }
    }

    @Test
    void killingItLeavesNothingAndAReadableJournal() {
        try (var cli = Cli.start(directory, List.of(), "run", shortRun, "--journal", "journal.jsonl")) {
            cli.awaitText("witnessed");
            var children = cli.descendants();
            assertThat(children).hasSizeGreaterThan(5);
            cli.signal("KILL");
            await().atMost(Duration.ofSeconds(20)).until(() -> children.stream().noneMatch(Cli::runs));
            var judged = Cli.run(directory, "analyze", "journal.jsonl");
            assertThat(judged.code()).isEqualTo(3);
            assertThat(judged.text()).contains("the journal ends before the run did");
        }
    }

    /** A process's whole command line (proc(5)): {@link ProcessHandle.Info} leaves long ones out. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    @Test
    void theReadmesFirstScenarioCanBePlayed() throws IOException {
        var readme = Files.readString(
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../../README.md"));
        int begin = readme.indexOf("```yaml\n") + "```yaml\n".length();
        var yaml = readme.substring(begin, readme.indexOf("```", begin));
        assertThat(yaml.lines()).hasSizeLessThanOrEqualTo(10);
        var file = directory.resolve("first.yaml");
        Files.writeString(file, yaml);
        assertThat(Cli.run(directory, "validate", file.toString(), "--stack", "exchange:resilient"))
                .isEqualTo(new Cli.Ended(0, file + ": valid\n"));
        assertThat(Cli.run(directory, "explain", file.toString()).text())
                .contains("tcp.latency on gateway-1-to-ledger");
    }

    @Test
    void aDryRunPrintsTheSameBytesEveryTimeAndDoesNothing() throws IOException {
        var first = Cli.run(directory, "run", OUTAGE, "--dry-run", "--seed", "7");
        var second = Cli.run(directory, "run", OUTAGE, "--dry-run", "--seed", "7");
        assertThat(first.code()).isZero();
        assertThat(first.text()).isEqualTo(second.text()).contains("\"seed\" : 7");
        assertThat(Cli.run(directory, "run", OUTAGE, "--dry-run", "--seed", "8").text())
                .isNotEqualTo(first.text());
        assertThat(Files.exists(directory.resolve("runs"))).isFalse();
    }

    @Test
    void aJournalThatCannotBeWrittenIsRefusedBeforeAnythingIsTouched() throws IOException {
        Files.writeString(journal(), "mine\n");
        var exists = Cli.run(directory, "run", shortRun, "--journal", "journal.jsonl");
        assertThat(exists.code()).isEqualTo(2);
        assertThat(exists.text()).contains("must be a new file, but exists");
        assertThat(Files.readString(journal())).isEqualTo("mine\n");
        var below = Cli.run(directory, "run", shortRun, "--journal", "journal.jsonl/deeper.jsonl");
        assertThat(below.code()).isEqualTo(2);
        assertThat(below.text()).contains("nothing was touched; name a writable place with --journal");
    }

    @Test
    void aPostgresThatDoesNotStartIsNotStarted() {
        try (var cli =
                Cli.start(directory, List.of("-Djava.io.tmpdir=" + directory.resolve("none")), "run", shortRun)) {
            var ended = cli.ended();
            assertThat(ended.code()).isEqualTo(4);
            assertThat(ended.text()).contains("NOT_STARTED", "the stack did not start: ");
        }
    }

    @Test
    void whatTheStackCannotDoIsRefusedWithWhatThereIs() throws IOException {
        var unknown = Cli.run(directory, "run", shortRun, "--stack", "exchange:robust");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.text()).contains("resilient", "fragile");
        var file = directory.resolve("nobody.yaml");
        Files.writeString(file, Files.readString(Path.of(shortRun)).replace("role: ledger", "role: vault"));
        var nobody = Cli.run(directory, "validate", file.toString(), "--stack", "exchange:resilient");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.text())
                .contains("part state-store must be played by names with {role=vault}")
                .contains("ledger.us-east-1.exchange.test");
    }
}
