package dev.brownout.scenarios.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Fills in {@code ${name}} and {@code ${name:default}}: from the command line, else the file, else the default. */
final class Variables {
    private static final Pattern USE = Pattern.compile("\\$\\{([a-zA-Z][a-zA-Z0-9-]*)(?::([^}]*))?}");

    private final Map<String, String> given;
    private final Map<String, Node.Scalar> declared = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Problems problems;

    Variables(Map<String, String> given, Problems problems) {
        this.given = given;
        this.problems = problems;
    }

    void declare(String name, Node.Scalar value) {
        declared.put(name, value);
    }

    String fill(String text, Location at) {
        return text.contains("${") ? fill(text, at, new ArrayDeque<>()) : text;
    }

    private String fill(String text, Location at, Deque<String> open) {
        return USE.matcher(text)
                .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(value(m.group(1), m.group(2), at, open)));
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
                        "variable \"" + name + "\" has no value: give --var " + name
                                + "=…, declare it under \"variables\", or write ${" + name + ":default}");
            }
            return standard == null ? "" : standard;
        }
        open.addLast(name);
        var filled = fill(String.valueOf(own.value()), own.at(), open);
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
                        "--var " + name + " is not used in this file; "
                                + (known.isEmpty() ? "it has no variables" : Nearest.hint(name, known)));
            }
        }
    }
}
