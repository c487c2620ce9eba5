package dev.brownout.scenarios.checker;

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
 * A8: nothing that risks a user's money (a liquidation, a stop that triggers, a market order) is done on a price whose age is
 * not known or over the limit, or that the source did not publish within the limit.
 *
 * <p>Safety. Remembers, for every symbol, the prices of the last {@code limit}.
 */
public final class NoTradingOnStale implements Checker {
    private static final String NAME = "no-trading-on-stale";

    private final Breaks broken = new Breaks(NAME);
    private final Prices prices;
    private final long limit;
    private boolean told;

    private NoTradingOnStale(Setting setting) {
        limit = setting.arguments().duration("limit").toNanos();
        prices = new Prices(setting, limit);
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(NAME, "Nothing that risks money was done on a price older than the limit.")
                    .withAssertions("A8")
                    .withReads("risk-action, source-price")
                    .withState("for every symbol, the source's prices of the last limit")
                    .withBounds(
                            "10s is A8's own; 1s because whoever listens to the source may hear it later than the exchange.",
                            Parameter.duration(
                                    "limit", "10s", "1ms", "1h", "the age up to which a price may be acted on"),
                            Prices.LAG);
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new NoTradingOnStale(setting);
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        prices.passed(at);
        if (!ok(o)) {
            return;
        }
        if (o.action().equals("source-price")) {
            told = true;
            prices.source(text(o, "symbol"), number(o, "price"), at, at);
        } else if (o.action().equals("risk-action")) {
            told = true;
            acted(line, at, o);
        }
    }

    private void acted(long line, long at, Operation o) {
        var symbol = text(o, "symbol");
        var what = text(o, "kind") + " of " + symbol + " at " + text(o, "price");
        if (!o.data().containsKey("age-ms")) {
            broken.add(symbol, what + " was done on a price without an age", line);
        } else if (number(o, "age-ms").compareTo(BigDecimal.valueOf(limit, 6)) > 0) {
            broken.add(symbol, what + " was done on a price of age " + text(o, "age-ms") + " ms", line);
        } else {
            prices.fresh(
                    symbol,
                    number(o, "price"),
                    at,
                    at,
                    () -> broken.add(
                            symbol,
                            what + " was done, but the source published no such price within " + Checks.millis(limit),
                            line));
        }
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        prices.end();
        return broken.orCannotSay(told, "risk-action", "nothing was told of prices and of what was done on them");
    }
}
