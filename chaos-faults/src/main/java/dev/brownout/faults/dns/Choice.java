package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads a parameter that is one of a few words: an enum's constants in kebab-case. */
final class Choice {
    private Choice() {}

    static <E extends Enum<E>> E of(Class<E> type, Arguments arguments, String name) {
        var text = arguments.text(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> word(e).equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidFaultException(
                        name,
                        name + " must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Choice::word)
                                        .collect(Collectors.joining(", "))
                                + ", but was \"" + text + "\""));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
