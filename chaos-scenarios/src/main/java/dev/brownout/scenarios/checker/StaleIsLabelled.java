package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.invoked;
import static dev.brownout.scenarios.checker.Checks.number;
import static dev.brownout.scenarios.checker.Checks.ok;
import static dev.brownout.scenarios.checker.Checks.text;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import java.math.BigDecimal;
import java.util.List;

/**
 * A8: every price that is shown carries its age, says that it is stale when that is over the limit, and if it does not say so
 * is one that the source published within the limit. A price that does not move while the source does is caught by the last.
 *
 * <p>Safety. Remembers open reads and, for every symbol, the prices of the last {@code limit}.
 */
public final class StaleIsLabelled implements Checker {
    private static final String NAME = "stale-is-labelled";

    private record Open(String symbol, long at) {}

    private final Unanswered<Open> open = new Unanswered<>();
    private final Breaks broken = new Breaks(NAME);
    private final Prices prices;
    private final long limit;
    private boolean reads;

    private StaleIsLabelled(Setting setting) {
        limit = setting.arguments().duration("limit").toNanos();
        prices = new Prices(setting, limit);
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME, "Every price that was shown carried its age, and said so when it was too old.")
                    .withAssertions("A8")
                    .withReads("read-price, source-price")
                    .withState("open reads and, for every symbol, the source's prices of the last limit")
                    .withBounds(
                            "10s is the age at which A8 has everything that depends on a price stop; 1s because whoever listens to the source may hear it later than the exchange.",
                            Parameter.duration("limit", "10s", "1ms", "1h", "the age up to which a price is fresh"),
                            Prices.LAG);
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new StaleIsLabelled(setting);
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        prices.passed(at);
        switch (o.action()) {
            case "source-price" -> {
                if (ok(o)) {
                    prices.source(text(o, "symbol"), number(o, "price"), at, oldestQuestion(at));
                }
            }
            case "read-price" -> {
                if (invoked(o)) {
                    open.put(o.id(), new Open(text(o, "symbol"), at));
                    return;
                }
                var asked = open.remove(o.id());
                if (asked != null && ok(o)) {
                    reads = true;
                    shown(line, at, asked, o);
                }
            }
            default -> {
                // not about prices
            }
        }
    }

    private long oldestQuestion(long now) {
        var oldest = new long[] {now};
        open.forEach(asked -> oldest[0] = Math.min(oldest[0], asked.at()));
        return oldest[0];
    }

    private static String what(Open asked, Operation o) {
        return "the price of " + asked.symbol() + ", " + text(o, "price") + ", was shown";
    }

    private void shown(long line, long at, Open asked, Operation o) {
        if (!o.data().containsKey("age-ms")) {
            broken.add(asked.symbol(), what(asked, o) + " without its age", line);
            return;
        }
        if (Checks.is(o, "stale")) {
            return;
        }
        if (number(o, "age-ms").compareTo(BigDecimal.valueOf(limit, 6)) > 0) {
            broken.add(asked.symbol(), what(asked, o) + " as fresh at the age of " + text(o, "age-ms") + " ms", line);
            return;
        }
        prices.fresh(
                asked.symbol(),
                number(o, "price"),
                asked.at(),
                at,
                () -> broken.add(
                        asked.symbol(),
                        what(asked, o) + " as fresh, but the source published no such price within "
                                + Checks.millis(limit),
                        line));
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        prices.end();
        return broken.orCannotSay(reads, "read-price", "no price was read");
    }
}
