package dev.brownout.junit.generate;

import dev.brownout.api.Durations;
import dev.brownout.api.Parameter;

/** Writes values of parameters as Java. */
final class Literals {
    private Literals() {}

    /** As an annotation's attribute. */
    static String attribute(Parameter parameter, String value) {
        return switch (parameter.type()) {
            case DURATION, TEXT -> JavaText.quoted(value);
            case RATIO -> value;
            case INTEGER -> whole(value);
        };
    }

    /** As a method's argument. */
    static String argument(Parameter parameter, String value) {
        return switch (parameter.type()) {
            case DURATION -> duration(value);
            case TEXT -> JavaText.quoted(value);
            case RATIO -> value;
            case INTEGER -> whole(value);
        };
    }

    private static String whole(String value) {
        return Long.parseLong(value) > Integer.MAX_VALUE ? value + "L" : value;
    }

    private static String duration(String value) {
        var duration = Durations.parse(value);
        if (duration.toMillisPart() > 0) {
            return "Duration.ofMillis(" + duration.toMillis() + ")";
        }
        return duration.toSecondsPart() > 0 || duration.isZero()
                ? "Duration.ofSeconds(" + duration.toSeconds() + ")"
                : duration.toMinutesPart() > 0
                        ? "Duration.ofMinutes(" + duration.toMinutes() + ")"
                        : "Duration.ofHours(" + duration.toHours() + ")";
    }
}
