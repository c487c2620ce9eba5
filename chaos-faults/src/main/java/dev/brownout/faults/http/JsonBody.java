package dev.brownout.faults.http;

import com.flipkart.zjsonpatch.InvalidJsonPatchException;
import com.flipkart.zjsonpatch.Jackson3JsonPatch;
import com.flipkart.zjsonpatch.JsonPatchApplicationException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Bodies as JSON. Numbers keep every digit that they came with. */
final class JsonBody {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private JsonBody() {}

    /** Read a text; empty if it is no JSON. */
    static Optional<JsonNode> parse(byte[] text) {
        try {
            var node = JSON.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    /** Tell whether something is a patch (RFC 6902), whatever it would be applied to. */
    static boolean isPatch(JsonNode patch) {
        try {
            Jackson3JsonPatch.validate(patch);
            return true;
        } catch (InvalidJsonPatchException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Apply a patch to a copy of a document; empty if it does not fit there. */
    static Optional<JsonNode> patched(JsonNode patch, JsonNode document) {
        try {
            return Optional.of(Jackson3JsonPatch.apply(patch, document));
        } catch (JsonPatchApplicationException e) {
            return Optional.empty();
        }
    }

    /**
     * Tell whether a document looks as a patch leaves it: what it adds and replaces is there, what it removes is not. Other
     * operations are not looked at.
     */
    static boolean isPatched(JsonNode patch, JsonNode document) {
        for (var operation : patch) {
            var path = operation.path("path").asString("");
            boolean fits = switch (operation.path("op").asString("")) {
                case "add", "replace" -> at(document, path).equals(operation.path("value"));
                case "remove" -> at(document, path).isMissingNode();
                default -> true;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** {@code /-} is behind the last element (RFC 6901, section 4); what was added there is the last one afterwards. */
    private static JsonNode at(JsonNode document, String path) {
        if (path.endsWith("/-")) {
            var array = document.at(JsonPointer.compile(path.substring(0, path.length() - 2)));
            return array.path(array.size() - 1);
        }
        return document.at(JsonPointer.compile(path));
    }
}
