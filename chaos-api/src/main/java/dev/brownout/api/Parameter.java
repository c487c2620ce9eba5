package dev.brownout.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * Describe one parameter of a {@link FaultKind} or of a {@link Checker}: schema, reference and error messages are made from it.
 *
 * @param name kebab-case
 * @param type what is written
 * @param standard the value where none is given, as it would be written; empty where one must be given
 * @param min the smallest value allowed, as it would be written; ignored for {@link Type#TEXT}
 * @param max the largest value allowed, as it would be written; ignored for {@link Type#TEXT}
 * @param meaning what it does, in a sentence
 */
public record Parameter(String name, Type type, Optional<String> standard, String min, String max, String meaning) {

    /** What a parameter's value is. A closed set. */
    public enum Type {
        /** Stack time with its unit: {@code 500ms}. */
        DURATION("a duration with its unit, such as 500ms or 2s"),
        /** A share or a factor: a number that may have decimals. */
        RATIO("a number"),
        /** A whole number. */
        INTEGER("a whole number"),
        /** Any text. */
        TEXT("text");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /**
         * Describe what may be written.
         *
         * @return a few words for an error message
         */
        public String words() {
            return words;
        }
    }

    /** Check that the default keeps the parameter's own rule. */
    public Parameter {
        Rules.id("parameter name", name);
        standard.ifPresent(s -> canonical(name, type, min, max, s));
    }

    /**
     * Describe a duration.
     *
     * @param name kebab-case
     * @param standard the value where none is given; an empty string where one must be given
     * @param min the smallest allowed
     * @param max the largest allowed
     * @param meaning what it does
     * @return the parameter
     */
    public static Parameter duration(String name, String standard, String min, String max, String meaning) {
        return new Parameter(name, Type.DURATION, optional(standard), min, max, meaning);
    }

    /**
     * Describe a share from 0 (exclusive: use no fault instead) to 1.
     *
     * @param name kebab-case
     * @param standard the value where none is given; an empty string where one must be given
     * @param meaning what it does
     * @return the parameter
     */
    public static Parameter ratio(String name, String standard, String meaning) {
        return new Parameter(name, Type.RATIO, optional(standard), "0.01", "1", meaning);
    }

    /**
     * Describe a number that may have decimals, such as a factor.
     *
     * @param name kebab-case
     * @param standard the value where none is given; an empty string where one must be given
     * @param min the smallest allowed, in decimal notation
     * @param max the largest allowed, in decimal notation
     * @param meaning what it does
     * @return the parameter
     */
    public static Parameter number(String name, String standard, String min, String max, String meaning) {
        return new Parameter(name, Type.RATIO, optional(standard), min, max, meaning);
    }

    /**
     * Describe a whole number.
     *
     * @param name kebab-case
     * @param standard the value where none is given; an empty string where one must be given
     * @param min the smallest allowed
     * @param max the largest allowed
     * @param meaning what it does
     * @return the parameter
     */
    public static Parameter integer(String name, String standard, long min, long max, String meaning) {
        return new Parameter(name, Type.INTEGER, optional(standard), Long.toString(min), Long.toString(max), meaning);
    }

    /**
     * Describe a text.
     *
     * @param name kebab-case
     * @param standard the value where none is given; may be an empty string
     * @param meaning what it does
     * @return the parameter
     */
    public static Parameter text(String name, String standard, String meaning) {
        return new Parameter(name, Type.TEXT, Optional.of(standard), "", "", meaning);
    }

    private static Optional<String> optional(String standard) {
        return standard.isEmpty() ? Optional.empty() : Optional.of(standard);
    }

    /**
     * Check a value and write it in its one canonical form.
     *
     * @param value as read from a file or given in code
     * @return the canonical text
     * @throws InvalidFaultException if the value is of the wrong type or out of range
     */
    public String canonical(Object value) {
        return canonical(name, type, min, max, value);
    }

    private static String canonical(String name, Type type, String min, String max, Object value) {
        try {
            return switch (type) {
                case DURATION -> {
                    var d = value instanceof Duration given ? given : Durations.parse(text(value));
                    range(d.compareTo(Durations.parse(min)) >= 0 && d.compareTo(Durations.parse(max)) <= 0);
                    yield Durations.format(d);
                }
                case RATIO, INTEGER -> {
                    var n = new BigDecimal(value.toString());
                    range(n.compareTo(new BigDecimal(min)) >= 0 && n.compareTo(new BigDecimal(max)) <= 0);
                    yield type == Type.RATIO
                            ? n.stripTrailingZeros().toPlainString()
                            : n.toBigIntegerExact().toString();
                }
                case TEXT -> text(value);
            };
        } catch (BrownoutException | ArithmeticException | NumberFormatException e) {
            var range = type == Type.TEXT ? "" : " between " + min + " and " + max;
            throw new InvalidFaultException(
                    name, name + " must be " + type.words() + range + ", but was " + quote(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof String s) {
            return s;
        }
        throw new BrownoutException("not a text");
    }

    private static void range(boolean holds) {
        if (!holds) {
            throw new BrownoutException("out of range");
        }
    }

    private static String quote(Object value) {
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }
}
