package dev.brownout.scenarios.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.brownout.api.Halt;
import dev.brownout.scenarios.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/** The published JSON Schema (draft 2020-12) of one journal line, made from the event records themselves. */
public final class JournalSchema {
    private JournalSchema() {}

    /**
     * Make the schema.
     *
     * @return the schema of one line
     */
    public static ObjectNode create() {
        var root = Json.mapper().createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "One line of a Brownout journal");
        root.put("type", "object");
        var properties = root.putObject("properties");
        properties.putObject("n").put("type", "integer").put("description", "line number, from 1");
        properties.putObject("wall").put("type", "string").put("description", "RFC 3339, UTC; never used for judging");
        properties.putObject("mono").put("type", "integer").put("description", "ns on the run's monotonic clock");
        properties.putObject("run").put("type", "string").put("description", "the run, the same on every line");
        var event = properties.putObject("event");
        var kinds = event.putArray("oneOf");
        for (var type : Event.class.getAnnotation(JsonSubTypes.class).value()) {
            var kind = record(type.value());
            ((ObjectNode) kind.get("properties")).putObject("event").put("const", type.name());
            ((tools.jackson.databind.node.ArrayNode) kind.get("required")).add("event");
            kinds.add(kind);
        }
        root.putArray("required").add("n").add("wall").add("mono").add("event");
        return root;
    }

    private static ObjectNode record(Class<?> type) {
        var node = Json.mapper().createObjectNode();
        node.put("type", "object");
        var properties = node.putObject("properties");
        var required = node.putArray("required");
        for (RecordComponent c : type.getRecordComponents()) {
            var name = c.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            properties.set(name, schema(c.getGenericType()));
            if (c.getType() != Optional.class && c.getType() != OptionalInt.class) {
                required.add(name);
            }
        }
        return node;
    }

    private static ObjectNode schema(Type type) {
        var node = Json.mapper().createObjectNode();
        if (type instanceof ParameterizedType p) {
            return parameterized(p, node);
        }
        var c = (Class<?>) type;
        if (c == long.class || c == int.class || c == Long.class || c == Integer.class) {
            node.put("type", "integer");
        } else if (c == double.class || c == Double.class) {
            node.put("type", "number");
        } else if (c == boolean.class) {
            node.put("type", "boolean");
        } else if (c == Duration.class) {
            node.put("type", "string").put("pattern", "^(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?$");
        } else if (c.isEnum()) {
            var values = node.putArray("enum");
            Arrays.stream(c.getEnumConstants())
                    .forEach(v -> values.add(v.toString().toLowerCase(Locale.ROOT)));
        } else if (c.isRecord()) {
            return record(c);
        } else if (c == String.class || c == Halt.class || c == Instant.class || c == java.net.URI.class) {
            node.put("type", "string");
        } else if (c == OptionalInt.class) {
            node.putArray("type").add("integer").add("null");
        } else {
            throw new IllegalStateException("journal schema must know " + c);
        }
        return node;
    }

    private static ObjectNode parameterized(ParameterizedType p, ObjectNode node) {
        var raw = (Class<?>) p.getRawType();
        if (raw == Optional.class) {
            return schema(p.getActualTypeArguments()[0]);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            node.put("type", "array");
            node.set("items", schema(p.getActualTypeArguments()[0]));
        } else if (Map.class.isAssignableFrom(raw)) {
            node.put("type", "object");
            node.set("additionalProperties", schema(p.getActualTypeArguments()[1]));
        }
        return node;
    }
}
