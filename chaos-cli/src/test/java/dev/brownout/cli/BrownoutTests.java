package dev.brownout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newcomer types, and what is answered. No stack is on this module's class path. */
class BrownoutTests {
    private static final String OUTAGE = "aws-us-east-1-dynamodb-dns-2025-10-20";

    @TempDir
    private Path directory;

    private record Answer(int code, String out, String err) {}

    private static Answer brownout(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Brownout.execute(args, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Answer(code, out.toString(), err.toString());
    }

    @Test
    void helpShowsCommandsExamplesAndExitCodes() {
        var answer = brownout("--help");
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains(
                        "list",
                        "describe",
                        "validate",
                        "explain",
                        "run",
                        "status",
                        "abort",
                        "recover",
                        "node",
                        "analyze",
                        "report",
                        "schema",
                        "images",
                        "doctor")
                .contains("brownout run " + OUTAGE, "Exit codes:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "describe",
                "validate",
                "explain",
                "run",
                "status",
                "abort",
                "recover",
                "node",
                "analyze",
                "report",
                "schema",
                "reference",
                "images",
                "doctor"
            })
    void everyCommandHasHelp(String command) {
        var answer = brownout(command, "--help");
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("Usage: brownout " + command);
    }

    @Test
    void noCommandAndWrongCommandsAreUsageErrors() {
        assertThat(brownout())
                .isEqualTo(new Answer(2, "", "brownout: a command must be given\nTry: brownout --help\n"));
        var typo = brownout("rum", OUTAGE);
        assertThat(typo.code()).isEqualTo(2);
        assertThat(typo.err()).contains("Did you mean", "run");
        assertThat(brownout("run", OUTAGE, "--sead", "7").code()).isEqualTo(2);
        assertThat(brownout("run", OUTAGE, "--seed", "seven").err()).contains("'seven' is not a long");
    }

    @Test
    void anUnknownOutageIsSuggestedTheNearest() {
        assertThat(brownout("run", "aws-us-east-1-dynamodb-dns-2025-10-21"))
                .isEqualTo(
                        new Answer(
                                2,
                                "",
                                "unknown outage \"aws-us-east-1-dynamodb-dns-2025-10-21\"; did you mean \"" + OUTAGE
                                        + "\"? (a file of your own needs its path, such as ./aws-us-east-1-dynamodb-dns-2025-10-21.yaml)\n"));
        assertThat(brownout("describe", "dns.empty-anwser").err())
                .isEqualTo("nothing is called \"dns.empty-anwser\"; did you mean \"dns.empty-answer\"?\n");
    }

    @Test
    void anUnknownStackSaysSo() {
        var answer = brownout("run", OUTAGE, "--stack", "nobody");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).isEqualTo("unknown stack \"nobody\"; there is none on the class path\n");
    }

    @Test
    void everyInvalidFileIsReportedWithItsPlaces() throws IOException {
        var file = directory.resolve("bad.yaml");
        Files.writeString(file, "brownout: 1\nid: x\ntitel: T\n");
        var answer = brownout(
                "validate",
                OUTAGE,
                file.toString(),
                directory.resolve("none.yaml").toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEqualTo(OUTAGE + ": valid\n");
        assertThat(answer.err())
                .contains(file + ":3:1: unknown key \"titel\" in the scenario; did you mean \"title\"?")
                .contains("none.yaml does not exist; see \"brownout list\" for the library");
    }

    @Test
    void aScenarioMeantForAnotherEnvironmentIsRefused() throws IOException {
        var file = directory.resolve("staging.yaml");
        Files.writeString(file, """
                brownout: 1
                id: x
                title: T
                environment: staging
                timeline: [{phase: a, at: 0m, for: 1m}]
                after: {recovered-within: 1s}
                """);
        var answer = brownout("run", file.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .isEqualTo(
                        "scenario x is meant for the environment \"staging\", but this is not named; if it is right here, "
                                + "say --environment staging\n");
    }

    @Test
    void describesOutagesFaultsAndCheckers() {
        assertThat(brownout("describe", OUTAGE).out())
                .contains("name-empty", "Approximated:", "https://aws.amazon.com/");
        assertThat(brownout("describe", "dns.empty-answer").out()).contains("Parameters:", "negative-ttl", "Symptoms:");
        assertThat(brownout("describe", "no-lost-acks").out()).contains("safety", "checks A4", "Reads:", "Remembers:");
        assertThat(brownout("describe", "fail-fast").out())
                .contains("liveness", "checks A1", "Bounds:", "p99:", "2s unless given", "Why these defaults:");
    }

    @Test
    void listsWhatThereIs() {
        assertThat(brownout("list").out()).contains(OUTAGE, "dns.empty-answer", "no-lost-acks");
        assertThat(brownout("list", "faults").out()).doesNotContain(OUTAGE).contains("tcp.refuse");
        assertThat(brownout("list", "fautls").code()).isEqualTo(2);
    }

    @Test
    void printsSchemas() {
        assertThat(brownout("schema", "scenario").out()).contains("\"dns.empty-answer\"");
        assertThat(brownout("schema", "journal").out()).contains("\"run-started\"");
    }

    @Test
    void reportRefusesWhatIsNoJournalAndWritesNothing() throws IOException {
        var file = directory.resolve("notes.jsonl");
        Files.writeString(file, "not a journal\n");
        var answer = brownout("report", file.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("line 1 must be a journal event");
        assertThat(directory.resolve("notes.html")).doesNotExist();
    }

    @Test
    void analyzeRefusesWhatIsNoJournal() throws IOException {
        var file = directory.resolve("journal.jsonl");
        Files.writeString(file, "hello\nworld\n");
        var answer = brownout("analyze", file.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("line 1 must be a journal event, but is not");
        assertThat(brownout("analyze", directory.resolve("none").toString()).err())
                .contains("but does not exist");
    }

    @Test
    void recoversALedgerAndSaysWhatItCouldNot() throws IOException {
        assertThat(brownout("recover")).isEqualTo(new Answer(0, "nothing is left to undo\n", ""));
        assertThat(brownout("recover", "--list")).isEqualTo(new Answer(0, "nothing is left to undo\n", ""));
        assertThat(brownout("recover", directory.resolve("none").toString()).err())
                .contains("undo ledger must be a file");
        var ledger = directory.resolve("ledger.jsonl");
        Files.writeString(
                ledger,
                "{\"ledger\":1,\"pid\":1,\"began\":\"then\"}\n{\"entry\":1,\"action\":\"acme.undo\",\"arguments\":{}}\n");
        var answer = brownout("recover", ledger.toString());
        assertThat(answer.code()).isEqualTo(6);
        assertThat(answer.out()).contains("  BAD  acme.undo #1: ", "not everything is as before");
        Files.writeString(ledger, "{\"undone\":1}\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(brownout("recover", ledger.toString()).code()).isZero();
    }

    @Test
    void aNodeRefusesPublicAndBadAddresses() {
        var everywhere = brownout("node", "--control", "0.0.0.0:0", "--port", "0", "--dns", "0");
        assertThat(everywhere.code()).isEqualTo(2);
        assertThat(everywhere.err()).contains("the control API must listen on loopback", "--allow-public");
        assertThat(brownout("node", "--dns", "127.0.0.1:99999").err()).contains("--dns must be HOST:PORT");
        assertThat(brownout("node", "--control", "::1:80").err()).contains("--control must be HOST:PORT");
        assertThat(brownout("node", "--max-life", "long").err()).contains("duration must be a number with a unit");
    }
}
