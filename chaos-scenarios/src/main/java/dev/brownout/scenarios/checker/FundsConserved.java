package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.number;
import static dev.brownout.scenarios.checker.Checks.ok;
import static dev.brownout.scenarios.checker.Checks.text;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A18: at every checkpoint and in the final read, for every asset, what all accounts hold is what was there in the beginning
 * with deposits and without withdrawals, and no account holds less than nothing. A checkpoint that could not be read whole
 * says nothing.
 *
 * <p>Safety: broken for good by one complete checkpoint. Remembers the assets, and what is wrong in the checkpoint being read.
 */
public final class FundsConserved implements Checker {
    private static final String NAME = "funds-conserved";

    private record Wrong(String subject, String message, long line) {}

    private final Breaks broken = new Breaks(NAME);
    private final List<Wrong> wrong = new ArrayList<>();
    private final Set<String> assets = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private boolean read;
    private String missing = "";

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "At every checkpoint, for every asset, all accounts together hold what was there in the beginning, and none holds less than nothing.")
                    .withAssertions("A18")
                    .withReads("checkpoint-total, checkpoint-negative, checkpoint-read, and the same of the final read")
                    .withState("the assets, and what is wrong in the checkpoint being read");
        }

        @Override
        public int version() {
            return 2;
        }

        @Override
        public Checker create(Setting setting) {
            return new FundsConserved();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        switch (o.action()) {
            case "checkpoint-total", "final-total" -> total(line, o);
            case "checkpoint-negative", "final-negative" ->
                wrong.add(new Wrong(
                        text(o, "account"),
                        "account " + text(o, "account") + " must not hold less than nothing, but holds "
                                + text(o, "amount") + " " + text(o, "asset"),
                        line));
            case "checkpoint-read" -> close(o);
            case "final-read" -> {
                read |= ok(o) && !told.isEmpty();
                close(o);
            }
            default -> {
                // not about funds
            }
        }
    }

    private void total(long line, Operation o) {
        var asset = text(o, "asset");
        told.add(asset);
        var must = number(o, "genesis").add(number(o, "deposited")).subtract(number(o, "withdrawn"));
        var total = number(o, "total");
        if (total.compareTo(must) != 0) {
            wrong.add(new Wrong(
                    asset,
                    "all accounts together must hold " + must.toPlainString() + " " + asset
                            + " as in the beginning, but hold " + total.toPlainString(),
                    line));
        }
    }

    private void close(Operation o) {
        if (ok(o)) {
            wrong.forEach(w -> broken.add(w.subject(), w.message(), w.line()));
            assets.stream().filter(a -> !told.contains(a)).sorted().findFirst().ifPresent(a -> missing = a);
            assets.addAll(told);
        }
        wrong.clear();
        told.clear();
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        if (!missing.isEmpty()) {
            return broken.orCannotSay(false, missing, "a checkpoint tells of every asset but " + missing);
        }
        return broken.orCannotSay(read, "final-read", Checks.NO_FINAL_READ);
    }
}
