package dev.brownout.scenarios.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Price-time priority against a matching engine that could not be simpler: a list that is searched from end to end. */
class PriorityExhaustiveTests {
    private static final int[][] ORDERS = {{1, 1, 1}, {1, 2, 1}, {1, 2, 2}, {0, 1, 1}, {0, 1, 2}, {0, 2, 1}};

    private long failed;
    private long held;

    /** An order of a list; side is 1 for buying. */
    private static final class Order {
        final String id;
        final int side;
        final int price;
        int left;

        Order(String id, int side, int price, int left) {
            this.id = id;
            this.side = side;
            this.price = price;
            this.left = left;
        }

        boolean meets(Order other) {
            return side != other.side && (side == 1 ? price >= other.price : price <= other.price);
        }
    }

    /** The first in turn of those that an order could trade with: best price, then longest there. */
    private static Optional<Order> first(List<Order> resting, Order taker) {
        return resting.stream()
                .filter(taker::meets)
                .min(Comparator.comparingInt(o -> taker.side == 1 ? o.price : -o.price));
    }

    private static Operation entry(String line) {
        return Tales.entry(0, line);
    }

    private static void match(List<Operation> log, List<Order> resting, Order taker) {
        for (var maker = first(resting, taker); taker.left > 0 && maker.isPresent(); maker = first(resting, taker)) {
            int traded = Math.min(taker.left, maker.get().left);
            taker.left -= traded;
            maker.get().left -= traded;
            log.add(entry("auditor log-trade: symbol=B maker=" + maker.get().id + " taker=" + taker.id + " price="
                    + maker.get().price + " quantity=" + traded));
            resting.removeIf(o -> o.left == 0);
        }
        if (taker.left > 0) {
            resting.add(taker);
        }
    }

    /** What the simple engine logs of some orders, one of which is cancelled before the last comes (or none, at −1). */
    private static List<Operation> logged(int[] orders, int cancelled) {
        var log = new ArrayList<Operation>();
        var resting = new ArrayList<Order>();
        for (int i = 0; i < orders.length; i++) {
            var order = ORDERS[orders[i]];
            if (i == orders.length - 1 && cancelled >= 0 && resting.removeIf(o -> o.id.equals("o" + cancelled))) {
                log.add(entry("auditor log-close: symbol=B order=o" + cancelled));
            }
            log.add(entry("auditor log-place: symbol=B order=o" + i + " side=" + (order[0] == 1 ? "BUY" : "SELL")
                    + " price=" + order[1] + " quantity=" + order[2]));
            match(log, resting, new Order("o" + i, order[0], order[1], order[2]));
        }
        return log;
    }

    /** Whether the simple engine could have logged this, where it may end what it took in last before that rests. */
    private static boolean explained(List<Operation> log) {
        var resting = new ArrayList<Order>();
        Optional<Order> taker = Optional.empty();
        for (var o : log) {
            switch (o.action()) {
                case "log-place" -> {
                    if (!rests(resting, taker)
                            || resting.stream()
                                    .anyMatch(r -> r.id.equals(o.data().get("order")))) {
                        return false;
                    }
                    taker = Optional.of(new Order(
                            o.data().getOrDefault("order", ""),
                            "BUY".equals(o.data().get("side")) ? 1 : 0,
                            number(o, "price"),
                            number(o, "quantity")));
                }
                case "log-trade" -> {
                    if (taker.isEmpty()
                            || taker.get().left == 0
                            || !taker.get().id.equals(o.data().get("taker"))) {
                        return false;
                    }
                    var maker = first(resting, taker.get());
                    if (maker.isEmpty()
                            || !maker.get().id.equals(o.data().get("maker"))
                            || maker.get().price != number(o, "price")
                            || number(o, "quantity") > Math.min(maker.get().left, taker.get().left)
                            || number(o, "quantity") < 1) {
                        return false;
                    }
                    maker.get().left -= number(o, "quantity");
                    taker.get().left -= number(o, "quantity");
                    resting.removeIf(r -> r.left == 0);
                }
                default -> {
                    if (taker.isPresent()
                            && taker.get().left > 0
                            && taker.get().id.equals(o.data().get("order"))) {
                        taker = Optional.empty();
                    } else if (!rests(resting, taker)
                            || !resting.removeIf(r -> r.id.equals(o.data().get("order")))) {
                        return false;
                    } else {
                        taker = Optional.empty();
                    }
                }
            }
        }
        return rests(resting, taker);
    }

