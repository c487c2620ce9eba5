package dev.brownout.scenarios.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brownout.scenarios.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema and the reader must agree: on the guide's examples, and on what they refuse. */
class StackSchemaTests {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Json.line(StackSchema.create()));

    static List<String> guide() throws IOException {
        var text = Files.readString(Path.of("..", "docs", "guides", "stack-file.md"));
        return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    private static void read(String text) {
        new StackReader().read("test.yaml", text.getBytes(UTF_8), Path.of("/etc/shop"), Map.of());
    }

    @ParameterizedTest
    @MethodSource("guide")
    void should_take_every_example_of_the_guide(String text) {
        assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
        read(text);
    }

    @Test
    void should_have_examples_in_the_guide() throws IOException {
        assertThat(guide()).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "title: A shop | title: 5",
                "ledger: {} | ledger: {labels: {level: 5}}",
                "reload: {signal: HUP} | reload: watch",
                "reload: {signal: HUP} | reload: {command: [nginx, -s, reload]}",
                "reload: {signal: HUP} | reload: {http: POST /reload}",
                "status: 200 | status: [2xx, 304]",
                "{/ok: true} | {\"\": {present: true}}",
                "{/ok: true} | {/ok: {one-of: [1, yes]}, /n: {above: 1, below: 2.5}, /x: {present: false}}",
                "{/ok: true} | {/ok: {matches: ^a}}",
                "json: {/ok: true} | headers: {Age: 1}, body: {contains: ok}, older-than: 1s",
                "age: {header: Age, unit: s} | body: hello ${env:NAME}",
                "age: {header: Age, unit: s} | age: {json: /as-of, unit: rfc3339}",
                "resolvers: {test: plane} | resolvers: {test: jvm-agent}"
            })
    void should_take_the_same_as_the_reader(String from, String to) {
        var text = changed(from, to);
        read(text);
        assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "brownout-stack: 1 | brownout-stack: 2",
                "brownout-stack: 1 | brownout: 1",
                "id: shop | id: Shop",
                "components: | component:",
                "ledger: {} | Ledger: {}",
                "ledger: {} | ledger: {role: ledger}",
                "timings: {client-timeout: 2s} | timings: {client-timeout: 2}",
                "pid-file: gateway.pid, | ``",
                "path: features.json | ``",
                "format: json | format: xml",
                "reload: {signal: HUP} | reload: never",
                "reload: {signal: HUP} | reload: {signal: USR1}",
                "reload: {signal: HUP} | reload: {command: []}",
                "reload: {signal: HUP} | reload: {http: reload}",
                "reload: {signal: HUP} | reload: {signal: HUP, http: GET /r}",
                "evidence: [exit, {log-line: loaded}, {status: /features, pointer: /sha256}] | ``",
                "[exit, | [leave,",
                ", pointer: /sha256 | ``",
                "protocol: http1 | protocol: http2",
                "protocol: http1, | ``",
                "db.test:5432 | db.test",
                "listen-port: 15432 | listen-port: 0",
                "leads-to: gateway, | ``",
                "resolvers: {test: plane} | resolvers: {test: dns}",
                "slow-after: 100ms | slow-after: soon",
                "slow-after: 100ms | probes-per-second: 1001",
                "through: test-to-gateway | ``",
                "path: /look | path: look",
                "path: /look | url: /look",
                "- full: | - slow:",
                "- full: {status: 200, json: {/ok: true}} | - full: {}",
                "- full: {status: 200, json: {/ok: true}} | - {full: {status: 200}, wrong: {status: 201}}",
                "status: 200 | status: 20x",
                "{/ok: true} | {ok: true}",
                "{/ok: true} | {/ok: {}}",
                "{/ok: true} | {/ok: {is: true}}",
                "{/ok: true} | {/ok: {present: maybe}}",
                "unit: s | unit: seconds",
                ", unit: s | ``",
                "header: Age | json: age"
            })
    void should_refuse_the_same_as_the_reader(String from, String to) {
        var text = changed(from, to);
        assertThat(catchThrowable(() -> read(text))).isInstanceOf(InvalidFileException.class);
        assertThat(SCHEMA.validate(text, InputFormat.YAML)).isNotEmpty();
    }

    private static String changed(String from, String to) {
        assertThat(StackReaderTests.VALID).contains(from);
        return StackReaderTests.VALID.replace(from, to);
    }
}
