package dev.brownout.scenarios.format;

import java.util.LinkedHashMap;
import java.util.List;

/** A piece of a YAML or JSON file that remembers where it stood. */
sealed interface Node {

    Location at();

    /** What it is, for messages. */
    String words();

    /** A plain value: String, BigDecimal, Boolean, or an empty string for YAML's null. */
    record Scalar(Location at, Object value, boolean isNull) implements Node {
        @Override
        public String words() {
            return isNull ? "nothing" : value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        }
    }

    record Sequence(Location at, List<Node> items) implements Node {
        @Override
        public String words() {
            return "a list of " + items.size();
        }
    }

    record Mapping(Location at, LinkedHashMap<String, Entry> entries) implements Node {
        @Override
        public String words() {
            return "a mapping with " + entries.keySet();
        }
    }

    /** A key with its own place, and its value. */
    record Entry(Location keyAt, Node value) {}
}
