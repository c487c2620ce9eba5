package dev.brownout.scenarios.reference;

import dev.brownout.faults.FaultRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the documented outages need, and what does it here: a table with a row for every primitive, kept as data beside this
 * class and checked against the registry.
 */
public final class Primitives {
    private static final String RESOURCE = "primitives.yaml";

    private Primitives() {}

    /**
     * One thing that outages need.
     *
     * @param primitive what, in words
     * @param essential ids of outages that cannot be told without it
     * @param useful ids of outages that are truer with it
     * @param kinds fault kinds that do it; empty when it is still to come
     * @param how how those kinds are put together, where one of them alone does not do it
     * @param later why it is still to come
     * @param approximated outages that stay approximated until it has come
     */
    public record Primitive(
            String primitive,
            List<String> essential,
            List<String> useful,
            List<String> kinds,
            Optional<String> how,
            Optional<String> later,
            List<String> approximated) {
        /** Copy the lists. */
        public Primitive {
            essential = List.copyOf(essential);
            useful = List.copyOf(useful);
            kinds = List.copyOf(kinds);
            approximated = List.copyOf(approximated);
        }
    }

    /** As the file has it, where what does not apply is left out. */
    private record Entry(
            String primitive,
            Optional<List<String>> essential,
            Optional<List<String>> useful,
            Optional<List<String>> kinds,
            Optional<String> how,
            Optional<String> later,
            Optional<List<String>> approximated) {
        Primitive primitive(List<String> none) {
            return new Primitive(
                    primitive,
                    essential.orElse(none),
                    useful.orElse(none),
                    kinds.orElse(none),
                    how,
                    later,
                    approximated.orElse(none));
        }
    }

    /**
     * Read the table.
     *
     * @return every primitive, in order
     */
    public static List<Primitive> all() {
        try (var in = Primitives.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " must be in the jar, but is not");
            }
            var entries = new YAMLMapper().readValue(in, new TypeReference<List<Entry>>() {});
            return entries.stream().map(e -> e.primitive(List.of())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Find what does not hold together.
     *
     * @param faults the kinds there are
     * @return a sentence for each mistake; empty when there is none
     */
    public static List<String> mistakes(FaultRegistry faults) {
        var mistakes = new ArrayList<String>();
        for (var p : all()) {
            p.kinds().stream()
                    .filter(k -> faults.find(k).isEmpty())
                    .forEach(k -> mistakes.add(p.primitive() + " names " + k + ", which is no fault kind"));
            if (p.kinds().isEmpty() == p.later().isEmpty()) {
                mistakes.add(p.primitive() + " must either name kinds or say why it is still to come");
            }
            if (p.later().isPresent()
                    && !p.essential().isEmpty()
                    && p.approximated().isEmpty()) {
                mistakes.add(p.primitive()
                        + " is essential and still to come, so the outages that stay approximated must" + " be named");
            }
        }
        return mistakes;
    }

    /**
     * List the outages that need a kind.
     *
     * @param kind a fault kind's name
     * @return ids in order; empty when no row names the kind
     */
    static SortedSet<String> neededBy(String kind) {
        var ids = new TreeSet<String>();
        all().stream().filter(p -> p.kinds().contains(kind)).forEach(p -> {
            ids.addAll(p.essential());
            ids.addAll(p.useful());
        });
        return ids;
    }

    /**
     * Write the table.
     *
     * @return Markdown, with Unix line ends
     */
    public static String markdown() {
        var lines = new ArrayList<String>();
        lines.add("# What the outages need");
        lines.add("");
        lines.add("Every fault primitive that the documented outages need, and what does it here. Made by");
        lines.add(
                "`brownout reference primitives`; a test checks it against the registry. ● cannot be told without it, ○ truer");
        lines.add("with it.");
        lines.add("");
        lines.add("| primitive | done by | outages that need it |");
        lines.add("|---|---|---|");
        for (var p : all()) {
            lines.add("| " + p.primitive() + " | " + doneBy(p) + " | " + neededBy(p) + " |");
        }
        lines.add("");
        return String.join("\n", lines);
    }

    private static String doneBy(Primitive p) {
        if (p.later().isPresent()) {
            return "*not yet, because* " + p.later().get()
                    + (p.approximated().isEmpty() ? "" : "; stay approximated: " + ids(p.approximated()));
        }
        var kinds = p.kinds().stream()
                .map(k -> "[`" + k + "`](faults.md#" + k.replace(".", "") + ")")
                .collect(Collectors.joining(", "));
        return p.how().map(h -> kinds + ": " + h).orElse(kinds);
    }

    private static String neededBy(Primitive p) {
        var parts = new ArrayList<String>();
        if (!p.essential().isEmpty()) {
            parts.add("● " + ids(p.essential()));
        }
        if (!p.useful().isEmpty()) {
            parts.add("○ " + ids(p.useful()));
        }
        return String.join(" ", parts);
    }

    private static String ids(List<String> ids) {
        return ids.stream().map(i -> "`" + i + "`").collect(Collectors.joining(", "));
    }
}
