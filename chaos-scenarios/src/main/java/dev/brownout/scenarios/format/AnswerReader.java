package dev.brownout.scenarios.format;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Mode;
import dev.brownout.scenarios.stack.AnswerAge;
import dev.brownout.scenarios.stack.AnswerRule;
import dev.brownout.scenarios.stack.ValueCondition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the answers of an HTTP probe mean. */
final class AnswerReader {
    /** What an answer can be called by what it says. */
    static final List<String> MODES = Arrays.stream(Mode.values())
            .filter(m -> m != Mode.SLOW && m != Mode.HUNG)
            .map(Mode::word)
            .toList();

    private AnswerReader() {}

    static List<AnswerRule> rules(Fields probe) {
        var rules = new ArrayList<AnswerRule>();
        for (var n : probe.list("answers")) {
            probe.mapping(n, "an answer").ifPresent(one -> {
                if (one.keys().size() != 1) {
                    probe.problem(
                            n.at(),
                            "an answer must have one key, its mode (- full: {status: 200}), but has "
                                    + one.keys().size());
                    return;
                }
                var word = one.keys().iterator().next();
                if (!MODES.contains(word)) {
                    var time = word.equals("slow") || word.equals("hung")
                            ? "; whether an answer is slow or hung, slow-after and deadline of the capability decide"
                            : "; " + Nearest.hint(word, MODES);
                    probe.problem(
                            n.at(),
                            "mode of an answer must be one of " + String.join(", ", MODES) + ", but was \"" + word
                                    + "\"" + time);
                    return;
                }
                one.mapping(word, word)
                        .flatMap(f -> rule(ScenarioReader.word(Mode.class, word), f))
                        .ifPresent(rules::add);
            });
        }
        if (probe.node("answers").orElse(null) instanceof Node.Sequence s
                && s.items().isEmpty()) {
            probe.problem(
                    probe.at("answers"),
                    "\"answers\" must be a list of at least one; leave it out for the standard ones");
        }
        return rules;
    }

    private static Optional<AnswerRule> rule(Mode mode, Fields f) {
        if (f.keys().isEmpty()) {
            f.problem(f.at(), mode.word() + " must say what such an answer is like, but says nothing");
        }
        var status = f.node("status")
                .map(n -> n instanceof Node.Sequence
                        ? f.texts("status")
                        : f.text(n, "status").map(List::of).orElse(List.of()))
                .orElse(List.of());
        var json = conditions(f, "json");
        var headers = conditions(f, "headers");
        var body = f.node("body").flatMap(n -> condition(f, "body", n));
        var older = f.duration("older-than");
        f.end();
        try {
            return Optional.of(new AnswerRule(mode, status, json, headers, body, older));
        } catch (BrownoutException e) {
            f.problem(f.at(status.isEmpty() ? "json" : "status"), mode.word() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<String, ValueCondition> conditions(Fields f, String key) {
        var conditions = new LinkedHashMap<String, ValueCondition>();
        f.mapping(key, key)
                .ifPresent(
                        all -> all.keys()
                                .forEach(
                                        place -> all.node(place)
                                                .ifPresentOrElse(
                                                        n -> condition(all, place, n)
                                                                .ifPresent(c -> conditions.put(place, c)),
                                                        () -> all.problem(
                                                                all.at(place),
                                                                "\"" + place
                                                                        + "\" must have a value; for one that must not be there write {present: false}"))));
        return conditions;
    }

    /** A plain value is what must be there; a mapping says more. */
    private static Optional<ValueCondition> condition(Fields parent, String key, Node n) {
        if (n instanceof Node.Scalar) {
            return parent.text(n, key).map(ValueCondition::equalTo);
        }
        return parent.mapping(n, "condition on " + key).flatMap(f -> {
            var present = f.parsed("present", t -> switch (t) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("must be true or false, but was \"" + t + "\"");
            });
            var values = new ArrayList<>(f.texts("one-of"));
            f.text("equals").ifPresent(values::add);
            var contains = f.text("contains");
            var matches = f.text("matches");
            var above = f.parsed("above", AnswerReader::number);
            var below = f.parsed("below", AnswerReader::number);
            f.end();
            try {
                return Optional.of(new ValueCondition(present, values, contains, matches, above, below));
            } catch (BrownoutException e) {
                f.problem(f.at(), "condition on " + key + ": " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number, but was \"" + text + "\"", e);
        }
    }

    static Optional<AnswerAge> age(Fields f) {
        var json = f.text("json").orElse("");
        var header = f.text("header").orElse("");
        var unit =
                f.required("unit", f.parsed("unit", t -> StackReader.find(AnswerAge.Unit.class, t)), AnswerAge.Unit.S);
        f.end();
        try {
            return Optional.of(new AnswerAge(json, header, unit));
        } catch (BrownoutException e) {
            f.problem(f.at(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
