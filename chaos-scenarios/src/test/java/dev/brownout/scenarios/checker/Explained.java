package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Worlds.at;
import static dev.brownout.scenarios.checker.Worlds.ops;
import static dev.brownout.scenarios.checker.Worlds.value;

import dev.brownout.api.Operation;
import dev.brownout.scenarios.checker.Worlds.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The slow and obvious half of the proofs: can this history be what users and observers saw of an exchange that keeps its
 * promise? Written from {@code docs/history.md} and the assertions, not from the checkers.
 */
final class Explained {
    private Explained() {}

    private static boolean open(String status) {
        return status.equals("NEW") || status.equals("PARTIALLY_FILLED");
    }

    /** A4, by an exchange that may do anything but lose what happened. */
    static boolean nothingIsLost(List<Operation> h) {
        var finals = at(h, "final-order");
        return Worlds.anyOutcome(
                ops(h, "place", "cancel", "read-order"),
                world -> world.keySet().stream().allMatch(op -> {
                    var mine = finals.stream()
                            .filter(i -> value(h, i, "client-id").equals(op.asked("client-id")))
                            .toList();
                    return op.asked().action().equals("cancel")
                            ? mine.stream().noneMatch(i -> open(value(h, i, "status")))
                            : !mine.isEmpty();
                }));
    }

    /** A5, by an exchange that may lose anything but never executes twice or what did not happen. */
    static boolean nothingIsDoubled(List<Operation> h) {
        var finals = at(h, "final-order");
        var places = ops(h, "place");
        return Worlds.anyOutcome(
                places,
                world -> finals.stream().allMatch(i -> {
                    var client = value(h, i, "client-id");
                    boolean asked =
                            places.stream().anyMatch(op -> op.asked("client-id").equals(client));
                    boolean happened = world.keySet().stream()
                            .anyMatch(op -> op.asked("client-id").equals(client));
                    boolean traded = !value(h, i, "executed").equals("0") || open(value(h, i, "status"));
                    long same = finals.stream()
                            .filter(j -> value(h, j, "client-id").equals(client))
                            .count();
                    return asked
                            ? same == 1 && (happened || !traded)
                            : places.stream()
                                    .noneMatch(op -> op.asked("account").equals(value(h, i, "account")));
                }));
    }

    /** A6, where every accepted withdrawal has been broadcast in the end. */
    static boolean everyWithdrawalOnce(List<Operation> h) {
        var broadcasts = at(h, "broadcast");
        var asked = ops(h, "withdraw");
        return Worlds.anyOutcome(
                asked,
                world -> asked.stream()
                                .map(op -> op.asked("withdraw-id"))
                                .distinct()
                                .allMatch(id -> {
                                    var mine = broadcasts.stream()
                                            .filter(i ->
                                                    value(h, i, "withdraw-id").equals(id))
                                            .toList();
                                    var causes = world.keySet().stream()
                                            .filter(op ->
                                                    op.asked("withdraw-id").equals(id))
                                            .toList();
                                    if (causes.isEmpty() || mine.size() != 1) {
                                        return causes.isEmpty() && mine.isEmpty();
                                    }
                                    return causes.stream().anyMatch(op -> op.from() < mine.get(0))
                                            && value(h, mine.get(0), "amount")
                                                    .equals(causes.get(0).asked("amount"));
                                })
                        && broadcasts.stream().allMatch(i -> stageBefore(h, i).equals("withdrawals"))
                        && broadcasts.stream()
                                .allMatch(i -> asked.stream()
                                        .anyMatch(op -> op.asked("withdraw-id").equals(value(h, i, "withdraw-id")))));
    }

    /** The stage at a moment. */
    private static String stageBefore(List<Operation> h, int moment) {
        return at(h, "stage").stream()
                .filter(i -> i < moment)
                .reduce((a, b) -> b)
                .map(i -> value(h, i, "stage"))
                .orElse("withdrawals");
    }

