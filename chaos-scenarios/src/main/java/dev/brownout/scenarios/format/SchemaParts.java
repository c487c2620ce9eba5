package dev.brownout.scenarios.format;

import dev.brownout.scenarios.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts that the schemas of files are made of. */
final class SchemaParts {
    private static final String DURATION = "^(\\$\\{.*}|(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?)$";

    private SchemaParts() {}

    static ObjectNode object(String meaning, Map<String, ObjectNode> properties, List<String> required) {
        var node = typed("object", meaning);
        node.put("additionalProperties", false);
        var own = node.putObject("properties");
        new java.util.TreeMap<>(properties).forEach((k, v) -> own.set(k, v.deepCopy()));
        if (!required.isEmpty()) {
            ArrayNode names = node.putArray("required");
            required.forEach(names::add);
        }
        return node;
    }

    static ObjectNode typed(String type, String meaning) {
        var node = Json.mapper().createObjectNode();
        node.put("type", type);
        node.put("description", meaning);
        return node;
    }

    static ObjectNode described(ObjectNode node, String meaning) {
        return node.deepCopy().put("description", meaning);
    }

    static ObjectNode any(String meaning) {
        var node = Json.mapper().createObjectNode();
        node.put("description", meaning);
        return node;
    }

    /** YAML reads {@code 5} as a number where text is meant: plain values of any type will do. */
    static ObjectNode text(String meaning) {
        var node = any(meaning);
        node.putArray("type").add("string").add("number").add("boolean");
        return node;
    }

    static ObjectNode pattern(String meaning, String regex) {
        return typed("string", meaning).put("pattern", regex);
    }

    static ObjectNode duration(String meaning) {
        return pattern(meaning, DURATION);
    }

    static ObjectNode incidentTime(String meaning) {
        return pattern(meaning + "; incident time", DURATION.replace(")$", "(@incident)?)$"));
    }

    static ObjectNode number(String meaning, double min, double max) {
        var node = any(meaning);
        var either = node.putArray("oneOf");
        either.addObject().put("type", "number").put("minimum", min).put("maximum", max);
        either.addObject().put("type", "string").put("pattern", "^\\$\\{.*}$");
        return node;
    }

    static ObjectNode constant(Object value) {
        var node = Json.mapper().createObjectNode();
        node.set("const", Json.mapper().valueToTree(value));
        return node;
    }

    static ObjectNode enumeration(String meaning, Iterable<String> words) {
        var node = any(meaning);
        var values = node.putArray("enum");
        words.forEach(w -> values.add(w.toLowerCase(Locale.ROOT)));
        return node;
    }

    static ObjectNode array(String meaning, ObjectNode items) {
        var node = typed("array", meaning);
        node.set("items", items);
        return node;
    }

    static ObjectNode map(String meaning, ObjectNode values) {
        var node = typed("object", meaning);
        node.set("additionalProperties", values);
        return node;
    }
}
