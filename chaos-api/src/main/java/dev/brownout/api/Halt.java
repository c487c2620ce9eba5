package dev.brownout.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * When to stop a run before its end, undo everything and call it {@link Outcome#ABORTED}. A closed set, one sentence each,
 * the same in a scenario's {@code halt} and after {@code --halt-when}:
 *
 * <pre>
 * place-order full &lt; 20% for 10s        a capability serves too little
 * place-order graceful &lt; 0.5 for 5s
 * no-lost-acks broken                    an invariant of "always" is broken
 * stop-file ops/stop                     an operator has made a file
 * </pre>
 */
public sealed interface Halt {

    /** How a halt condition must look, for messages. */
    String FORMS = "CAPABILITY full|graceful < SHARE for DURATION (place-order full < 20% for 10s), "
            + "CHECKER broken (no-lost-acks broken) or stop-file PATH (stop-file ops/stop)";

    /** Which answers count as good. A closed set. */
    enum Quality {
        /** Answers as in steady state: {@link Mode#FULL}. */
        FULL,
        /**
         * Answers that the phase expects of the capability; where it expects nothing, every honest one: full, slow, stale,
         * queued or refused.
         */
        GRACEFUL;

        /**
         * Write the quality as conditions do.
         *
         * @return the name in lower case
         */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A capability's share of good answers is below a bound, over all its answers of a stretch of time: also of those that
     * were given up, each at the time at which it was. Samples that overlap a stall of the harness do not count.
     *
     * @param capability the capability's id
     * @param quality which answers are good
     * @param share the bound, over 0 and up to 1
     * @param window the stretch, over 0; stack time
     */
    record Below(String capability, Quality quality, double share, Duration window) implements Halt {
        /** Check the bounds. */
        public Below {
            Rules.id("capability of a halt condition", capability);
            Rules.require(
                    share > 0 && share <= 1,
                    "share of a halt condition must be over 0%% and up to 100%%, but was %s: no share is below that",
                    share);
            Rules.positive("\"for\" of a halt condition", window);
        }

        @Override
        public String words() {
            var percent = BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros();
            return capability + " " + quality.word() + " < " + percent.toPlainString() + "% for "
                    + Durations.format(window);
        }
    }

    /**
     * A checker of {@code always} has seen something that nothing later can mend.
     *
     * @param checker its name
     */
    record Broken(String checker) implements Halt {
        /** Check the name. */
        public Broken {
            Rules.id("checker of a halt condition", checker);
        }

        @Override
        public String words() {
            return checker + " broken";
        }
    }

    /**
     * A file is there.
     *
     * @param path where; relative to the directory in which the run was started
     */
    record StopFile(String path) implements Halt {
        /** Check that there is a path. */
        public StopFile {
            Rules.require(!path.isBlank(), "stop-file must name a path, but was \"%s\"", path);
        }

        @Override
        public String words() {
            return "stop-file " + path;
        }
    }

    /**
     * Write the condition so that {@link #parse} reads it back.
     *
     * @return one line
     */
    String words();

    /**
     * Read a condition.
     *
     * @param text one of the forms above; a share is {@code 20%} or {@code 0.2}
     * @return the condition
     * @throws BrownoutException if it is none of them, or can never be true whatever is played
     */
    static Halt parse(String text) {
        var words = text.strip().split("\\s+", -1);
        if (words[0].equals("stop-file")) {
            return new StopFile(text.strip().substring("stop-file".length()).strip());
        }
        if (words.length == 2 && words[1].equals("broken")) {
            return new Broken(words[0]);
        }
        if (words.length == 6 && words[2].equals("<") && words[4].equals("for")) {
            return new Below(words[0], Parts.quality(words[1]), Parts.share(words[3]), Durations.parse(words[5]));
        }
        throw new BrownoutException("halt condition must be " + FORMS + ", but was \"" + text + "\"");
    }

    /** Reads the parts of a condition. */
    final class Parts {
        private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?%?");

        private Parts() {}

        private static Quality quality(String word) {
            for (var quality : Quality.values()) {
                if (quality.word().equals(word)) {
                    return quality;
                }
            }
            throw new BrownoutException(
                    "halt condition must count full or graceful answers, but counts \"" + word + "\"");
        }

        private static double share(String text) {
            if (!NUMBER.matcher(text).matches()) {
                throw new BrownoutException(
                        "share of a halt condition must be a number such as 20% or 0.2, but was \"" + text + "\"");
            }
            boolean percent = text.endsWith("%");
            var number = new BigDecimal(percent ? text.substring(0, text.length() - 1) : text);
            return (percent ? number.movePointLeft(2) : number).doubleValue();
        }
    }
}
