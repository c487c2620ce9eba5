package dev.brownout.examples.exchange.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees, made and read. Only trees: binding to classes costs start-up time that a small process does not have. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** Makes an empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Makes an empty array. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Writes a tree as UTF-8. */
    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /**
     * Reads a tree.
     *
     * @throws IllegalArgumentException if the bytes are not JSON
     */
    public static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "text must be JSON, but was " + bytes.length + " bytes of something else", e);
        }
    }
}
