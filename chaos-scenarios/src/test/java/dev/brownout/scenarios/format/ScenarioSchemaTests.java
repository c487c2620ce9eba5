package dev.brownout.scenarios.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.scenarios.catalogue.Catalogue;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.json.Json;
import java.nio.charset.StandardCharsets;
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
                "links: {to.role: store}, |"
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
