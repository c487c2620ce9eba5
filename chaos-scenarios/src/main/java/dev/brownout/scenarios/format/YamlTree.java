package dev.brownout.scenarios.format;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Parses YAML (and so JSON) into {@link Node}s with their places. Aliases are refused: nothing can be made to swell. */
final class YamlTree {
    /** The catalogue's longest file has 15 KB; a megabyte is far beyond any hand-written file. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 50;
    private static final Location START = new Location(1, 1);

    private final FileKind kind;
    private final Problems problems;
    private final YAMLParser parser;

    private YamlTree(FileKind kind, YAMLParser parser, Problems problems) {
        this.kind = kind;
        this.parser = parser;
        this.problems = problems;
    }

    /** Parse, or raise with the place where the text stops being readable. */
    static Node.Mapping parse(FileKind kind, byte[] bytes, Problems problems) {
        var text = decode(kind, bytes, problems);
        try (var parser = (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            var tree = new YamlTree(kind, parser, problems);
            if (parser.nextToken() == null) {
                problems.add(START, "a " + kind.noun + " must not be empty; begin with \"" + kind.key + ": 1\"");
                problems.raise();
            }
            var root = tree.node(0);
            if (!(root instanceof Node.Mapping)) {
                problems.add(root.at(), "a " + kind.noun + " must be a mapping of keys, but was " + root.words());
            }
            if (parser.nextToken() != null) {
                problems.add(tree.here(), "a file must hold one " + kind.noun + ", but a second document begins here");
            }
            problems.raise();
            return (Node.Mapping) root;
        } catch (JacksonException e) {
            problems.add(place(e.getLocation()), "not readable as YAML: " + firstLine(e.getOriginalMessage()));
            problems.raise();
            throw e;
        }
    }

    private static String decode(FileKind kind, byte[] bytes, Problems problems) {
        if (bytes.length > MAX_BYTES) {
            problems.add(START, kind.tooLarge(bytes.length));
            problems.raise();
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        try {
            return decoder.decode(in).toString();
        } catch (CharacterCodingException e) {
            int line = 1;
            int column = 1;
            for (int i = 0; i < in.position(); i++) {
                column = bytes[i] == '\n' ? 1 : column + 1;
                line += bytes[i] == '\n' ? 1 : 0;
            }
            problems.add(
                    new Location(line, column),
                    String.format(
                            "a %s file must be UTF-8, but has the byte 0x%02X here; save it as UTF-8",
                            kind.noun, bytes[in.position()]));
            problems.raise();
            throw new IllegalStateException(e);
        }
    }

    private Node node(int depth) {
        var at = here();
        if (parser.isCurrentAlias()) {
            problems.add(
                    at,
                    "aliases (*" + parser.getString() + ") are not allowed in a " + kind.noun
                            + "; write the value out");
            return new Node.Scalar(at, "", true);
        }
        if (depth > MAX_DEPTH) {
            problems.add(at, "a " + kind.noun + " must be nested at most " + MAX_DEPTH + " deep");
            problems.raise();
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(at, depth);
            case START_ARRAY -> {
                var items = new ArrayList<Node>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(depth + 1));
                }
                yield new Node.Sequence(at, items);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Scalar(at, number(parser), false);
            case VALUE_TRUE, VALUE_FALSE -> new Node.Scalar(at, parser.getBooleanValue(), false);
            case VALUE_NULL -> new Node.Scalar(at, "", true);
            default -> new Node.Scalar(at, parser.getString(), false);
        };
    }

    private static Object number(JsonParser parser) {
        try {
            return new BigDecimal(parser.getString().replace("_", ""));
        } catch (NumberFormatException e) {
            // YAML's other ways to write numbers (0x1F, .inf): let the field that reads it complain
            return parser.getString();
        }
    }

    private Node mapping(Location at, int depth) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var keyAt = here();
            var key = parser.currentName();
            parser.nextToken();
            var value = node(depth + 1);
            var before = entries.putIfAbsent(key, new Node.Entry(keyAt, value));
            if (before != null) {
                problems.add(
                        keyAt,
                        "key \"" + key + "\" must stand once, but stands in line "
                                + before.keyAt().line() + " already");
            }
        }
        return new Node.Mapping(at, entries);
    }

    private Location here() {
        return place(parser.currentTokenLocation());
    }

    private static Location place(TokenStreamLocation l) {
        return new Location(Math.max(1, l.getLineNr()), Math.max(1, l.getColumnNr()));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