    private static boolean rests(List<Order> resting, Optional<Order> taker) {
        taker.filter(t -> t.left > 0).ifPresent(resting::add);
        return taker.filter(t -> t.left > 0).flatMap(t -> first(resting, t)).isEmpty();
    }

    private static int number(Operation o, String key) {
        return Integer.parseInt(o.data().get(key));
    }

    private void judge(List<Operation> log) {
        var history = new ArrayList<Operation>();
        for (var o : log) {
            var data = new TreeMap<>(o.data());
            data.put("seq", Integer.toString(history.size() + 1));
            history.add(new Operation(history.size(), o.process(), o.action(), Operation.Type.OK, data));
        }
        boolean fails = Tales.failed(Tales.judge(new PriceTimePriority.Registered(), Map.of(), history));
        if (fails == explained(log)) {
            throw new AssertionError((fails ? "fails:\n" : "passes:\n") + ExhaustiveTests.text(history));
        }
        failed += fails ? 1 : 0;
        held += fails ? 0 : 1;
    }

    /** Every log that differs from this one by one entry: left out, twice, moved, or with another word in it. */
    private void mutate(List<Operation> log) {
        for (int i = 0; i < log.size(); i++) {
            var left = new ArrayList<>(log);
            var entry = left.remove(i);
            judge(left);
            left.add(i, entry);
            left.add(i, entry);
            judge(left);
            left.remove(i);
            if (i > 0) {
                Collections.swap(left, i, i - 1);
                judge(left);
                Collections.swap(left, i, i - 1);
            }
            for (var word : Map.of(
                            "maker", "o0", "taker", "o1", "price", "2", "quantity", "2", "order", "o1", "side", "BUY")
                    .entrySet()) {
                if (entry.data().containsKey(word.getKey())) {
                    var data = new TreeMap<>(entry.data());
                    data.put(word.getKey(), word.getValue());
                    left.set(i, new Operation(0, entry.process(), entry.action(), entry.type(), data));
                    judge(left);
                    left.set(i, entry);
                }
            }
        }
    }

    @Test
    void should_condemn_exactly_the_logs_that_a_simple_engine_does_not_write() {
        for (int a = 0; a < ORDERS.length; a++) {
            for (int b = 0; b < ORDERS.length; b++) {
                for (int c = 0; c < ORDERS.length; c++) {
                    for (int cancelled = -1; cancelled < 2; cancelled++) {
                        var log = logged(new int[] {a, b, c}, cancelled);
                        judge(log);
                        mutate(log);
                    }
                }
            }
        }
        assertThat(failed).isGreaterThan(1000);
        assertThat(held).isGreaterThan(1000);
    }

    /** All that users see of the simple engine, whatever came first and whoever else trades, is explained by priority. */
    @Test
    void should_never_condemn_what_users_saw_of_a_simple_engine() {
        var all = new SmallHistories();
        all.process(all.op("ann place? client-id=o1 symbol=B side=BUY price=1 quantity=1", ":", "~"));
        all.process(all.op("bob place? client-id=o2 symbol=B side=BUY price=2 quantity=1", ":"));
        all.process(all.op("eve place? client-id=o3 symbol=B side=BUY price=2 quantity=2", ":"));
        var count = new long[1];
        all.forEach(history -> Worlds.any(Worlds.ops(history, "place"), history.size(), world -> {
            // another sells 2 at any time, at a price that all or the better ones meet
            for (int when = 0; when <= history.size(); when++) {
                for (int price = 1; price <= 2; price++) {
                    count[0]++;
                    var seen = seen(history, world, when, price);
                    if (Tales.failed(Tales.judge(new PriceTimePrioritySeen.Registered(), Map.of(), seen))) {
                        throw new AssertionError("fails:\n" + ExhaustiveTests.text(seen));
                    }
                }
            }
            return false;
        }));
        assertThat(count[0]).isGreaterThan(1000);
    }

