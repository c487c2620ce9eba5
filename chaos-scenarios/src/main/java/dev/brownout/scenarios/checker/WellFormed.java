package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.invoked;
import static dev.brownout.scenarios.checker.Checks.ok;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The one rule about histories themselves, which every checker relies on: each operation is invoked once and completed at
 * most once, by the user who invoked it, who does nothing else meanwhile; observers ({@code auditor…}) only tell; numbers
 * are numbers; the engine's log has no gap; and the final read counts what was read.
 *
 * <p>An entry that breaks it, and everything after it, is kept from the checkers: what they found before stands, and what
 * they needed from the rest they cannot say. So a damaged history is never a pass, and never blamed on the stack either.
 *
 * <p>Remembers open operations, every id (a bit each where they count up), and counts. Not thread safe.
 */
public final class WellFormed {
    /** The rule's name in findings. */
    public static final String RULE = "well-formed";

    /** Processes that begin so do nothing to the stack: their entries have no invocation. */
    static final String OBSERVER = "auditor";

    private static final Set<String> YES_OR_NO = Set.of("true", "false");
    /** Stands for any number in decimal notation. */
    private static final Set<String> NUMBER = Set.of();

    /** What a value may be, where not any text will do. */
    private static final Map<String, Set<String>> VALUES = new HashMap<>();

    static {
        for (var key : List.of(
                "age-ms",
                "amount",
                "ask",
                "bid",
                "deposited",
                "entries",
                "executed",
                "first-id",
                "genesis",
                "last-id",
                "length",
                "oldest-ms",
                "price",
                "quantity",
                "seq",
                "total",
                "valid-ms",
                "withdrawn")) {
            VALUES.put(key, NUMBER);
        }
        for (var key : List.of("firing", "lost", "snapshot", "stale", "valid")) {
            VALUES.put(key, YES_OR_NO);
        }
        VALUES.put("credentials", Set.of("valid", "invalid"));
        VALUES.put("side", Set.of("BUY", "SELL"));
        VALUES.put("stage", Stage.NAMES.keySet());
    }

    /** An operation without an answer yet. */
    private record Open(long id, String process, String action, long line) {}

    private final Map<String, Open> open = new HashMap<>();
    private final Ids ids = new Ids();
    private long orders;
    private long broadcasts;
    private long sequence;
    private long finalBegan;
    private long finalRead;
    private Optional<Finding> finding = Optional.empty();

    /**
     * Take the next entry.
     *
     * @param line the journal line it stands on
     * @param o the entry
     * @return whether the history is well-formed up to and including it; once false, always false
     */
    public boolean accept(long line, Operation o) {
        if (finding.isPresent()) {
            return false;
        }
        var wrong = wrong(line, o);
        if (!wrong.isEmpty()) {
            finding = Optional.of(new Finding(
                    RULE,
                    Weight.INCONCLUSIVE,
                    o.action(),
                    "the history cannot be judged from line " + line + " on: " + wrong,
                    List.of(line)));
        }
        return wrong.isEmpty();
    }

    /**
     * Say where the history stops being one.
     *
     * @return the finding, which names the line; empty while it is well-formed
     */
    public Optional<Finding> finding() {
        return finding;
    }

    private String wrong(long line, Operation o) {
        boolean observes = o.process().startsWith(OBSERVER);
        // an operation that was given up says nothing, so it may say so late
        if (observes ? finalRead > 0 : finalBegan > 0 && o.type() != Operation.Type.INDETERMINATE) {
            return name(o) + " comes after the final read, which began on line " + finalBegan + " and must be last";
        }
        if (finalBegan == 0 && o.action().startsWith("final-")) {
            finalBegan = line;
        }
        var pairing = observes ? observed(o) : invoked(o) ? invoke(line, o) : completed(o);
        return pairing.isEmpty() ? data(line, o) : pairing;
    }

    private String observed(Operation o) {
        if (invoked(o) || o.type() == Operation.Type.FAILED) {
            return name(o) + " is an observer's, who can only be told OK or INDETERMINATE, but is " + o.type();
        }
        return unique(o);
    }

    private String invoke(long line, Operation o) {
        var before = open.putIfAbsent(o.process(), new Open(o.id(), o.process(), o.action(), line));
        return before == null
                ? unique(o)
                : name(o) + " is invoked by " + o.process() + ", whose operation " + before.id() + " is not completed";
    }

    private String unique(Operation o) {
        return ids.add(o.id()) ? "" : name(o) + " has an id that was used before";
    }

    private String completed(Operation o) {
        var began = open.remove(o.process());
        if (began != null && began.id() == o.id() && began.action().equals(o.action())) {
            return "";
        }
        return Stream.concat(Stream.ofNullable(began), open.values().stream())
                .filter(other -> other.id() == o.id())
                .findFirst()
                .map(other -> name(o) + " by " + o.process() + " completes " + other.action() + " by " + other.process()
                        + ", invoked on line " + other.line())
                .orElse(name(o) + " is " + o.type()
                        + " without an open invocation: it was never invoked, or completed before");
    }

    private String data(long line, Operation o) {
        for (var entry : o.data().entrySet()) {
            var key = entry.getKey();
            var values = key.startsWith("balance.") ? NUMBER : VALUES.get(key);
            if (values != null && !(values == NUMBER ? decimal(entry.getValue()) : values.contains(entry.getValue()))) {
                return key + " of " + name(o) + " must be "
                        + (values == NUMBER ? "a number in decimal notation" : "one of " + new TreeSet<>(values))
                        + ", but was \"" + entry.getValue() + "\"";
            }
        }
        switch (o.action()) {
            case "log-place", "log-trade", "log-close" -> {
                sequence++;
                if (!Long.toString(sequence).equals(o.data().get("seq"))) {
                    return name(o) + " must have seq " + sequence + ", the next of the engine's log, but has "
                            + o.data().get("seq");
                }
            }
            case "final-order" -> orders++;
            case "broadcast" -> broadcasts++;
            case "final-read" -> {
                finalRead = line;
                return ok(o)
                        ? counted(o, "orders", "final-order", orders)
                                + counted(o, "broadcasts", "broadcast", broadcasts)
                        : "";
            }
            default -> {
                // nothing to count
            }
        }
        return "";
    }

    private static String counted(Operation o, String key, String action, long seen) {
        var told = o.data().get(key);
        return told == null || told.equals(Long.toString(seen))
                ? ""
                : "the final read tells of " + told + " entries " + action + ", but there are " + seen;
    }

    private static boolean decimal(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        boolean digits = false;
        boolean point = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && digits && !point) {
                point = true;
            } else if (c >= '0' && c <= '9') {
                digits = true;
            } else {
                return false;
            }
        }
        return digits && text.charAt(text.length() - 1) != '.';
    }

    private static String name(Operation o) {
        return "operation " + o.id() + " (" + o.action() + ")";
    }
}
