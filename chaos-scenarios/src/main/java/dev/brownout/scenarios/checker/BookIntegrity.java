package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.number;
import static dev.brownout.scenarios.checker.Checks.ok;
import static dev.brownout.scenarios.checker.Checks.text;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A book that is published as fresh is neither crossed (best bid at or above best ask) nor gapped: an update continues at the
 * number after the last one's, and only a snapshot may begin anew, never further back. The first update after a snapshot may
 * overlap it, as Binance's diff depth stream does. What is labelled stale may be anything, but what comes after it fresh must fit.
 *
 * <p>Safety. Remembers, for every subscription (an observer and a symbol), the last number.
 */
public final class BookIntegrity implements Checker {
    private static final String NAME = "book-integrity";

    private static final class Book {
        long last;
        boolean whole;
        boolean justTaken;
    }

    private final Map<String, Map<String, Book>> books = new HashMap<>();
    private final Breaks broken = new Breaks(NAME);

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(NAME, "No book was crossed or gapped that was published as fresh.")
                    .withReads("book")
                    .withState("for every subscription, the last update's number");
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new BookIntegrity();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        if (!o.action().equals("book") || !ok(o)) {
            return;
        }
        var symbol = text(o, "symbol");
        var book = books.computeIfAbsent(o.process(), p -> new HashMap<>()).computeIfAbsent(symbol, s -> new Book());
        boolean fresh = !Checks.is(o, "stale");
        var bid = o.data().get("bid");
        var ask = o.data().get("ask");
        if (fresh && bid != null && ask != null && new BigDecimal(bid).compareTo(new BigDecimal(ask)) >= 0) {
            broken.add(symbol, "the book of " + symbol + " was crossed: bid " + bid + ", ask " + ask, line);
        }
        long last = number(o, "last-id").longValue();
        if (Checks.is(o, "snapshot")) {
            if (fresh && last < book.last) {
                broken.add(symbol, "the book of " + symbol + " went back from " + book.last + " to " + last, line);
            }
            book.whole = true;
            book.justTaken = true;
        } else {
            long first = number(o, "first-id").longValue();
            boolean follows = first == book.last + 1 || (book.justTaken && first <= book.last + 1);
            boolean fits = book.whole && follows && last > book.last && first <= last;
            if (fresh && !fits) {
                broken.add(
                        symbol,
                        "the book of " + symbol + (book.whole ? " was at " + book.last : " was not whole")
                                + " and then published update " + first + " to " + last + " as fresh",
                        line);
            }
            // after a gap that was told of, only a snapshot makes it whole; one that was not told of is blamed once
            book.whole = fits || fresh;
            book.justTaken = false;
        }
        book.last = last;
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        return broken.orCannotSay(!books.isEmpty(), "book", "no book was published");
    }
}
