package dev.brownout.scenarios.format;

import dev.brownout.api.Durations;
import dev.brownout.api.Expectation;
import dev.brownout.api.Mode;
import dev.brownout.api.ServiceLimits;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads what is expected of one capability in one phase. */
final class ExpectationReader {
    private ExpectationReader() {}

    /**
     * Read one expectation.
     *
     * @param faulty whether the phase has a fault, without which there is no onset to count from
     */
    static Optional<Expectation> read(Fields parent, String capability, Node n, boolean faulty) {
        var name = "expectation of " + capability;
        if (n instanceof Node.Scalar) {
            var word = parent.text(n, capability).orElse("");
            if (word.equals("unaffected")) {
                return Optional.of(Expectation.asInSteadyState());
            }
            parent.problem(
                    n.at(),
                    name
                            + " must be \"unaffected\" or a mapping such as {any-of: [full, refused], within: 2s}, but was \""
                            + word + "\"");
            return Optional.empty();
        }
        return parent.mapping(n, name).flatMap(f -> mapping(f, name, faulty));
    }

    private static Optional<Expectation> mapping(Fields f, String name, boolean faulty) {
        var anyOf = EnumSet.noneOf(Mode.class);
        f.parsed("mode", t -> ScenarioReader.word(Mode.class, t)).ifPresent(anyOf::add);
        f.list("any-of")
                .forEach(m -> f.text(m, "any-of").ifPresent(t -> mode(f, m, t).ifPresent(anyOf::add)));
        double share = f.number("share", 0.01, 1).orElse(Expectation.STANDARD_SHARE);
        var atLeast = shares(f, "at-least", name);
        var atMost = shares(f, "at-most", name);
        var within = positive(f, "within", name);
        var limits = new ServiceLimits(
                positive(f, "p50", name),
                positive(f, "max", name),
                positive(f, "staleness", name),
                positive(f, "worst-gap", name),
                onset(f, "detected", name, faulty),
                onset(f, "degraded", name, faulty),
                f.parsed("changes", ExpectationReader::count));
        f.end();
        if (anyOf.isEmpty()) {
            f.problem(f.at(), name + " must have \"mode\" or \"any-of\" with at least one mode");
            return Optional.empty();
        }
        return consistent(f, name, anyOf, share, atLeast, atMost, within, limits);
    }

    private static Optional<Expectation> consistent(
            Fields f,
            String name,
            Set<Mode> anyOf,
            double share,
            Map<Mode, Double> atLeast,
            Map<Mode, Double> atMost,
            Optional<Duration> within,
            ServiceLimits limits) {
        var contradictions = Expectation.contradictions(anyOf, share, atLeast, atMost, within, limits);
        contradictions.forEach(c -> f.problem(f.at(c.key()), name + ": " + c.message()));
        return contradictions.isEmpty()
                ? Optional.of(new Expectation(false, anyOf, share, atLeast, atMost, within, limits))
                : Optional.empty();
    }

    private static Optional<Duration> positive(Fields f, String key, String name) {
        var value = f.duration(key);
        if (value.filter(Duration::isZero).isPresent()) {
            f.problem(
                    f.at(key),
                    "\"" + key + "\" of the " + name + " must be > 0, but was " + Durations.format(Duration.ZERO));
            return Optional.empty();
        }
        return value;
    }

    /** A time that counts from when the phase's faults are in place. */
    private static Optional<Duration> onset(Fields f, String key, String name, boolean faulty) {
        var value = positive(f, key, name);
        if (value.isPresent() && !faulty) {
            f.problem(
                    f.at(key),
                    "\"" + key + "\" of the " + name
                            + " must stand in a phase with a fault, as it counts from the fault's onset, but this phase has none"
                            + "; leave it out, or bound recovery under \"after\"");
        }
        return value;
    }

    private static int count(String text) {
        if (!text.matches("\\d{1,6}")) {
            throw new IllegalArgumentException("must be a whole number from 0 to 999999, but was \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    private static Map<Mode, Double> shares(Fields f, String key, String name) {
        var found = new TreeMap<Mode, Double>();
        f.mapping(key, key + " of the " + name)
                .ifPresent(shares -> shares.keys()
                        .forEach(word -> mode(f, new Node.Scalar(shares.at(word), word, false), word)
                                .ifPresent(m -> shares.number(word, 0.01, 1).ifPresent(v -> found.put(m, v)))));
        return found;
    }

    private static Optional<Mode> mode(Fields f, Node at, String text) {
        try {
            return Optional.of(ScenarioReader.word(Mode.class, text));
        } catch (IllegalArgumentException e) {
            f.problem(at.at(), "mode " + e.getMessage());
            return Optional.empty();
        }
    }
}
