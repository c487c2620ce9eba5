package dev.brownout.faults.node;

import dev.brownout.api.FaultKind;
import dev.brownout.api.Parameter;
import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes what there is to know of a fault kind, with the JSON Schema of its arguments. */
final class KindJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DURATION = "^(\\d{1,6}h)?(\\d{1,7}m(?!s))?(\\d{1,9}s)?(\\d{1,12}ms)?$";

    private KindJson() {}

    static ObjectNode of(FaultKind<?> kind) {
        var description = kind.description();
        var node = JSON.createObjectNode()
                .put("name", description.name())
                .put("target", description.target().name().toLowerCase(Locale.ROOT))
                .put("summary", description.summary())
                .put("witness", description.witness());
        var symptoms = node.putObject("symptoms");
        description.symptoms().forEach(symptoms::put);
        var incidents = node.putArray("incidents");
        description.incidents().forEach(incidents::add);
        var example = node.putObject("example");
        description.example().forEach(example::put);
        var schema = node.putObject("arguments").put("type", "object").put("additionalProperties", false);
        var properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (var parameter : description.parameters()) {
            properties.set(parameter.name(), schema(parameter));
            if (parameter.standard().isEmpty()) {
                required.add(parameter.name());
            }
        }
        return node;
    }

    private static ObjectNode schema(Parameter parameter) {
        var node = JSON.createObjectNode().put("description", parameter.meaning());
        switch (parameter.type()) {
            case DURATION ->
                node.put("type", "string")
                        .put("pattern", DURATION)
                        .put("x-min", parameter.min())
                        .put("x-max", parameter.max());
            case RATIO, INTEGER ->
                node.put("type", parameter.type() == Parameter.Type.RATIO ? "number" : "integer")
                        .put("minimum", new BigDecimal(parameter.min()))
                        .put("maximum", new BigDecimal(parameter.max()));
            default -> node.put("type", "string");
        }
        parameter.standard().ifPresent(s -> {
            switch (parameter.type()) {
                case RATIO, INTEGER -> node.put("default", new BigDecimal(s));
                default -> node.put("default", s);
            }
        });
        return node;
    }
}
