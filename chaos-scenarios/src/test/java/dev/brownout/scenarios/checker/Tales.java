package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.fixture.Stacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Histories for tests, written as text, an entry a line: {@code ann#1 place? client-id=a1}. After the action stands {@code ?}
 * for invoked, {@code :} for OK, {@code !} for failed and {@code ~} for indeterminate. An observer's entry needs no number.
 */
final class Tales {
    /** A second passes from one entry to the next. */
    static final long TICK = TimeUnit.SECONDS.toNanos(1);

    private static final Map<Character, Operation.Type> TYPES = Map.of(
            '?',
            Operation.Type.INVOKED,
            ':',
            Operation.Type.OK,
            '!',
            Operation.Type.FAILED,
            '~',
            Operation.Type.INDETERMINATE);

    private Tales() {}

    static List<Operation> of(String text) {
        var entries = new ArrayList<Operation>();
        text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .forEach(line -> entries.add(entry(1_000_000 + entries.size(), line)));
        return entries;
    }

    /** Read one entry; the number is for an observer's that has none. */
    static Operation entry(long number, String line) {
        var words = line.split(" +", -1);
        var who = words[0].split("#", 2);
        var data = new TreeMap<String, String>();
        for (int i = 2; i < words.length; i++) {
            var pair = words[i].split("=", 2);
            data.put(pair[0], pair[1]);
        }
        int end = words[1].length() - 1;
        var type = Optional.ofNullable(TYPES.get(words[1].charAt(end))).orElseThrow();
        return new Operation(
                who.length > 1 ? Long.parseLong(who[1]) : number, who[0], words[1].substring(0, end), type, data);
    }

    /** Let a checker judge a history whose first entry was recorded a second after the run began. */
    static List<Finding> judge(Checker.Factory factory, Map<String, ?> bounds, RunView run, List<Operation> history) {
        var checker = factory.create(new Checker.Setting(
                run.stack(), 1, Arguments.of(factory.description().parameters(), bounds)));
        var wellFormed = new WellFormed();
        long n = 0;
        boolean broken = false;
        for (var entry : history) {
            n++;
            if (!wellFormed.accept(n, entry)) {
                break;
            }
            checker.accept(n, n * TICK, entry);
            if (broken && !checker.broken()) {
                throw new AssertionError("what is broken for good must stay so: " + history);
            }
            broken = checker.broken();
        }
        var findings = new ArrayList<>(checker.finish(run));
        if (broken && !failed(findings)) {
            throw new AssertionError("what is broken for good must fail: " + history);
        }
        wellFormed.finding().ifPresent(findings::add);
        return findings;
    }

    static List<Finding> judge(Checker.Factory factory, Map<String, ?> bounds, List<Operation> history) {
        return judge(factory, bounds, RunView.ofHistory(Stacks.plain()), history);
    }

    static boolean failed(List<Finding> findings) {
        return findings.stream().anyMatch(f -> f.weight() == Weight.FAILURE);
    }
}