    private static final List<Set<String>> STEPS = List.of(
            Set.of("halted"),
            Set.of("oracle-fresh"),
            Set.of("ledger-reconciled"),
            Set.of("cancel-only"),
            Set.of("post-only", "auction"),
            Set.of("full"),
            Set.of("withdrawals"));

    private static int step(String stage) {
        return IntStream.range(0, STEPS.size())
                .filter(i -> STEPS.get(i).contains(stage))
                .findFirst()
                .orElseThrow();
    }

    /** A19: a state machine that goes up one step at a time, and in which every order has a moment that allows it. */
    static boolean opensInOrder(List<Operation> h) {
        var stages = at(h, "stage");
        boolean steps = IntStream.range(1, stages.size())
                .allMatch(i ->
                        step(value(h, stages.get(i), "stage")) <= step(value(h, stages.get(i - 1), "stage")) + 1);
        return steps
                && Worlds.any(
                        ops(h, "place"),
                        h.size(),
                        world -> world.entrySet().stream().allMatch(e -> {
                            var stage = stageBefore(h, e.getValue());
                            return e.getKey().asked("type").equals("LIMIT_MAKER")
                                    ? step(stage) >= 4
                                    : step(stage) >= 5 || stage.equals("auction");
                        }));
    }

    /** A3, where a withdrawal takes everything, and funds may come from elsewhere at any time. */
    static boolean zeroIsTrue(List<Operation> h) {
        var all = ops(h, "withdraw", "read-balance");
        return Worlds.any(all, h.size(), world -> {
            var reads = new ArrayList<>(world.keySet().stream()
                    .filter(op -> op.asked().action().equals("read-balance") && op.is(Operation.Type.OK))
                    .toList());
            // from holding something to holding nothing a withdrawal must come between, at the same moment at the
            // soonest
            return reads.stream()
                    .allMatch(zero -> !told(zero).equals("0")
                            || reads.stream()
                                    .noneMatch(some -> !told(some).equals("0")
                                            && moment(world, some) < moment(world, zero)
                                            && world.entrySet().stream()
                                                    .noneMatch(e -> e.getKey()
                                                                    .asked()
                                                                    .action()
                                                                    .equals("withdraw")
                                                            && e.getValue() >= moment(world, some)
                                                            && e.getValue() <= moment(world, zero))));
        });
    }

    private static String told(Op read) {
        return read.told("balance.BTC");
    }

    private static int moment(Map<Op, Integer> world, Op op) {
        return world.getOrDefault(op, -1);
    }

    /** A3 as the checker says it judges: a zero after funds, where no withdrawal that may have happened was asked for before. */
    static boolean zeroIsNotJudged(List<Operation> h) {
        var reads = ops(h, "read-balance").stream()
                .filter(op -> op.is(Operation.Type.OK))
                .toList();
        return reads.stream()
                .noneMatch(zero -> told(zero).equals("0")
                        && reads.stream().anyMatch(some -> !told(some).equals("0") && some.to() < zero.from())
                        && ops(h, "withdraw").stream()
                                .noneMatch(w ->
                                        w.from() < zero.to() && !(w.is(Operation.Type.FAILED) && w.to() < zero.to())));
    }

