package dev.brownout.scenarios.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether the lines of a journal follow each other as one run wrote them: none missing, doubled, moved, or of another
 * run, and its clock never going back. The wall clock may jump as it likes.
 */
final class Sequence {
    private final Map<String, Seen> asked = new HashMap<>();
    private Optional<String> run = Optional.empty();
    private long number;
    private long mono = Long.MIN_VALUE;

    /** Why a line cannot be the next; empty when it can. */
    Optional<String> refusal(Line line) {
        number++;
        var why = number(line).or(() -> run(line)).or(() -> clock(line)).or(() -> sample(line));
        mono = line.mono();
        return why;
    }

    private Optional<String> number(Line line) {
        if (line.n() == number) {
            return Optional.empty();
        }
        return Optional.of("stands in place " + number + " of the file: "
                + (line.n() > number
                        ? (line.n() == number + 1
                                        ? "line " + number + " is"
                                        : "lines " + number + " to " + (line.n() - 1) + " are")
                                + " missing"
                        : "it is doubled, moved, or from another run")
                + "; judge the journal as it was written");
    }

    private Optional<String> run(Line line) {
        if (number == 1) {
            run = line.run();
        }
        return line.run().equals(run)
                ? Optional.empty()
                : Optional.of("must be of run " + run.orElse("without an id") + " as the first line is, but is of run "
                        + line.run().orElse("without an id")
                        + ": two journals were mixed; judge each as it was written");
    }

    private Optional<String> clock(Line line) {
        return line.mono() >= mono
                ? Optional.empty()
                : Optional.of(
                        "must not be earlier than the line before, but is at " + line.mono() + " ns after " + mono
                                + " ns: the run's clock never goes back, so the journal was changed; judge it as it was written");
    }

    private Optional<String> sample(Line line) {
        if (!(line.event() instanceof Event.Probed p)) {
            return Optional.empty();
        }
        if (p.due() > p.sent() || p.sent() > p.done()) {
            return Optional.of(
                    "must be of a question that was due, asked and answered in this order, but was due at " + p.due()
                            + ", asked at " + p.sent() + " and answered at " + p.done()
                            + " ns: the journal was changed; judge it as it was written");
        }
        return asked.computeIfAbsent(p.capability(), c -> new Seen()).add(p.ordinal())
                ? Optional.empty()
                : Optional.of("must be of a question of its own, but question " + p.ordinal() + " about "
                        + p.capability() + " was answered before: the journal was changed; judge it as it was written");
    }

    /** Numbers that were seen: all below one, and some above, which are few as answers come nearly in order. */
    private static final class Seen {
        private final Set<Long> above = new HashSet<>();
        private long below;

        boolean add(long n) {
            boolean fresh = (n < 0 || n >= below) && above.add(n);
            while (above.remove(below)) {
                below++;
            }
            return fresh;
        }
    }
}
