package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.invoked;
import static dev.brownout.scenarios.checker.Checks.number;
import static dev.brownout.scenarios.checker.Checks.ok;
import static dev.brownout.scenarios.checker.Checks.text;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What price-time priority implies for its users, <em>a necessary condition only</em>: an order that traded, and was sent
 * after another had been acknowledged as resting at a price at least as good, cannot have been served before that one was
 * served whole. So if the earlier one is still open in the end, its turn was passed over. Orders that overlap, were never
 * acknowledged, or were filled or cancelled meanwhile say nothing: that this checker finds nothing does not prove priority, only
 * {@link PriceTimePriority} can. It takes for granted that {@code NEW} means in the book, and that nobody is spared from
 * trading with himself.
 *
 * <p>Safety, told from the final read. Remembers, for every client id, its book, price and lines, and open operations.
 */
public final class PriceTimePrioritySeen implements Checker {
    private static final String NAME = "price-time-priority-seen";

    private record Candidate(BigDecimal price, long line, String client) {}

    private static final class Turns {
        final List<Candidate> waiting = new ArrayList<>();
        final List<Candidate> served = new ArrayList<>();
    }

    private final Unanswered<Integer> open = new Unanswered<>();
    private final Keys orders = new Keys();
    private final Keys symbols = new Keys();
    private final Keys prices = new Keys();
    /** Each of the prices as a number: few prices are asked for by many orders. */
    private final List<BigDecimal> numbers = new ArrayList<>();

    private final Longs book = new Longs();
    private final Longs price = new Longs();
    private final Longs sent = new Longs();
    private final Longs rested = new Longs();
    private final Map<Integer, Turns> turns = new TreeMap<>();
    private boolean read;

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "No order was seen to be served before an earlier one at least as good; a necessary condition only, which does not prove price-time priority.")
                    .withReads("place, and the final read: final-order")
                    .withState("every client id with its book, price and lines, and open operations");
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new PriceTimePrioritySeen();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        switch (o.action()) {
            case "place" -> {
                if (invoked(o)) {
                    sent(line, o);
                    return;
                }
                var order = open.remove(o.id());
                if (order != null && ok(o) && Checks.open(text(o, "status")) && rested.get(order) == 0) {
                    rested.set(order, line);
                }
            }
            case "final-order" -> became(o);
            case "final-read" -> read |= ok(o);
            default -> {
                // not about orders
            }
        }
    }

    private void sent(long line, Operation o) {
        var type = text(o, "type");
        if ((!type.isEmpty() && !type.startsWith("LIMIT")) || text(o, "price").isEmpty()) {
            return;
        }
        int known = orders.size();
        int order = orders.add(text(o, "client-id"));
        open.put(o.id(), order);
        if (order == known) {
            sent.set(order, line);
            // two books a symbol: the even ones are of those who buy
            book.set(
                    order, 2 * symbols.add(text(o, "symbol")) + (text(o, "side").equals("BUY") ? 0 : 1));
            int number = prices.add(text(o, "price"));
            if (number == numbers.size()) {
                numbers.add(number(o, "price"));
            }
            price.set(order, number);
        }
    }

    private void became(Operation o) {
        int order = orders.find(text(o, "client-id"));
        if (order < 0) {
            return;
        }
        var at = numbers.get((int) price.get(order));
        var turn = turns.computeIfAbsent((int) book.get(order), b -> new Turns());
        if (rested.get(order) > 0 && Checks.open(text(o, "status"))) {
            turn.waiting.add(new Candidate(at, rested.get(order), orders.text(order)));
        }
        if (Checks.sign(text(o, "executed")) > 0) {
            turn.served.add(new Candidate(at, sent.get(order), orders.text(order)));
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var broken = new Breaks(NAME);
        if (read) {
            turns.forEach((number, turn) -> {
                passedOver(broken, turn, number % 2 == 0 ? Comparator.naturalOrder() : Comparator.reverseOrder());
            });
        }
        return broken.orCannotSay(
                read && orders.size() > 0, "final-read", read ? "no order was placed" : Checks.NO_FINAL_READ);
    }

    /** In order of time, against the best price that waited by then. */
    private static void passedOver(Breaks broken, Turns turn, Comparator<BigDecimal> better) {
        turn.waiting.sort(Comparator.comparingLong(Candidate::line));
        turn.served.sort(Comparator.comparingLong(Candidate::line));
        Iterator<Candidate> waiting = turn.waiting.iterator();
        Optional<Candidate> next = waiting.hasNext() ? Optional.of(waiting.next()) : Optional.empty();
        Optional<Candidate> best = Optional.empty();
        for (var served : turn.served) {
            while (next.isPresent() && next.get().line() < served.line()) {
                if (best.isEmpty()
                        || better.compare(next.get().price(), best.get().price()) > 0) {
                    best = next;
                }
                next = waiting.hasNext() ? Optional.of(waiting.next()) : Optional.empty();
            }
            if (best.isPresent() && better.compare(best.get().price(), served.price()) >= 0) {
                broken.add(
                        served.client(),
                        "order " + served.client() + " at " + served.price().toPlainString()
                                + " was served before order " + best.get().client() + " at "
                                + best.get().price().toPlainString()
                                + ", which had rested before it was sent and still does",
                        best.get().line(),
                        served.line());
            }
        }
    }
}
