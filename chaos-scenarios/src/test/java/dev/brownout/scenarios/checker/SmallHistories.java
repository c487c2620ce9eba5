package dev.brownout.scenarios.checker;

import dev.brownout.api.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Every history up to a bound: each process takes its steps in order, each step may show in several ways (answered one way or
 * another, or never), and the entries of different processes come in every order. Then every ending.
 */
final class SmallHistories {
    private final List<List<List<List<Operation>>>> processes = new ArrayList<>();
    private final List<List<Operation>> endings = new ArrayList<>();
    private long id;

    /** Add a process, with the ways of each of its steps. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is read only
    final SmallHistories process(List<List<Operation>>... steps) {
        processes.add(List.of(steps));
        return this;
    }

    /**
     * An operation with each of the answers it may get, and with none.
     *
     * @param invoked as in {@link Tales}, without a number: {@code ann place? client-id=a1}
     * @param answers the rest of the completion's line: {@code : order-id=7}, {@code ! code=1}, {@code ~}
     */
    List<List<Operation>> op(String invoked, String... answers) {
        id++;
        var words = invoked.split(" ", 2);
        var began = Tales.entry(id, words[0] + "#" + id + " " + words[1]);
        var ways = new ArrayList<List<Operation>>();
        ways.add(List.of(began));
        for (var answer : answers) {
            ways.add(List.of(began, Tales.entry(id, began.process() + "#" + id + " " + began.action() + answer)));
        }
        return ways;
    }

    /** What an observer may see here, one of these or nothing: {@code stage: stage=full}. */
    List<List<Operation>> maybe(String... seen) {
        var ways = new ArrayList<List<Operation>>();
        ways.add(List.of());
        ways.addAll(sees(seen));
        return ways;
    }

    /** What an observer sees here, one of these. */
    List<List<Operation>> sees(String... seen) {
        return Stream.of(seen)
                .map(line -> List.of(Tales.entry(++id, "auditor#" + id + " " + line)))
                .toList();
    }

    /** Add an ending, an observer's entry a line. Without any, histories end as they are. */
    SmallHistories ending(String... lines) {
        endings.add(Stream.of(lines)
                .map(line -> Tales.entry(++id, "auditor#" + id + " " + line))
                .toList());
        return this;
    }

    /** Add every ending made of one of the ways of each step: {@code maybe}, {@code sees}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is read only
    final SmallHistories endings(List<List<Operation>>... steps) {
        choose(List.of(steps), 0, new ArrayList<>(), endings::add);
        return this;
    }

    /** Give every history; returns how many. */
    long forEach(Consumer<List<Operation>> to) {
        var count = new long[1];
        var all = endings.isEmpty() ? List.of(List.<Operation>of()) : endings;
        ways(
                0,
                new ArrayList<>(),
                chosen -> merge(chosen, new int[chosen.size()], new ArrayList<>(), merged -> {
                    for (var ending : all) {
                        count[0]++;
                        var history = new ArrayList<>(merged);
                        history.addAll(ending);
                        to.accept(history);
                    }
                }));
        return count[0];
    }

    private void ways(int process, List<List<Operation>> chosen, Consumer<List<List<Operation>>> to) {
        if (process == processes.size()) {
            to.accept(chosen);
            return;
        }
        choose(processes.get(process), 0, new ArrayList<>(), entries -> {
            chosen.add(entries);
            ways(process + 1, chosen, to);
            chosen.remove(chosen.size() - 1);
        });
    }

    /** A process that gets no answer does nothing more. */
    private static void choose(
            List<List<List<Operation>>> steps, int step, List<Operation> entries, Consumer<List<Operation>> to) {
        boolean waits = !entries.isEmpty() && entries.get(entries.size() - 1).type() == Operation.Type.INVOKED;
        if (step == steps.size() || waits) {
            to.accept(List.copyOf(entries));
            return;
        }
        for (var way : steps.get(step)) {
            int size = entries.size();
            entries.addAll(way);
            choose(steps, step + 1, entries, to);
            entries.subList(size, entries.size()).clear();
        }
    }

    private static void merge(
            List<List<Operation>> parts, int[] at, List<Operation> merged, Consumer<List<Operation>> to) {
        boolean whole = true;
        for (int i = 0; i < at.length; i++) {
            if (at[i] < parts.get(i).size()) {
                whole = false;
                merged.add(parts.get(i).get(at[i]++));
                merge(parts, at, merged, to);
                at[i]--;
                merged.remove(merged.size() - 1);
            }
        }
        if (whole) {
            to.accept(merged);
        }
    }
}
