package dev.brownout.scenarios.reference;

import dev.brownout.api.FaultKind;
import dev.brownout.api.Parameter;
import dev.brownout.faults.FaultRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes what there is to know about every registered fault, ours or anybody's, as Markdown. */
public final class FaultReference {
    private FaultReference() {}

    /**
     * Write the reference.
     *
     * @param faults the kinds to tell of
     * @return Markdown, with Unix line ends
     */
    public static String markdown(FaultRegistry faults) {
        var lines = new ArrayList<String>();
        lines.add("# Faults");
        lines.add("");
        lines.add(
                "Every fault kind there is, made by `brownout reference faults` from what each kind says of itself. Times and");
        lines.add(
                "sizes are stack time and real bytes, never scaled. A scenario adds `on: <part of the cast>` to each.");
        lines.add("");
        lines.add("| fault | takes hold of | what goes wrong |");
        lines.add("|---|---|---|");
        for (var kind : faults.kinds()) {
            lines.add("| [`" + kind.name() + "`](#" + anchor(kind.name()) + ") | " + target(kind) + " | "
                    + cell(kind.description().summary()) + " |");
        }
        faults.kinds().forEach(kind -> describe(kind, lines));
        lines.add("");
        return String.join("\n", lines);
    }

    private static void describe(FaultKind<?> kind, List<String> lines) {
        var about = kind.description();
        lines.add("");
        lines.add("## " + kind.name());
        lines.add("");
        lines.add(about.summary() + " Takes hold of a " + target(kind) + ".");
        if (!about.parameters().isEmpty()) {
            lines.add("");
            lines.add("| parameter | value | unless given | meaning |");
            lines.add("|---|---|---|---|");
            about.parameters().forEach(p -> lines.add(row(p)));
        }
        lines.add("");
        lines.add("| seen from | symptom |");
        lines.add("|---|---|");
        about.symptoms().forEach((where, what) -> lines.add("| " + cell(where) + " | " + cell(what) + " |"));
        lines.add("");
        lines.add("Witness: " + sentence(about.witness()));
        var incidents = new TreeSet<>(about.incidents());
        incidents.addAll(Primitives.neededBy(kind.name()));
        if (!incidents.isEmpty()) {
            lines.add("");
            lines.add(
                    "Needed by: " + incidents.stream().map(i -> "`" + i + "`").collect(Collectors.joining(", ")) + ".");
        }
        lines.add("");
        lines.add("```yaml");
        lines.add("- " + kind.name() + ": " + example(kind));
        lines.add("```");
    }

    private static String row(Parameter p) {
        var range = p.min().isEmpty() ? p.type().words() : p.type().words() + ", " + p.min() + " to " + p.max();
        var standard =
                p.standard().map(s -> s.isEmpty() ? "nothing" : "`" + s + "`").orElse("must be given");
        return "| `" + p.name() + "` | " + cell(range) + " | " + cell(standard) + " | " + cell(p.meaning()) + " |";
    }

    private static String example(FaultKind<?> kind) {
        var arguments = new ArrayList<>(List.of("on: part"));
        kind.description().example().forEach((name, value) -> arguments.add(name + ": " + value(kind, name, value)));
        return "{" + String.join(", ", arguments) + "}";
    }

    /** Text is quoted where YAML would read something else. */
    private static String value(FaultKind<?> kind, String name, String value) {
        boolean text =
                kind.parameters().stream().anyMatch(p -> p.name().equals(name) && p.type() == Parameter.Type.TEXT);
        return text && !value.matches("[a-z][a-z0-9./-]*") ? "'" + value.replace("'", "''") + "'" : value;
    }

    private static String target(FaultKind<?> kind) {
        return kind.target().name().toLowerCase(Locale.ROOT);
    }

    private static String sentence(String words) {
        return words.isEmpty() || words.endsWith(".") ? words : words + ".";
    }

    private static String anchor(String name) {
        return name.replace(".", "");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
