package dev.brownout.faults.node;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeType;

/** A request's JSON object, read field by field; what is of another type, missing or not known is an error that says so. */
final class Body {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int MOST = 1_000;

    private final JsonNode object;
    private final Set<String> read = new HashSet<>();

    private Body(JsonNode object) {
        this.object = object;
    }

    static Body of(String text) {
        try {
            var node = JSON.readTree(text.isEmpty() ? "{}" : text);
            if (!node.isObject()) {
                throw NodeError.field("the body", "be a JSON object", text, "see /openapi.json");
            }
            return new Body(node);
        } catch (JacksonException e) {
            throw NodeError.of(
                    400,
                    "the body must be JSON, but: " + e.getOriginalMessage() + " (line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ")",
                    "see /openapi.json");
        }
    }

    private Optional<JsonNode> field(String name, JsonNodeType type, String words) {
        read.add(name);
        var node = object.get(name);
        if (node == null) {
            return Optional.empty();
        }
        if (node.getNodeType() != type) {
            throw NodeError.field(name, "be " + words, node.toString(), "see /openapi.json");
        }
        return Optional.of(node);
    }

    Optional<String> text(String name) {
        return field(name, JsonNodeType.STRING, "a text").map(JsonNode::asString);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> NodeError.field(name, "be given", "missing", "see /openapi.json"));
    }

    Optional<Long> integer(String name) {
        var node = field(name, JsonNodeType.NUMBER, "a whole number");
        node.ifPresent(n -> {
            if (!n.isIntegralNumber() || !n.canConvertToLong()) {
                throw NodeError.field(name, "be a whole number of 64 bits", n.toString(), "see /openapi.json");
            }
        });
        return node.map(JsonNode::asLong);
    }

    boolean flag(String name) {
        return field(name, JsonNodeType.BOOLEAN, "true or false")
                .map(JsonNode::asBoolean)
                .orElse(false);
    }

    Optional<Duration> duration(String name) {
        return text(name).map(t -> {
            try {
                return Durations.parse(t);
            } catch (BrownoutException e) {
                throw NodeError.field(name, "be a duration with its unit, such as 500ms or 2s", t, "");
            }
        });
    }

    /** Labels and the like: text to text. */
    Map<String, String> texts(String name) {
        var all = new LinkedHashMap<String, String>();
        values(name).forEach((key, value) -> {
            if (!(value instanceof String text)) {
                throw NodeError.field(name + "." + key, "be a text", String.valueOf(value), "see /openapi.json");
            }
            all.put(key, text);
        });
        return all;
    }

    /** A fault's arguments: text to a text, a number or true and false. */
    Map<String, Object> values(String name) {
        var all = new LinkedHashMap<String, Object>();
        field(name, JsonNodeType.OBJECT, "an object")
                .ifPresent(node -> node.properties()
                        .forEach(e -> all.put(e.getKey(), scalar(name + "." + e.getKey(), e.getValue()))));
        limit(name, all.size());
        return all;
    }

    private static Object scalar(String name, JsonNode node) {
        if (node.isString()) {
            return node.asString();
        } else if (node.isNumber()) {
            return node.isIntegralNumber() ? node.bigIntegerValue() : node.decimalValue();
        } else if (node.isBoolean()) {
            return node.asBoolean();
        }
        throw NodeError.field(name, "be a text, a number, true or false", node.toString(), "see /openapi.json");
    }

    List<String> list(String name) {
        var all = new ArrayList<String>();
        field(name, JsonNodeType.ARRAY, "a list of texts")
                .ifPresent(node -> node.forEach(e -> {
                    if (!e.isString()) {
                        throw NodeError.field(name, "be a list of texts", node.toString(), "see /openapi.json");
                    }
                    all.add(e.asString());
                }));
        limit(name, all.size());
        return all;
    }

    private static void limit(String name, int size) {
        if (size > MOST) {
            throw NodeError.field(name, "have at most " + MOST + " entries", size + " entries", "");
        }
    }

    /** Refuse what nobody has asked for: a key that is misspelt must not be passed over. */
    void end() {
        for (var name : object.propertyNames()) {
            if (!read.contains(name)) {
                throw NodeError.field(name, "be one of " + new TreeSet<>(read), "not known here", "see /openapi.json");
            }
        }
    }
}
