package dev.brownout.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured, round by round. */
final class Rounds<V> {
    private final Map<String, List<V>> values = new HashMap<>();

    void add(String what, V value) {
        values.computeIfAbsent(what, k -> new ArrayList<>()).add(value);
    }

    List<V> of(String what) {
        return values.getOrDefault(what, List.of());
    }

    double median(String what, ToDoubleFunction<V> figure) {
        return Figures.median(of(what).stream().map(figure::applyAsDouble).toList());
    }
}
