package dev.brownout.scenarios.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${name}} and {@code ${name:default}}: from the command line, else the file, else the default. Where
 * the environment may be referred to, {@code ${env:NAME}} stays as it is, since a reader does not look there.
 */
final class Variables {
    private static final Pattern USE = Pattern.compile("\\$\\{([a-zA-Z][a-zA-Z0-9-]*)(?::([^}]*))?}");

    /** What stands before the name of a reference to the environment. */
    private static final String ENVIRONMENT = "env";

    private final Map<String, String> given;
    private final String flag;
    private final Map<String, Node.Scalar> declared = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Problems problems;
    private boolean references;

    /**
     * @param given values from the command line
     * @param flag what stands before a name there: {@code --var }
     */
    Variables(Map<String, String> given, String flag, Problems problems) {
        this.given = given;
        this.flag = flag;
        this.problems = problems;
    }

    /** Take {@code ${env:NAME}} for a reference to the environment and not for a variable. */
    Variables withReferences() {
        references = true;
        return this;
    }

    /** Read the variables that a file declares. */
    void declare(Fields file) {
        file.mapping("variables", "variables")
                .ifPresent(v -> v.keys().forEach(key -> {
                    if (v.node(key).orElse(null) instanceof Node.Scalar value) {
                        declared.put(key, value);
                    } else {
                        problems.add(v.at(key), "variable \"" + key + "\" must have a plain value");
                    }
                }));
    }

    String fill(String text, Location at) {
        return text.contains("${") ? fill(text, at, new ArrayDeque<>(), false) : text;
    }

    /** Fill in everything but references to the environment. */
    String fillAround(String text, Location at) {
        return text.contains("${") ? fill(text, at, new ArrayDeque<>(), true) : text;
    }

    private String fill(String text, Location at, Deque<String> open, boolean around) {
        return USE.matcher(text)
                .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(
                        references && m.group(1).equals(ENVIRONMENT)
                                ? reference(m.group(), at, around)
                                : value(m.group(1), m.group(2), at, open)));
    }

    private String reference(String text, Location at, boolean around) {
        if (!around) {
            problems.add(
                    at,
                    text
                            + " must stand in a header or the body of a probe, and nowhere else; what is no secret can be a"
                            + " variable, such as ${port:8080}");
        }
        return text;
    }

    private String value(
            String name, @org.jspecify.annotations.Nullable String standard, Location at, Deque<String> open) {
        used.add(name);
        if (given.containsKey(name)) {
            return given.get(name);
        }
        var own = declared.get(name);
        if (open.contains(name)) {
            problems.add(
                    own == null ? at : own.at(),
                    "variable \"" + name + "\" must not depend on itself, but does: " + String.join(" → ", open) + " → "
                            + name);
            return "";
        }
        if (own == null) {
            if (standard == null) {
                problems.add(
                        at,
                        "variable \"" + name + "\" has no value: give " + flag + name
                                + "=…, declare it under \"variables\", or write ${" + name + ":default}");
            }
            return standard == null ? "" : standard;
        }
        open.addLast(name);
        var filled = fill(String.valueOf(own.value()), own.at(), open, false);
        open.removeLast();
        return filled;
    }

    /** Complain of values given on the command line that the file never asks for. */
    void complainOfUnused() {
        for (var name : given.keySet()) {
            if (!used.contains(name)) {
                var known = new LinkedHashSet<>(declared.keySet());
                known.addAll(used);
                problems.add(
                        new Location(1, 1),
                        flag + name + " is not used in this file; "
                                + (known.isEmpty() ? "it has no variables" : Nearest.hint(name, known)));
            }
        }
    }
}