    /** A18: read whole, each time, everything adds up. */
    static boolean booksAddUp(List<Operation> h) {
        int from = 0;
        for (int i = 0; i < h.size(); i++) {
            var entry = h.get(i);
            if (entry.action().endsWith("-read")) {
                var checkpoint = h.subList(from, i);
                from = i + 1;
                if (entry.type() == Operation.Type.OK
                        && checkpoint.stream()
                                .anyMatch(e -> e.action().endsWith("-negative")
                                        || (e.action().endsWith("-total")
                                                && !Objects.equals(
                                                        e.data().get("total"),
                                                        e.data().get("genesis"))))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A8 at every tick: each price shown as fresh was the source's at some time from the limit before it was asked for. */
    static boolean pricesAreFresh(List<Operation> h, int limit) {
        return ops(h, "read-price").stream()
                .filter(op -> op.is(Operation.Type.OK))
                .allMatch(op -> {
                    if (op.told("age-ms").isEmpty()) {
                        return false;
                    }
                    return op.told("stale").equals("true")
                            || (Long.parseLong(op.told("age-ms")) <= limit * 1000L
                                    && published(h, op.from() - limit, op.to(), op.told("price")));
                });
    }

    /** A8 of what is done on prices. */
    static boolean nothingIsDoneOnStale(List<Operation> h, int limit) {
        return at(h, "risk-action").stream()
                .allMatch(i -> !value(h, i, "age-ms").isEmpty()
                        && Long.parseLong(value(h, i, "age-ms")) <= limit * 1000L
                        && published(h, i - limit, i, value(h, i, "price")));
    }

    /** Whether a price was current some time between two entries, or nobody was listening then. */
    private static boolean published(List<Operation> h, int from, int to, String price) {
        var source = at(h, "source-price");
        return source.isEmpty()
                || from < source.get(0)
                || source.get(0) > to
                || IntStream.rangeClosed(from, to).anyMatch(tick -> {
                    // at the tick of a change both are current
                    var before = source.stream().filter(i -> i < tick).reduce((a, b) -> b);
                    return Stream.concat(before.stream(), source.stream().filter(i -> i == tick))
                            .anyMatch(i -> value(h, i, "price").equals(price));
                });
    }

    /** A15: what runs is the last good configuration that was taken. */
    static boolean theLastGoodRuns(List<Operation> h) {
        var loads = ops(h, "load-config");
        if (loads.stream().anyMatch(op -> op.asked("valid").equals("false") && op.is(Operation.Type.OK))) {
            return false;
        }
        var good =
                loads.stream().filter(op -> !op.asked("valid").equals("false")).toList();
        var seen = at(h, "active-config");
        var versions = new HashSet<String>(Set.of("none"));
        // nobody loads what was loaded before, so what is seen before it is loaded was there from the beginning
        seen.stream()
                .filter(i -> loads.stream()
                        .noneMatch(op -> op.from() < i && op.asked("version").equals(value(h, i, "version"))))
                .forEach(i -> versions.add(value(h, i, "version")));
        return versions.stream()
                .anyMatch(initial -> Worlds.any(
                        good,
                        h.size(),
                        world -> orders(new ArrayList<>(world.keySet()))
                                .anyMatch(order -> seen.stream().allMatch(i -> {
                                    var running = initial;
                                    int last = -1;
                                    for (var op : order) {
                                        int moment = moment(world, op);
                                        if (moment < last) {
                                            return false;
                                        }
                                        last = moment;
                                        running = moment <= i ? op.asked("version") : running;
                                    }
                                    return value(h, i, "version").equals(running);
                                }))));
    }

    /** Every order of some things. */
    private static Stream<List<Op>> orders(List<Op> ops) {
        if (ops.size() < 2) {
            return Stream.of(ops);
        }
        return ops.stream()
                .flatMap(first -> orders(
                                ops.stream().filter(op -> !op.equals(first)).toList())
                        .map(rest ->
                                Stream.concat(Stream.of(first), rest.stream()).toList()));
    }

    /** A17, every session to be kept. */
    static boolean sessionsAreKept(List<Operation> h) {
        var logins =
                ops(h, "login").stream().filter(op -> op.is(Operation.Type.OK)).toList();
        if (logins.stream().anyMatch(op -> op.asked("credentials").equals("invalid"))) {
            return false;
        }
        return ops(h, "use-session").stream().allMatch(use -> {
            var session = use.asked("session");
            boolean given = logins.stream()
                    .anyMatch(l -> l.to() < use.to() && l.told("session").equals(session));
            var outs = ops(h, "logout").stream()
                    .filter(o -> o.asked("session").equals(session))
                    .toList();
            if (use.is(Operation.Type.OK)) {
                return given && outs.stream().noneMatch(o -> o.is(Operation.Type.OK) && o.to() < use.from());
            }
            return !use.told("lost").equals("true")
                    || !given
                    || outs.stream()
                            .anyMatch(o -> o.from() < use.to() && !(o.is(Operation.Type.FAILED) && o.to() < use.to()));
        });
    }

    /** Cancel on disconnect, where there is a second (an entry) for it. */
    static boolean ordersEndWithTheirSession(List<Operation> h) {
        return ops(h, "place").stream()
                .filter(op -> op.is(Operation.Type.OK) && !op.asked("session").isEmpty())
                .allMatch(op -> at(h, "disconnect").stream()
                        .filter(d -> d > op.to() && value(h, d, "session").equals(op.asked("session")))
                        .allMatch(d -> ops(h, "read-order").stream()
                                        .filter(r -> r.is(Operation.Type.OK)
                                                && r.asked("client-id").equals(op.asked("client-id"))
                                                && r.from() > d + 1)
                                        .noneMatch(r -> open(r.told("status")))
                                && at(h, "final-order").stream()
                                        .filter(f -> f > d + 1
                                                && value(h, f, "client-id").equals(op.asked("client-id")))
                                        .noneMatch(f -> open(value(h, f, "status")))));
    }

    /** A20 of one queue, and of what expires. */
    static boolean backlogsDrain(List<Operation> h, int drained) {
        var seen = at(h, "backlog");
        boolean falls = true;
        boolean draining = true;
        for (int n = 1; n < seen.size() && falls; n++) {
            long before = Long.parseLong(value(h, seen.get(n - 1), "oldest-ms"));
            draining &= before > drained;
            falls = !draining || Long.parseLong(value(h, seen.get(n), "oldest-ms")) <= before;
        }
        boolean ends = at(h, "final-read").isEmpty()
                || seen.isEmpty()
                || Long.parseLong(value(h, seen.get(seen.size() - 1), "oldest-ms")) <= drained;
        return falls
                && ends
                && ops(h, "place").stream()
                        .filter(op -> !op.asked("valid-ms").isEmpty())
                        .allMatch(op -> at(h, "execution").stream()
                                .filter(i -> i > op.from()
                                        && value(h, i, "client-id").equals(op.asked("client-id")))
                                .allMatch(i ->
                                        Long.parseLong(value(h, i, "age-ms")) <= Long.parseLong(op.asked("valid-ms"))));
    }

    /** A book: up to where is it whole after each entry, for who believes what is published as fresh. */
    static boolean booksFit(List<Operation> h) {
        var seen = at(h, "book");
        return IntStream.range(0, seen.size()).allMatch(n -> {
            int i = seen.get(n);
            if (value(h, i, "stale").equals("true")) {
                return true;
            }
            boolean crossed = Integer.parseInt(value(h, i, "bid")) >= Integer.parseInt(value(h, i, "ask"));
            boolean snapshot = value(h, i, "snapshot").equals("true");
            boolean goesOn = n > 0 && (snapshot || (!brokenAt(h, seen, n - 1) && follows(h, seen.get(n - 1), i)));
            return !crossed
                    && (goesOn || (snapshot && n == 0))
                    && (!snapshot || n == 0 || last(h, i) >= last(h, seen.get(n - 1)));
        });
    }

    /** Whether it was told that the book has a hole as of this entry. */
    private static boolean brokenAt(List<Operation> h, List<Integer> seen, int n) {
        int i = seen.get(n);
        if (value(h, i, "snapshot").equals("true") || !value(h, i, "stale").equals("true")) {
            return false;
        }
        return n == 0 || brokenAt(h, seen, n - 1) || !follows(h, seen.get(n - 1), i);
    }

    private static boolean follows(List<Operation> h, int before, int i) {
        long next = last(h, before) + 1;
        long first = Long.parseLong(value(h, i, "first-id"));
        return first == next || (value(h, before, "snapshot").equals("true") && first <= next && next <= last(h, i));
    }

    private static long last(List<Operation> h, int i) {
        return Long.parseLong(value(h, i, "last-id"));
    }
}