    private static List<Operation> seen(List<Operation> history, Map<Worlds.Op, Integer> world, int when, int price) {
        var orders = new ArrayList<>(world.entrySet());
        orders.sort(Map.Entry.comparingByValue());
        var made = new ArrayList<Order>();
        var resting = new ArrayList<Order>();
        var log = new ArrayList<Operation>();
        boolean sold = false;
        for (var e : orders) {
            if (!sold && e.getValue() > when) {
                match(log, resting, new Order("other", 0, price, 2));
                sold = true;
            }
            var asked = e.getKey().asked();
            made.add(new Order(
                    asked.data().getOrDefault("client-id", ""), 1, number(asked, "price"), number(asked, "quantity")));
            match(log, resting, made.get(made.size() - 1));
        }
        if (!sold) {
            match(log, resting, new Order("other", 0, price, 2));
        }
        var told = new ArrayList<Operation>();
        for (var o : history) {
            // the answer tells a status that the order may have had; at least those that rest had this one
            boolean answer = o.type() == Operation.Type.OK;
            told.add(answer ? new Operation(o.id(), o.process(), o.action(), o.type(), Map.of("status", "NEW")) : o);
        }
        for (var order : made) {
            int asked = order.id.equals("o3") ? 2 : 1;
            told.add(Tales.entry(
                    100 + told.size(),
                    "auditor final-order: client-id=" + order.id + " status=" + (order.left == 0 ? "FILLED" : "NEW")
                            + " executed=" + (asked - order.left)));
        }
        told.add(Tales.entry(999, "auditor final-read:"));
        return told;
    }

    /** The condition itself, pair by pair. */
    @Test
    void should_condemn_exactly_the_pairs_that_were_passed_over() {
        var all = new SmallHistories();
        String[] answers = {": status=NEW", ": status=FILLED", "~"};
        all.process(all.op("ann place? client-id=o1 symbol=B side=SELL price=10 quantity=2", answers));
        all.process(all.op("bob place? client-id=o2 symbol=B side=SELL price=9 quantity=2", answers));
        all.process(all.op("eve place? client-id=o3 symbol=B side=SELL price=10.0 quantity=2", answers));
        for (int i = 0; i < 27; i++) {
            var lines = new ArrayList<String>();
            for (int order = 1, rest = i; order <= 3; order++, rest /= 3) {
                lines.add("final-order: client-id=o" + order
                        + List.of(" status=NEW executed=0", " status=NEW executed=1", " status=FILLED executed=2")
                                .get(rest % 3));
            }
            lines.add("final-read:");
            all.ending(lines.toArray(String[]::new));
        }
        long count = all.forEach(history -> {
            boolean fails = Tales.failed(Tales.judge(new PriceTimePrioritySeen.Registered(), Map.of(), history));
            if (fails != passedOver(history)) {
                throw new AssertionError((fails ? "fails:\n" : "passes:\n") + ExhaustiveTests.text(history));
            }
        });
        assertThat(count).isGreaterThan(10_000);
    }

    private static boolean passedOver(List<Operation> history) {
        var orders = Worlds.ops(history, "place");
        return orders.stream()
                .filter(a -> a.told("status").equals("NEW")
                        && became(history, a, "status").equals("NEW"))
                .anyMatch(a -> orders.stream()
                        .anyMatch(b -> b.from() > a.to()
                                && !became(history, b, "executed").equals("0")
                                && Double.parseDouble(a.asked("price")) <= Double.parseDouble(b.asked("price"))));
    }

    private static String became(List<Operation> history, Worlds.Op order, String key) {
        return Worlds.at(history, "final-order").stream()
                .filter(i -> Worlds.value(history, i, "client-id").equals(order.asked("client-id")))
                .map(i -> Worlds.value(history, i, key))
                .findFirst()
                .orElse("");
    }
}
