package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.number;
import static dev.brownout.scenarios.checker.Checks.text;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Price-time priority on the engine's own sequenced log: whoever rests at the best price trades first, at that price the one
 * who came first; a trade is at the resting order's price; and no order rests that could have traded.
 *
 * <p>Safety; that it held over the whole log is said only if the log was read to its end, where somebody says how long it is.
 * Remembers the resting orders.
 */
public final class PriceTimePriority implements Checker {
    private static final String NAME = "price-time-priority";

    private static final class Order {
        final String id;
        final boolean buys;
        final BigDecimal price;
        final long line;
        BigDecimal left;

        Order(String id, boolean buys, BigDecimal price, BigDecimal left, long line) {
            this.id = id;
            this.buys = buys;
            this.price = price;
            this.left = left;
            this.line = line;
        }

        boolean reaches(Order maker) {
            int relation = price.compareTo(maker.price);
            return buys ? relation >= 0 : relation <= 0;
        }
    }

    private static final class Book {
        final NavigableMap<BigDecimal, Deque<Order>> bids = new TreeMap<>(Comparator.reverseOrder());
        final NavigableMap<BigDecimal, Deque<Order>> asks = new TreeMap<>();
        /** The order that was just placed and may be trading. */
        Optional<Order> taker = Optional.empty();

        NavigableMap<BigDecimal, Deque<Order>> side(boolean buys) {
            return buys ? bids : asks;
        }

        Optional<Order> best(boolean buys) {
            var first = side(buys).firstEntry();
            return first == null
                    ? Optional.empty()
                    : Optional.of(first.getValue().getFirst());
        }

        void remove(Order order) {
            var level = side(order.buys).get(order.price);
            if (level != null && level.remove(order) && level.isEmpty()) {
                side(order.buys).remove(order.price);
            }
        }
    }

    private final Map<String, Book> books = new HashMap<>();
    private final Map<String, Order> live = new HashMap<>();
    private final Breaks broken = new Breaks(NAME);
    private long entries;
    /** Why what was seen is not the whole log; empty while nobody says so. */
    private String unread = "";

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "In the engine's own log the best price traded first, and at one price whoever came first.")
                    .withReads("log-place, log-trade, log-close, log-read")
                    .withState("the resting orders");
        }

        @Override
        public int version() {
            return 2;
        }

        @Override
        public Checker create(Setting setting) {
            return new PriceTimePriority();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        switch (o.action()) {
            case "log-place", "log-trade", "log-close" -> {
                entries++;
                var book = books.computeIfAbsent(text(o, "symbol"), s -> new Book());
                switch (o.action()) {
                    case "log-place" -> place(line, o, book);
                    case "log-trade" -> trade(line, o, book);
                    default -> close(line, o, book);
                }
            }
            case "log-read" -> ended(o);
            default -> {
                // not the engine's
            }
        }
    }

    private void ended(Operation o) {
        if (!Checks.ok(o)) {
            unread = "the engine's log was not read to its end: " + text(o, "why");
        } else if (number(o, "entries").compareTo(BigDecimal.valueOf(entries)) != 0) {
            unread = entries + " of the " + text(o, "entries") + " entries of the engine's log were read";
        }
    }

    private void place(long line, Operation o, Book book) {
        rest(book);
        var order = new Order(
                text(o, "order"), text(o, "side").equals("BUY"), number(o, "price"), number(o, "quantity"), line);
        if (live.putIfAbsent(order.id, order) != null) {
            broken.add(order.id, "order " + order.id + " was placed while it was open", line);
            return;
        }
        book.taker = Optional.of(order);
    }

    /** The order that was placed last has traded as far as it goes, or was closed. */
    private void rest(Book book) {
        var taker = book.taker;
        book.taker = Optional.empty();
        if (taker.isEmpty() || taker.get().left.signum() <= 0) {
            return;
        }
        var order = taker.get();
        var missed = book.best(!order.buys).filter(order::reaches);
        missed.ifPresent(maker -> broken.add(
                order.id,
                "order " + order.id + " rests at " + order.price.toPlainString() + " but could have traded with order "
                        + maker.id + " at " + maker.price.toPlainString(),
                maker.line,
                order.line));
        book.side(order.buys)
                .computeIfAbsent(order.price, p -> new ArrayDeque<>())
                .addLast(order);
    }

    private void trade(long line, Operation o, Book book) {
        var maker = Optional.ofNullable(live.get(text(o, "maker")));
        var taker = book.taker.filter(t -> t.id.equals(text(o, "taker")));
        var first = taker.flatMap(t -> book.best(!t.buys));
        var quantity = number(o, "quantity");
        if (taker.isEmpty()) {
            wrong(o, line, "order " + text(o, "taker") + " took, which was not the one placed last");
        } else if (first.isEmpty() || maker.isEmpty() || first.get() != maker.get()) {
            wrong(
                    o,
                    line,
                    "the first in turn was "
                            + first.map(f -> "order " + f.id + " at " + f.price.toPlainString())
                                    .orElse("nobody"));
        } else if (!taker.get().reaches(maker.get()) || number(o, "price").compareTo(maker.get().price) != 0) {
            wrong(
                    o,
                    line,
                    "order " + maker.get().id + " rests at " + maker.get().price.toPlainString() + " and order "
                            + taker.get().id + " goes to " + taker.get().price.toPlainString());
        } else if (quantity.signum() <= 0 || quantity.compareTo(maker.get().left.min(taker.get().left)) > 0) {
            wrong(o, line, "of that quantity one of them had not so much left");
        }
        taker.ifPresent(t -> {
            t.left = t.left.subtract(quantity);
            if (t.left.signum() <= 0) {
                live.remove(t.id);
            }
        });
        maker.ifPresent(m -> {
            m.left = m.left.subtract(quantity);
            if (m.left.signum() <= 0) {
                book.remove(m);
                live.remove(m.id);
            }
        });
    }

    private void wrong(Operation o, long line, String why) {
        broken.add(
                text(o, "maker"),
                text(o, "quantity") + " " + text(o, "symbol") + " were traded at " + text(o, "price")
                        + " between order " + text(o, "maker") + " at rest and order " + text(o, "taker") + ", but "
                        + why,
                line);
    }

    private void close(long line, Operation o, Book book) {
        var id = text(o, "order");
        var order = live.remove(id);
        if (order == null) {
            broken.add(id, "order " + id + " was closed but not open", line);
        } else if (book.taker.filter(t -> t == order).isPresent()) {
            book.taker = Optional.empty();
        } else {
            rest(book);
            book.remove(order);
        }
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        if (!unread.isEmpty()) {
            // the order placed last may have traded in what was not read
            return broken.orCannotSay(false, "log-read", unread);
        }
        books.values().forEach(this::rest);
        return broken.orCannotSay(!books.isEmpty(), "log-place", "the engine's log was not read");
    }
}
