package dev.brownout.scenarios.format;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Durations;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the keys of one mapping, noting every problem instead of stopping at the first. A value that could not be read is
 * replaced by a harmless one; the file is refused in the end. Used from one thread.
 */
final class Fields {
    private final Node.Mapping mapping;
    private final String where;
    private final Problems problems;
    private final Variables variables;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(Node.Mapping mapping, String where, Problems problems, Variables variables) {
        this.mapping = mapping;
        this.where = where;
        this.problems = problems;
        this.variables = variables;
    }

    Location at() {
        return mapping.at();
    }

    Set<String> keys() {
        return mapping.entries().keySet();
    }

    Location at(String key) {
        var entry = mapping.entries().get(key);
        return entry == null ? at() : entry.value().at();
    }

    /** The value of a key, filled in; empty when the key is not there or holds nothing. */
    Optional<Node> node(String key) {
        known.add(key);
        return Optional.ofNullable(mapping.entries().get(key))
                .map(Node.Entry::value)
                .filter(n -> !(n instanceof Node.Scalar s && s.isNull()));
    }

    Optional<String> text(String key) {
        return node(key).flatMap(n -> text(n, key));
    }

    Optional<String> text(Node node, String key) {
        if (node instanceof Node.Scalar s) {
            return Optional.of(variables.fill(String.valueOf(s.value()), s.at()));
        }
        problems.add(node.at(), wants(key, "text", node));
        return Optional.empty();
    }

    /** Text that may refer to the environment, which stays as it is. */
    Optional<String> textAround(String key) {
        return node(key)
                .flatMap(n -> n instanceof Node.Scalar s
                        ? Optional.of(variables.fillAround(String.valueOf(s.value()), s.at()))
                        : text(n, key));
    }

    String requiredText(String key) {
        return required(key, text(key), "");
    }

    <T> T required(String key, Optional<T> value, T otherwise) {
        if (value.isEmpty() && !mapping.entries().containsKey(key)) {
            problems.add(at(), where + " must have the key \"" + key + "\"");
        } else if (value.isEmpty() && node(key).isEmpty()) {
            problems.add(at(key), "\"" + key + "\" of " + where + " must have a value, but has none");
        }
        return value.orElse(otherwise);
    }

    /** A scalar turned into a value by a function that throws when it cannot. */
    <T> Optional<T> parsed(String key, Function<String, T> parse) {
        return node(key)
                .flatMap(n -> text(n, key).flatMap(t -> {
                    try {
                        return Optional.of(parse.apply(t));
                    } catch (BrownoutException | IllegalArgumentException | java.time.DateTimeException e) {
                        problems.add(n.at(), "\"" + key + "\" of " + where + ": " + e.getMessage());
                        return Optional.empty();
                    }
                }));
    }

    Optional<Duration> duration(String key) {
        return parsed(key, Durations::parse);
    }

    /** A duration of incident time: scaled, so it may say so by a suffix. */
    Optional<Duration> incidentTime(String key) {
        return parsed(key, t -> Durations.parse(t.endsWith("@incident") ? t.substring(0, t.indexOf('@')) : t));
    }

    Optional<Double> number(String key, double min, double max) {
        return parsed(key, t -> {
            try {
                var value = new BigDecimal(t).doubleValue();
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new IllegalArgumentException("must be a number from "
                    + BigDecimal.valueOf(min).stripTrailingZeros().toPlainString() + " to "
                    + BigDecimal.valueOf(max).stripTrailingZeros().toPlainString() + ", but was \"" + t + "\"");
        });
    }

    Optional<Fields> mapping(String key, String name) {
        return node(key).flatMap(n -> mapping(n, name));
    }

    Optional<Fields> mapping(Node node, String name) {
        if (node instanceof Node.Mapping m) {
            return Optional.of(new Fields(m, name, problems, variables));
        }
        problems.add(node.at(), name + " must be a mapping of keys, but was " + node.words());
        return Optional.empty();
    }

    /** A mapping that is not there: every key of it has its default. */
    Fields without(Node at, String name) {
        return new Fields(new Node.Mapping(at.at(), new LinkedHashMap<>()), name, problems, variables);
    }

    List<Node> list(String key) {
        return node(key)
                .map(n -> {
                    if (n instanceof Node.Sequence s) {
                        return s.items();
                    }
                    problems.add(n.at(), wants(key, "a list", n));
                    return List.<Node>of();
                })
                .orElse(List.of());
    }

    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        list(key).forEach(n -> text(n, key).ifPresent(texts::add));
        return texts;
    }

    /**
     * All keys that are left as the parameters of a fault or a checker; empty when one of them is wrong.
     *
     * @param check throws {@link InvalidFaultException} for arguments that are each in range but not together
     */
    Optional<Arguments> arguments(String name, List<Parameter> parameters, Consumer<Arguments> check) {
        var values = new TreeMap<String, String>();
        boolean good = true;
        for (var p : parameters) {
            var given = text(p.name());
            try {
                if (given.isPresent()) {
                    values.put(p.name(), p.canonical(given.get()));
                } else if (p.standard().isEmpty()) {
                    problem(
                            at(),
                            name + " must have the key \"" + p.name() + "\": "
                                    + p.type().words());
                    good = false;
                }
            } catch (InvalidFaultException e) {
                problem(at(p.name()), name + ": " + e.getMessage());
                good = false;
            }
        }
        end();
        if (!good) {
            return Optional.empty();
        }
        try {
            var arguments = Arguments.of(parameters, values);
            check.accept(arguments);
            return Optional.of(arguments);
        } catch (InvalidFaultException e) {
            problem(e.parameter().isEmpty() ? at() : at(e.parameter()), name + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    void problem(Location at, String message) {
        problems.add(at, message);
    }

    /** Complain of every key that nobody asked for. Call when all were. */
    void end() {
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.add(
                        entry.keyAt(), "unknown key \"" + key + "\" in " + where + "; " + Nearest.hint(key, known));
            }
        });
    }

    private String wants(String key, String type, Node node) {
        return "\"" + key + "\" of " + where + " must be " + type + ", but was " + node.words();
    }
}
