package dev.brownout.scenarios.checker;

import dev.brownout.api.Operation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What may really have happened, by brute force: each operation of a history has a moment at which it took effect, or none.
 * One that is OK has one between its invocation and its answer, one that failed has none, any other has one at any time after
 * its invocation or none. Moments stand between entries: moment n is before entry n.
 */
final class Worlds {
    /** An operation with where it began and ended, entries counted from 0. */
    record Op(Operation asked, int from, int to, Optional<Operation> answer) {
        String asked(String key) {
            return asked.data().getOrDefault(key, "");
        }

        String told(String key) {
            return answer.map(a -> a.data().getOrDefault(key, "")).orElse("");
        }

        boolean is(Operation.Type type) {
            return answer.filter(a -> a.type() == type).isPresent();
        }
    }

    private Worlds() {}

    /** Pair the entries of the given actions. */
    static List<Op> ops(List<Operation> history, String... actions) {
        var ops = new ArrayList<Op>();
        for (int i = 0; i < history.size(); i++) {
            var asked = history.get(i);
            if (asked.type() == Operation.Type.INVOKED && List.of(actions).contains(asked.action())) {
                int end = history.size();
                Optional<Operation> answer = Optional.empty();
                for (int j = i + 1; j < history.size() && answer.isEmpty(); j++) {
                    if (history.get(j).id() == asked.id()) {
                        end = j;
                        answer = Optional.of(history.get(j));
                    }
                }
                ops.add(new Op(asked, i, end, answer));
            }
        }
        return ops;
    }

    /** Where an action's entries stand. */
    static List<Integer> at(List<Operation> history, String action) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).action().equals(action) && history.get(i).type() == Operation.Type.OK) {
                places.add(i);
            }
        }
        return places;
    }

    static String value(List<Operation> history, int at, String key) {
        return history.get(at).data().getOrDefault(key, "");
    }

    /** Tell whether some world satisfies: operation to moment, absent where it never took effect. */
    static boolean any(List<Op> ops, int end, Predicate<Map<Op, Integer>> fits) {
        return any(ops, 0, end, new IdentityHashMap<>(), fits);
    }

    /** The same, where it only matters whether an operation took effect, not when. */
    static boolean anyOutcome(List<Op> ops, Predicate<Map<Op, Integer>> fits) {
        return any(ops, 0, 0, new IdentityHashMap<>(), fits);
    }

    private static boolean any(
            List<Op> ops, int next, int end, Map<Op, Integer> world, Predicate<Map<Op, Integer>> fits) {
        if (next == ops.size()) {
            return fits.test(world);
        }
        var op = ops.get(next);
        if (!op.is(Operation.Type.OK) && any(ops, next + 1, end, world, fits)) {
            return true;
        }
        if (op.is(Operation.Type.FAILED)) {
            return false;
        }
        int last = end == 0 ? op.from() + 1 : op.is(Operation.Type.OK) ? op.to() : end;
        for (int moment = op.from() + 1; moment <= last; moment++) {
            world.put(op, moment);
            if (any(ops, next + 1, end, world, fits)) {
                world.remove(op);
                return true;
            }
        }
        world.remove(op);
        return false;
    }
}
