package dev.brownout.faults.packet;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which packets of a link a fault meets, as its victim sees them. A closed set. */
public enum Way {
    /** Those that it sends and those that it is sent. */
    BOTH,
    /** Those that it sends. */
    OUT,
    /** Those that it is sent. */
    IN;

    static Parameter parameter(Way standard, Way... allowed) {
        return Parameter.text(
                "direction",
                standard.wireName(),
                "which packets, as the victim sees them: " + names(allowed)
                        + " (out is what it sends, in what it is sent)");
    }

    static Way of(Arguments arguments, Way... allowed) {
        var text = arguments.text("direction");
        return Arrays.stream(allowed)
                .filter(way -> way.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new InvalidFaultException(
                        "direction", "direction must be one of " + names(allowed) + ", but was \"" + text + "\""));
    }

    private static String names(Way... allowed) {
        return List.of(allowed).stream().map(Way::wireName).collect(Collectors.joining(", "));
    }

    private String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
