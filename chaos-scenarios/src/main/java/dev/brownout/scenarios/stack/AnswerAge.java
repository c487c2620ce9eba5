package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Where an answer says how old its content is.
 *
 * @param json a JSON pointer (RFC 6901); empty for a header
 * @param header a header's name; empty for a JSON pointer
 * @param unit how it is written
 */
public record AnswerAge(String json, String header, Unit unit) {

    /** How an age, or the time since which the content is what it is, is written. A closed set. */
    public enum Unit {
        /** An age in seconds, as the header {@code Age} has it (RFC 9111, section 5.1). */
        S,
        /** An age in milliseconds. */
        MS,
        /** A time in seconds since 1970. */
        EPOCH_S,
        /** A time in milliseconds since 1970. */
        EPOCH_MS,
        /** A time as {@code 2025-10-20T06:48:00Z} (RFC 3339). */
        RFC3339,
        /** A time as headers write it: {@code Mon, 20 Oct 2025 06:48:00 GMT} (RFC 9110, section 5.6.7). */
        HTTP_DATE
    }

    /** Check that there is one place. */
    public AnswerAge {
        if (json.isEmpty() == header.isEmpty()) {
            throw new BrownoutException("age of an answer must stand at a JSON pointer or in a header, but was told "
                    + (json.isEmpty() ? "neither" : "both"));
        }
        AnswerRule.pointer(json);
    }

    /** Read the age; empty where the answer does not tell it. */
    Optional<Duration> of(HttpAnswer answer, Instant now) {
        var text = header.isEmpty() ? answer.json(json) : answer.header(header);
        try {
            return text.map(t -> age(t, now)).map(age -> age.isNegative() ? Duration.ZERO : age);
        } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
            return Optional.empty(); // what cannot be read is not told
        }
    }

    private Duration age(String text, Instant now) {
        return switch (unit) {
            case S -> millis(text, 3);
            case MS -> millis(text, 0);
            case EPOCH_S -> Duration.between(Instant.EPOCH.plus(millis(text, 3)), now);
            case EPOCH_MS -> Duration.between(Instant.EPOCH.plus(millis(text, 0)), now);
            case RFC3339 -> Duration.between(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from), now);
            case HTTP_DATE -> Duration.between(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from), now);
        };
    }

    private static Duration millis(String number, int shift) {
        if (!number.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
            throw new NumberFormatException(number);
        }
        return Duration.ofMillis(new BigDecimal(number).movePointRight(shift).longValue());
    }
}
