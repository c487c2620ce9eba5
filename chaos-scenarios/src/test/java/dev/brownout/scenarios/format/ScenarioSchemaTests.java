package dev.brownout.scenarios.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brownout.api.Halt;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.scenarios.catalogue.Catalogue;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader must agree: on the catalogue, and on what they refuse. */
class ScenarioSchemaTests {
    private static Schema schema(ScenarioReader.Vocabulary words) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.line(ScenarioSchema.of(words)));
    }

    private static ScenarioReader.Vocabulary ours() {
        return new ScenarioReader.Vocabulary(FaultRegistry.load(), Readers.checkers());
    }

    static java.util.List<String> catalogue() {
        return Catalogue.ids();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void everyOutageOfTheCatalogueKeepsTheSchemaAndCanBeRead(String id) {
        var text = new String(Catalogue.bytes(id), StandardCharsets.UTF_8);
        assertThat(schema(ours()).validate(text, InputFormat.YAML)).isEmpty();
        var scenario = new Catalogue(new ScenarioReader(ours())).read(id, Map.of());
        assertThat(scenario.id()).isEqualTo(id);
        assertThat(scenario.sources()).isNotEmpty();
        assertThat(scenario.fidelity().approximated()).isNotEmpty();
    }

    @Test
    void aFaultFromAnybodysJarStandsInTheSchema() {
        assertThat(schema(Readers.vocabulary()).validate(Readers.VALID, InputFormat.YAML))
                .isEmpty();
    }

    @Test
    void schemaAndReaderTakeEveryHaltCondition() {
        var text = Readers.VALID + """
                halt:
                  - buy full < 20% for 10s
                  - look graceful < 0.5 for 2s
                  - no-lost-acks broken
                  - stop-file ops/stop now
                limit: 30m
                """;
        assertThat(schema(Readers.vocabulary()).validate(text, InputFormat.YAML))
                .isEmpty();
        assertThat(Readers.read(text).halt())
                .containsExactly(
                        new Halt.Below("buy", Halt.Quality.FULL, 0.2, Duration.ofSeconds(10)),
                        new Halt.Below("look", Halt.Quality.GRACEFUL, 0.5, Duration.ofSeconds(2)),
                        new Halt.Broken("no-lost-acks"),
                        new Halt.StopFile("ops/stop now"));
        assertThat(Readers.read(text).limit()).contains(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeline:|timelime:",
                "brownout: 1|brownout: 2",
                "id: small|id: Small",
                "at: 0m|at: zero",
                "fixture.break|fixture.brake",
                "{on: wire}|{on: wire, colours: red}",
                "{on: wire}|{ratio: 0.5}",
                "{on: wire}|{on: wire, ratio: 2}",
                "[full, refused]|[full, refussed]",
                "look: unaffected|look: untouched",
                "no-lost-acks|no-lost-ack",
                "recovered-within: 3s, |",
                "links: {to.role: store}, |",
                "always: [no-lost-acks]|halt: [buy is poor]",
                "always: [no-lost-acks]|halt: [buy good < 20% for 10s]",
                "always: [no-lost-acks]|halt: [stop-file]",
                "always: [no-lost-acks]|halt: [{stop-file: x}]",
                "always: [no-lost-acks]|limit: long"
            })
    void schemaAndReaderRefuseTheSame(String change) {
        var parts = change.split("\\|", -1);
        assertThat(Readers.VALID).contains(parts[0]);
        var text = Readers.VALID.replace(parts[0], parts[1]);
        assertThat(schema(Readers.vocabulary()).validate(text, InputFormat.YAML))
                .isNotEmpty();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Readers.read(text)))
                .isInstanceOf(InvalidScenarioException.class);
    }
}
