package dev.brownout.api;

import java.time.Duration;
import java.util.regex.Pattern;

/** Read and write durations as scenario files do: {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h30m}. */
public final class Durations {
    private static final Pattern TEXT =
            Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,7})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");

    private Durations() {}

    /**
     * Read a duration.
     *
     * @param text hours, minutes, seconds and milliseconds, in that order, each with its unit and at most once: {@code
     *     1h}, {@code 2m30s}, {@code 500ms}. {@code 0s} is zero
     * @return the duration, never negative
     * @throws BrownoutException if the text is none
     */
    public static Duration parse(String text) {
        var m = TEXT.matcher(text);
        if (text.isEmpty() || !m.matches()) {
            throw new BrownoutException(
                    "duration must be a number with a unit (500ms, 2s, 5m, 1h30m), but was \"" + text + "\"");
        }
        return Duration.ofHours(part(m.group(1)))
                .plusMinutes(part(m.group(2)))
                .plusSeconds(part(m.group(3)))
                .plusMillis(part(m.group(4)));
    }

    private static long part(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /**
     * Write a duration so that {@link #parse} reads it back, to the millisecond.
     *
     * @param duration not negative
     * @return the shortest text, such as {@code 2m30s}
     */
    public static String format(Duration duration) {
        var text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.length() == 0 ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }
}
