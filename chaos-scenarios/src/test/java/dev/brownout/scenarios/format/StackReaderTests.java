package dev.brownout.scenarios.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Protocol;
import dev.brownout.api.Reload;
import dev.brownout.api.Resolution;
import dev.brownout.api.Timings;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackReaderTests {
    /** A short and valid stack with one of everything. */
    static final String VALID = """
            brownout-stack: 1
            id: shop
            title: A shop
            variables: {port: 8080}
            components:
              gateway:
                labels: {role: gateway, zone: az1}
                address: "127.0.0.1:${port}"
                timings: {client-timeout: 2s}
                process: {pid-file: gateway.pid, start: [gateway, --daemon]}
                files:
                  features:
                    path: features.json
                    format: json
                    reload: {signal: HUP}
                    evidence: [exit, {log-line: loaded}, {status: /features, pointer: /sha256}]
              ledger: {}
            links:
              - {to: gateway, protocol: http1, labels: {front: true}}
              - {from: gateway, to: ledger, protocol: postgres, address: "db.test:5432", listen-port: 15432}
            names:
              gateway.test: {leads-to: gateway, labels: {tier: one}, resolvers: {test: plane}}
            capabilities:
              look:
                slow-after: 100ms
                probe:
                  http:
                    through: test-to-gateway
                    path: /look
                    headers: {Authorization: "Bearer ${env:TOKEN}"}
                    answers:
                      - full: {status: 200, json: {/ok: true}}
                    age: {header: Age, unit: s}
            """;

    private final StackReader reader = new StackReader();

    @TempDir
    private Path directory;

    private ServiceStack read(String text) {
        return reader.read("test.yaml", text.getBytes(UTF_8), Path.of("/etc/shop"), Map.of());
    }

    private List<String> problems(String text) {
        return problems(text.getBytes(UTF_8), Map.of());
    }

    private List<String> problems(byte[] bytes, Map<String, String> variables) {
        var e = catchThrowableOfType(
                InvalidFileException.class, () -> reader.read("test.yaml", bytes, Path.of("/etc/shop"), variables));
        assertThat(e).as("the text should have been refused").isNotNull();
        return Readers.lines(e);
    }

    private static String changed(String from, String to) {
        assertThat(VALID).contains(from);
        return VALID.replace(from, to);
    }

    @Test
    void should_read_every_part() {
        var stack = read(VALID).describe();
        assertThat(stack.id()).isEqualTo("shop");
        assertThat(stack.title()).isEqualTo("A shop");
        var gateway = stack.component("gateway");
        assertThat(gateway.labels()).containsExactly(Map.entry("role", "gateway"), Map.entry("zone", "az1"));
        assertThat(gateway.timings().clientTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(gateway.process()).isEqualTo(ProcessControl.RESTART);
        assertThat(gateway.files())
                .containsExactly(ConfigFile.of(
                        "features",
                        ConfigFile.Format.JSON,
                        Reload.signal("HUP"),
                        LoadEvidence.exit(),
                        LoadEvidence.logLine("loaded"),
                        LoadEvidence.status("/features", "/sha256")));
        assertThat(stack.component("ledger").labels()).containsExactly(Map.entry("role", "ledger"));
        assertThat(stack.component("ledger").timings()).isEqualTo(Timings.NONE);
        assertThat(stack.links()).extracting(l -> l.id()).containsExactly("gateway-to-ledger", "test-to-gateway");
        assertThat(stack.links().get(0).protocol()).isEqualTo(Protocol.POSTGRES);
        assertThat(stack.links().get(0).labels()).containsEntry("listen-port", "15432");
        assertThat(stack.links().get(1).labels()).containsEntry("front", "true").containsEntry("to.zone", "az1");
        var name = stack.names().get(0);
        assertThat(name.labels()).containsEntry("tier", "one").containsEntry("role", "gateway");
        assertThat(name.resolvers()).containsExactly(Map.entry("test", Resolution.PLANE));
        var look = stack.capabilities().get(0);
        assertThat(look.slowAfter()).isEqualTo(Duration.ofMillis(100));
        assertThat(look.deadline()).isEqualTo(Duration.ofSeconds(3));
        assertThat(look.probesPerSecond()).isEqualTo(10);
    }

    @Test
    void should_fill_in_variables_and_keep_them_as_options() {
        var stack = reader.read("test.yaml", VALID.getBytes(UTF_8), Path.of(""), Map.of("port", "9090"));
        assertThat(stack.describe().options()).containsExactly(Map.entry("port", "9090"));
        assertThat(problems(VALID.getBytes(UTF_8), Map.of("port", "none")))
                .anySatisfy(p -> assertThat(p)
                        .startsWith("test.yaml:8:14: \"address\" of component gateway: must be a host and a port")
                        .endsWith("but was \"127.0.0.1:none\""));
    }

    @Test
    void should_name_the_nearest_key_with_its_place() {
        assertThat(problems(changed("capabilities:", "capabilites:")))
                .containsExactly(
                        "test.yaml:23:1: unknown key \"capabilites\" in the stack; did you mean \"capabilities\"?");
        assertThat(problems(changed("brownout-stack: 1", "brownout-stak: 1")))
                .containsExactly(
                        "test.yaml:1:1: the stack must have the key \"brownout-stack\"",
                        "test.yaml:1:1: unknown key \"brownout-stak\" in the stack; did you mean \"brownout-stack\"?");
    }

    @Test
    void should_report_every_problem_of_a_file_at_once() {
        var text = changed("id: shop", "id: Shop")
                .replace("zone: az1}\n    address", "zone: az1}\n    adress")
                .replace("protocol: http1", "protocol: http")
                .replace("from: gateway", "from: gatway")
                .replace("through: test-to-gateway", "through: test-to-gatewy")
                .replace("- full:", "- ful:");
        assertThat(problems(text))
                .containsExactly(
                        "test.yaml:2:5: \"id\" of the stack: must be lower-case letters, digits, dots and hyphens, but was \"Shop\"",
                        "test.yaml:8:5: unknown key \"adress\" in component gateway; did you mean \"address\"?",
                        "test.yaml:10:14: process of component gateway must have the key \"serves\" (host:port), or the component \"address\", but neither has",
                        "test.yaml:19:5: a link must have the key \"address\" (host:port), or else component gateway must have it, or a container, but neither has",
                        "test.yaml:19:29: \"protocol\" of a link: must be one of tcp, http1, postgres, redis, tls, https1, but was \"http\"",
                        "test.yaml:20:12: \"from\" must be a component, but was \"gatway\"; did you mean \"gateway\"?",
                        "test.yaml:32:13: mode of an answer must be one of full, stale, queued, refused, error, wrong, but was \"ful\"; did you mean \"full\"?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "db.test:5432 | db.test | must be a host and a port (127.0.0.1:8080, gateway.test:8080), but was \"db.test\"",
                "db.test:5432 | db.test:0 | must be a host and a port",
                "db.test:5432 | db.test:65536 | must be a host and a port",
                "db.test:5432 | http://db.test:80 | must be a host and a port",
                "listen-port: 15432 | listen-port: 70000 | \"listen-port\" of a link: must be a number from 1 to 65535",
                "resolvers: {test: plane} | resolvers: {test: dns} | must be one of plane, jvm-agent, docker-dns, netns, elsewhere, but was \"dns\"",
                "resolvers: {test: plane} | resolvers: {ledger: plane} | there is no link from ledger to gateway; add it",
                "resolvers: {test: plane} | resolvers: {edge: plane} | a resolver of name gateway.test must be a component, but was \"edge\"",
                "gateway.test: | Gateway_Test: | name must be a lower-case host name",
                "ledger: {} | Ledger: {} | id of a component must be lower-case letters, digits, dots and hyphens, but was \"Ledger\"",
                "reload: {signal: HUP} | reload: {signal: USR1} | reload by SIGNAL must be told a signal (HUP, INT, TERM, QUIT)",
                "reload: {signal: HUP} | reload: {command: []} | \"command\" of reload must name a program, but is empty",
                "reload: {signal: HUP} | reload: never | must be watch, or have one key",
                "reload: {signal: HUP} | reload: {signal: HUP, http: GET /r} | reload must have one key",
                "evidence: [exit, | evidence: [leave, | evidence must be exit, or have the key log-line or status",
                "{log-line: loaded} | {log-line: \"(\"} | log line must be a regular expression",
                "format: json | format: xml | must be one of json, yaml, csv, properties, text, but was \"xml\"",
                "slow-after: 100ms | slow-after: 5s | deadline of capability look must be later than slow-after",
                "slow-after: 100ms | probes-per-second: 0 | must be a number from 1 to 1000",
                "path: /look | path: look | path must begin with a slash and be percent-encoded ASCII, but was \"look\"",
                "path: /look | method: get | method must be in upper case, such as GET or POST, but was \"get\"",
                "Bearer ${env:TOKEN} | Bearer abc | header Authorization must take its secret from the environment (${env:NAME}), but holds it itself",
                "title: A shop | title: ${env:HOME} | ${env:HOME} must stand in a header or the body of a probe, and nowhere else",
                "status: 200 | status: 20x | full: status must be such as 200 or 5xx, but was \"20x\"",
                "{/ok: true} | {ok: true} | JSON pointer must be empty or begin with a slash",
                "{/ok: true} | {/ok: } | \"/ok\" must have a value; for one that must not be there write {present: false}",
                "{/ok: true} | {/ok: {above: much}} | must be a number, but was \"much\"",
                "{/ok: true} | {/ok: {}} | a condition must say something of its value",
                "- full: {status: 200, json: {/ok: true}} | - slow: {status: 200} | whether an answer is slow or hung, slow-after and deadline of the capability decide",
                "- full: {status: 200, json: {/ok: true}} | - full: {} | full must say what such an answer is like, but says nothing",
                "unit: s | unit: seconds | must be one of s, ms, epoch-s, epoch-ms, rfc3339, http-date, but was \"seconds\"",
                "header: Age | json: age | JSON pointer must be empty or begin with a slash",
                "through: test-to-gateway | through: gateway-to-ledger | must be a link that begins at test and speak http1 or https1, but was \"gateway-to-ledger\"",
                "through: test-to-gateway | through: test-to-gatewy | did you mean \"test-to-gateway\"?",
                "- full: {status: 200, json: {/ok: true}} | [] | \"answers\" must be a list of at least one; leave it out"
            })
    void should_refuse_with_the_rule(String from, String to, String message) {
        assertThat(problems(changed(from, to))).anySatisfy(p -> assertThat(p).contains(message));
    }

    @Test
    void should_refuse_a_link_that_stands_twice_and_a_probe_of_two_kinds() {
        assertThat(problems(changed("links:\n", "links:\n  - {to: gateway, protocol: tcp}\n")))
                .containsExactly("test.yaml:20:5: link test-to-gateway must stand once, but stands twice");
        assertThat(problems(changed("    probe:\n", "    probe:\n      tcp: {through: test-to-gateway}\n")))
                .containsExactly(
                        "test.yaml:27:7: probe of look must have either the key http or tcp, but has [tcp, http]");
    }

    @Test
    void should_refuse_variables_without_a_value_and_values_without_a_variable() {
        assertThat(problems(changed("variables: {port: 8080}\n", "")))
                .contains(
                        "test.yaml:7:14: variable \"port\" has no value: give ?port=…, declare it under \"variables\", or write"
                                + " ${port:default}");
        assertThat(problems(VALID.getBytes(UTF_8), Map.of("prt", "1")))
                .containsExactly("test.yaml:1:1: ?prt is not used in this file; did you mean \"port\"?");
    }

    @Test
    void should_refuse_what_is_not_readable() {
        assertThat(problems(""))
                .containsExactly("test.yaml:1:1: a stack must not be empty; begin with \"brownout-stack: 1\"");
        assertThat(problems("[1, 2]"))
                .containsExactly("test.yaml:1:1: a stack must be a mapping of keys, but was a list of 2");
        assertThat(problems("brownout-stack: ["))
                .singleElement()
                .satisfies(p -> assertThat(p).startsWith("test.yaml:").contains("not readable as YAML"));
        assertThat(problems(changed("A shop", "Läden").getBytes(ISO_8859_1), Map.of()))
                .containsExactly(
                        "test.yaml:3:9: a stack file must be UTF-8, but has the byte 0xE4 here; save it as UTF-8");
        assertThat(problems(VALID + "---\nbrownout-stack: 1\n"))
                .anySatisfy(
                        p -> assertThat(p).contains("a file must hold one stack, but a second document begins here"));
    }

    @Test
    void should_let_nothing_swell() {
        var bomb = VALID + "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        assertThat(problems(bomb))
                .contains("test.yaml:35:8: aliases (*a) are not allowed in a stack; write the value out");
        assertThat(problems(new byte[(1 << 20) + 1], Map.of()))
                .containsExactly(
                        "test.yaml:1:1: a stack file must have at most 1048576 bytes, but has 1048577; keep data out"
                                + " of the stack");
        assertThat(problems("a: " + "[".repeat(60) + "]".repeat(60)))
                .containsExactly("test.yaml:1:54: a stack must be nested at most 50 deep");
    }

    @Test
    void should_say_what_is_wrong_with_a_path() throws IOException {
        assertThatThrownBy(() -> reader.read(directory.resolve("none.yaml"), Map.of()))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("stack file " + directory.resolve("none.yaml") + " does not exist; name one that does;"
                        + " docs/guides/stack-file.md tells how to write one");
        assertThatThrownBy(() -> reader.read(directory, Map.of()))
                .hasMessage("a stack must be a file, but " + directory + " is a directory; name a file in it");
        var file = directory.resolve("shop.yaml");
        Files.write(file, new byte[(1 << 20) + 5]);
        assertThatThrownBy(() -> reader.read(file, Map.of()))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(file
                        + ":1:1: a stack file must have at most 1048576 bytes, but has 1048581; keep data out of the"
                        + " stack");
    }

    /** Whatever is typed wrong is said in this reader's words: 3000 files with one to three seeded changes. */
    @Test
    void should_never_fail_otherwise_than_by_its_own_words() {
        var random = new Random(20251020);
        var pieces = List.of(
                "{", "}", "[", "]", ":", "- ", "\n", " ", "\"", "${", "}", "x", "0", "-1", "null", "&a", "*a", "%");
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            var text = new StringBuilder(VALID);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(12));
                text.replace(at, end, pieces.get(random.nextInt(pieces.size())));
            }
            try {
                read(text.toString());
            } catch (InvalidFileException e) {
                refused++;
                assertThat(e.problems()).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("case " + i + " of:\n" + text, e);
            }
        }
        assertThat(refused).isGreaterThan(1500);
    }

    @Test
    void should_refuse_a_scenario_as_what_it_is() {
        assertThat(problems(Readers.VALID))
                .containsExactly(
                        "test.yaml:1:1: a stack must begin with \"brownout-stack: 1\", but this is a scenario; name a"
                                + " file that is one");
        assertThatThrownBy(() -> Readers.read(VALID))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessage(
                        "test.yaml:1:1: a scenario must begin with \"brownout: 1\", but this is a stack; name a file that"
                                + " is one");
    }

    @Test
    void should_tell_a_stack_from_a_scenario() throws IOException {
        var stack = directory.resolve("stack.yaml");
        Files.writeString(stack, "# ours\n" + VALID);
        var json = directory.resolve("stack.json");
        Files.writeString(json, "{\"brownout-stack\": 1}");
        var scenario = directory.resolve("scenario.yaml");
        Files.writeString(scenario, Readers.VALID + "# not a brownout-stack: 1\n");
        assertThat(StackReader.isStack(stack)).isTrue();
        assertThat(StackReader.isStack(json)).isTrue();
        assertThat(StackReader.isStack(scenario)).isFalse();
        assertThat(StackReader.isStack(directory)).isFalse();
        assertThat(StackReader.isStack(directory.resolve("none"))).isFalse();
    }
}
