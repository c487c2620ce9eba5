package dev.brownout.scenarios.checker;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A18: for every asset, what all accounts hold after recovery is what was there in the beginning, and no account holds less
 * than nothing. Remembers nothing but what broke.
 */
public final class FundsConserved implements Checker {
    private final List<Finding> broken = new ArrayList<>();
    private boolean read;
    private long totals;

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            "funds-conserved",
                            "For every asset all accounts together hold what was there in the beginning, and none holds less than nothing.")
                    .withAssertions("A18")
                    .withReads("the final read: final-total and final-negative")
                    .withState("what broke");
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new FundsConserved();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        var d = o.data();
        switch (o.action()) {
            case "final-total" -> {
                totals++;
                var total = new BigDecimal(d.getOrDefault("total", "0"));
                var began = new BigDecimal(d.getOrDefault("genesis", "0"));
                if (total.compareTo(began) != 0) {
                    broken.add(Checks.failure(
                            "funds-conserved",
                            d.getOrDefault("asset", ""),
                            "all accounts together must hold " + began.toPlainString() + " " + d.get("asset")
                                    + " as in the beginning, but hold " + total.toPlainString(),
                            List.of(line)));
                }
            }
            case "final-negative" ->
                broken.add(Checks.failure(
                        "funds-conserved",
                        d.getOrDefault("account", ""),
                        "account " + d.get("account") + " must not hold less than nothing, but holds " + d.get("amount")
                                + " " + d.get("asset"),
                        List.of(line)));
            case "final-read" -> read |= o.type() == Operation.Type.OK;
            default -> {
                // not about funds
            }
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        return read && totals > 0
                ? Checks.few("funds-conserved", broken)
                : List.of(Checks.noFinalRead("funds-conserved"));
    }
}
