package dev.brownout.faults.tcp.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object of a request, read by the rules of Go's decoder: only the first value counts, keys match in any case,
 * unknown ones are ignored, {@code null} leaves a field at its default, and a wrong type is an error.
 */
final class Body {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String type;
    private final String path;
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();

    private Body(String type, String path, JsonNode object) {
        this.type = type;
        this.path = path;
        object.properties().forEach(e -> {
            if (!e.getValue().isNull()) {
                fields.put(e.getKey().toLowerCase(Locale.ROOT), e.getValue());
            }
        });
    }

    /**
     * @param type the Go type that it is read into, for error texts
     */
    static Body object(String json, String type) throws ApiException {
        return object(parse(json), type, "toxiproxy." + type);
    }

    /** Read an array of objects; {@code null} is an empty one. */
    static List<Body> array(String json, String type) throws ApiException {
        var root = parse(json);
        if (!root.isArray() && !root.isNull()) {
            throw mismatch(root, "value", "[]toxiproxy." + type);
        }
        var bodies = new ArrayList<Body>();
        for (var element : root) {
            bodies.add(object(element, type, "toxiproxy." + type));
        }
        return bodies;
    }

    private static Body object(JsonNode node, String type, String goType) throws ApiException {
        if (!node.isObject() && !node.isNull()) {
            throw mismatch(node, "value", goType);
        }
        return new Body(type, "", node);
    }

    private static JsonNode parse(String json) throws ApiException {
        try {
            var root = MAPPER.readTree(json);
            if (root.isMissingNode()) {
                throw ApiException.badBody("EOF");
            }
            return root;
        } catch (UnexpectedEndOfInputException e) {
            throw ApiException.badBody("unexpected EOF");
        } catch (JacksonException e) {
            throw ApiException.badBody("invalid character looking for beginning of value");
        }
    }

    Optional<String> string(String name) throws ApiException {
        var node = fields.get(name);
        if (node != null && !node.isString()) {
            throw mismatch(node, field(name), "string");
        }
        return Optional.ofNullable(node).map(JsonNode::asString);
    }

    Optional<Boolean> bool(String name) throws ApiException {
        var node = fields.get(name);
        if (node != null && !node.isBoolean()) {
            throw mismatch(node, field(name), "bool");
        }
        return Optional.ofNullable(node).map(JsonNode::asBoolean);
    }

    Optional<Float> float32(String name) throws ApiException {
        var node = fields.get(name);
        if (node == null) {
            return Optional.empty();
        }
        float value = node.isNumber() ? (float) node.asDouble() : Float.NaN;
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            throw mismatch(node, field(name), "float32");
        }
        return Optional.of(value);
    }

    /** Read whole numbers of a nested object: those of the names given that are there. */
    Map<String, Long> integers(String object, List<String> names, String toxicType) throws ApiException {
        var node = fields.get(object);
        var found = new LinkedHashMap<String, Long>();
        if (node == null) {
            return found;
        }
        if (!node.isObject()) {
            throw mismatch(node, "struct field " + toxicType + "." + object, "toxics." + toxicType);
        }
        var nested = new Body(toxicType, object + ".", node);
        for (var name : names) {
            var value = nested.fields.get(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                found.put(name, nested.integer(name, value));
            }
        }
        return found;
    }

    private long integer(String name, JsonNode value) throws ApiException {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw mismatch(value, field(name), "int64");
        }
        return value.asLong();
    }

    private String field(String name) {
        return "struct field " + type + "." + path + name;
    }

    private static ApiException mismatch(@Nullable JsonNode node, String where, String wanted) {
        var what = "value";
        if (node != null) {
            what = switch (node.getNodeType()) {
                case STRING -> "string";
                case BOOLEAN -> "bool";
                case ARRAY -> "array";
                case OBJECT -> "object";
                case NUMBER -> wanted.equals("int64") || wanted.equals("float32") ? "number " + node : "number";
                default -> "value";
            };
        }
        return ApiException.badBody("json: cannot unmarshal " + what + " into Go " + where + " of type " + wanted);
    }
}
