package dev.brownout.faults.tcp;

import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which connections a fault meets. A closed set. */
public enum Connections {
    /** Those that are opened while it is in place. */
    NEW,
    /** Those that are open: what was, and what becomes so, since connecting works. */
    ESTABLISHED,
    /** All of them. */
    ALL;

    static Parameter parameter(Connections standard, Connections... allowed) {
        return Parameter.text("connections", standard.wireName(), "which: " + names(Set.of(allowed)));
    }

    private static String names(Set<Connections> allowed) {
        return Arrays.stream(values())
                .filter(allowed::contains)
                .map(Connections::wireName)
                .collect(Collectors.joining(", "));
    }

    static Connections of(String text, Connections... allowed) {
        return Arrays.stream(allowed)
                .filter(c -> c.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new InvalidFaultException(
                        "connections",
                        "connections must be one of " + names(Set.of(allowed)) + ", but was \"" + text + "\""));
    }

    private String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
