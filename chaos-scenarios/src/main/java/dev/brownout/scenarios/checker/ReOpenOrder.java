package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.invoked;
import static dev.brownout.scenarios.checker.Checks.ok;
import static dev.brownout.scenarios.checker.Checks.text;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.checker.Stage.Deed;
import java.util.List;

/**
 * A19: after a halt an exchange opens step by step (oracle fresh, ledger reconciled, cancel-only, post-only or auction, full
 * trading, withdrawals), may close at once by any number of steps, and accepts at no stage what that stage does not allow.
 * An order is blamed only if it was accepted and no stage of the time between its sending and its answer allowed it.
 *
 * <p>Safety. Remembers the stage, until when each deed was allowed, and open orders.
 */
public final class ReOpenOrder implements Checker {
    private static final String NAME = "re-open-order";

    private record Open(Deed deed, String client, long at) {}

    private final Stages stages;
    private final Unanswered<Open> open = new Unanswered<>();
    private final Breaks broken = new Breaks(NAME);
    private boolean told;

    private ReOpenOrder(Setting setting) {
        stages = new Stages(setting.arguments().duration("lag").toNanos());
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME, "The exchange opened again one step at a time, and accepted nothing before its step.")
                    .withAssertions("A19")
                    .withReads("stage, place")
                    .withState("the stage, until when each deed was allowed, and open orders")
                    .withBounds(
                            "0s because a stage comes from the exchange's own log, in its place; who asks for it now and then gives the time between two looks.",
                            Parameter.duration(
                                    "lag", "0s", "0s", "10m", "how long after a stage began it may be told"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new ReOpenOrder(setting);
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        stages.passed(at);
        switch (o.action()) {
            case "stage" -> {
                if (ok(o)) {
                    stage(line, at, Stage.of(text(o, "stage")));
                }
            }
            case "place" -> {
                if (invoked(o)) {
                    var deed = text(o, "type").equals("LIMIT_MAKER") ? Deed.POST : Deed.PLACE;
                    open.put(o.id(), new Open(deed, text(o, "client-id"), at));
                    return;
                }
                var order = open.remove(o.id());
                if (order != null && ok(o) && !text(o, "status").equals("REJECTED")) {
                    stages.done(
                            order.deed(),
                            order.at(),
                            at,
                            stage -> broken.add(
                                    order.client(),
                                    "order " + order.client() + " was accepted at stage " + stage
                                            + ", which does not allow it",
                                    line));
                }
            }
            default -> {
                // not about stages
            }
        }
    }

    private void stage(long line, long at, Stage stage) {
        if (told && stage.step > stages.now().step + 1) {
            broken.add(
                    stage.toString(),
                    "the exchange must open one step at a time, but went from " + stages.now() + " straight to "
                            + stage,
                    line);
        }
        told = true;
        stages.change(at, stage);
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        stages.end();
        return broken.orCannotSay(told, "stage", "no stage was told");
    }
}
