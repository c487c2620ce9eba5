package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ConfigFile.Format;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Rows of a JSON or YAML tree: the entries of its longest array, or, where there is none, of its longest object. Comments and
 * layout of YAML are lost where the tree is written again: that it is valid matters more.
 */
final class TreeRows implements Rows {
    private static final ObjectMapper JSON = new JsonMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private final ObjectMapper mapper;
    private final boolean indented;
    private final JsonNode root;

    private TreeRows(ObjectMapper mapper, boolean indented, JsonNode root) {
        this.mapper = mapper;
        this.indented = indented;
        this.root = root;
    }

    static TreeRows of(Format format, byte[] content) {
        var mapper = format == Format.YAML ? YAML : JSON;
        try {
            var indented = format == Format.JSON
                    && new String(content, java.nio.charset.StandardCharsets.UTF_8)
                            .strip()
                            .contains("\n");
            return new TreeRows(mapper, indented, mapper.readTree(content));
        } catch (JacksonException e) {
            throw new BrownoutException("file must be " + format + ", but is not: " + e.getOriginalMessage(), e);
        }
    }

    /** A node and where it hangs; equal nodes may be one object, so a node alone does not tell. */
    private record At(JsonPointer path, JsonNode node) {
        List<At> children() {
            return node.isArray()
                    ? IntStream.range(0, node.size())
                            .mapToObj(i -> new At(path.appendIndex(i), node.get(i)))
                            .toList()
                    : node.properties().stream()
                            .map(field -> new At(path.appendProperty(field.getKey()), field.getValue()))
                            .toList();
        }
    }

    /** Finds the longest array, or the longest object; the first of several. */
    private static Optional<At> container(JsonNode root) {
        Optional<At> array = Optional.empty();
        Optional<At> object = Optional.empty();
        var open = new ArrayDeque<At>();
        open.add(new At(JsonPointer.empty(), root));
        while (!open.isEmpty()) {
            var next = open.remove();
            int size = next.node().size();
            if (next.node().isArray() && size > size(array)) {
                array = Optional.of(next);
            } else if (next.node().isObject() && size > size(object)) {
                object = Optional.of(next);
            }
            open.addAll(next.children());
        }
        return array.isPresent() ? array : object;
    }

    private static int size(Optional<At> found) {
        return found.map(at -> at.node().size()).orElse(0);
    }

    @Override
    public int count() {
        return size(container(root));
    }

    @Override
    public int repeated() {
        var container = container(root).map(At::node).filter(JsonNode::isArray);
        return container
                .map(array -> array.size() - new HashSet<>(array.values()).size())
                .orElse(0);
    }

    @Override
    public byte[] grown(int count, boolean fresh) {
        var tree = root.deepCopy();
        var container = container(tree)
                .map(At::node)
                .orElseThrow(() -> new BrownoutException("file must have at least one row to repeat, but has none"));
        if (container instanceof ArrayNode array) {
            var rows = new ArrayList<>(array.values());
            for (int made = rows.size(); made < count; made++) {
                var row = rows.get(made % rows.size()).deepCopy();
                array.add(fresh ? renamed(row, made + 1) : row);
            }
        } else if (container instanceof ObjectNode object) {
            if (!fresh) {
                throw new BrownoutException("file must have an array of rows to repeat one as it is, but has an object,"
                        + " whose keys are unique; use file.oversize");
            }
            var names = new ArrayList<>(object.propertyNames());
            for (int made = names.size(); made < count; made++) {
                var name = names.get(made % names.size());
                object.set(name + "-" + (made + 1), object.get(name).deepCopy());
            }
        }
        return written(tree);
    }

    /** Gives a row another name: its first text, or a number where it has none. */
    private static JsonNode renamed(JsonNode row, int number) {
        var nodes = JsonNodeFactory.instance;
        if (row.isString()) {
            return nodes.stringNode(row.stringValue() + "-" + number);
        }
        if (row.isNumber()) {
            return nodes.numberNode(row.asDouble() == Math.rint(row.asDouble()) ? row.asLong() + number : number);
        }
        if (row instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(field -> field.getValue().isString())
                    .findFirst()
                    .ifPresent(
                            field -> object.put(field.getKey(), field.getValue().stringValue() + "-" + number));
        }
        return row;
    }

    private byte[] written(JsonNode tree) {
        return indented
                ? mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree)
                : mapper.writeValueAsBytes(tree);
    }

    @Override
    public String find(String where) {
        if (!where.isEmpty()) {
            if (!where.startsWith("/") || root.at(where).isMissingNode()) {
                throw new BrownoutException(
                        "field must be a JSON pointer to a value of the file, such as /features/0/name," + " but was \""
                                + where + "\"");
            }
            return where;
        }
        var start = container(root).orElse(new At(JsonPointer.empty(), root));
        return leaf(start, false)
                .or(() -> leaf(start, true))
                .map(at -> at.path().toString())
                .orElseThrow(() -> new BrownoutException("file must hold at least one value, but holds none"));
    }

    private static Optional<At> leaf(At start, boolean any) {
        var open = new ArrayDeque<At>();
        open.add(start);
        while (!open.isEmpty()) {
            var next = open.pop();
            var node = next.node();
            if (node.isValueNode() && !next.path().matches() && (any || !node.isString()) && !node.isNull()) {
                return Optional.of(next);
            }
            var children = new ArrayList<>(next.children());
            Collections.reverse(children);
            children.forEach(open::push);
        }
        return Optional.empty();
    }

    @Override
    public String typeOf(String place) {
        return root.at(place).getNodeType().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public byte[] with(String place, boolean nothing) {
        var tree = root.deepCopy();
        var pointer = JsonPointer.compile(place);
        var parent = tree.at(pointer.head());
        var nodes = JsonNodeFactory.instance;
        JsonNode value = nothing
                ? nodes.nullNode()
                : root.at(place).isString() ? nodes.objectNode() : nodes.stringNode(NOT_A_NUMBER);
        var last = pointer.last();
        if (parent instanceof ObjectNode object) {
            object.set(last.getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array) {
            array.set(last.getMatchingIndex(), value);
        } else {
            throw new BrownoutException("field must stand in an object or an array, but was \"" + place + "\"");
        }
        return written(tree);
    }
}
