package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a value of an answer must be like: a JSON value, a header or the whole body, as text. Everything that is said must hold;
 * a value that is not there fits only what must not be there. Immutable.
 *
 * @param present whether it must be there; empty: it must, as far as anything else is said
 * @param oneOf what it may equal; none: anything. Two texts that are both numbers are compared as numbers, so {@code 0.00} is
 *     equal to {@code 0}
 * @param contains what must stand in it
 * @param matches a regular expression that must be found in it
 * @param above a number that it must exceed
 * @param below a number that it must be less than
 */
public record ValueCondition(
        Optional<Boolean> present,
        List<String> oneOf,
        Optional<String> contains,
        Optional<String> matches,
        Optional<BigDecimal> above,
        Optional<BigDecimal> below) {

    /** Check the expression and copy the list. */
    public ValueCondition {
        oneOf = List.copyOf(oneOf);
        try {
            matches.ifPresent(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw new BrownoutException(
                    "matches must be a regular expression, but was \"" + matches.orElse("") + "\": "
                            + e.getDescription(),
                    e);
        }
        boolean more = !oneOf.isEmpty()
                || contains.isPresent()
                || matches.isPresent()
                || above.isPresent()
                || below.isPresent();
        if (present.isEmpty() && !more) {
            throw new BrownoutException("a condition must say something of its value, but says nothing");
        }
        if (more && !present.orElse(true)) {
            throw new BrownoutException("a value that must not be there must have no other condition, but has");
        }
    }

    /**
     * Ask for one of some values.
     *
     * @param values as texts, at least one
     * @return the condition
     */
    public static ValueCondition equalTo(String... values) {
        return new ValueCondition(
                Optional.empty(),
                List.of(values),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Ask whether there is a value.
     *
     * @param there whether there must be one; JSON's null is none
     * @return the condition
     */
    public static ValueCondition present(boolean there) {
        return new ValueCondition(
                Optional.of(there), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Tell whether a value is so.
     *
     * @param value the value; empty where there is none
     * @return whether all that is said holds
     */
    public boolean holds(Optional<String> value) {
        return value.map(this::holds).orElse(!present.orElse(true));
    }

    private boolean holds(String value) {
        return present.orElse(true)
                && (oneOf.isEmpty() || oneOf.stream().anyMatch(wanted -> same(wanted, value)))
                && contains.map(value::contains).orElse(true)
                && matches.map(regex -> Pattern.compile(regex).matcher(value).find())
                        .orElse(true)
                && above.map(bound -> number(value)
                                .filter(n -> n.compareTo(bound) > 0)
                                .isPresent())
                        .orElse(true)
                && below.map(bound -> number(value)
                                .filter(n -> n.compareTo(bound) < 0)
                                .isPresent())
                        .orElse(true);
    }

    private static boolean same(String wanted, String value) {
        return wanted.equals(value)
                || number(wanted)
                        .flatMap(w -> number(value).map(v -> v.compareTo(w) == 0))
                        .orElse(false);
    }

    private static Optional<BigDecimal> number(String text) {
        // bounded, as what a service says is compared: 1E999999999 would be written out to be compared
        if (text.length() > 60 || !text.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,3})?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }
}
