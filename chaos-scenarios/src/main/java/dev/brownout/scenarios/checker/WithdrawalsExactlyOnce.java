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
import dev.brownout.scenarios.checker.Stage.Deed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A6: each withdrawal that was accepted is broadcast exactly once, with the amount asked for, and never at a stage before
 * {@code withdrawals}; one that was refused, or that nobody asked for, never. An indeterminate one may be broadcast, once.
 *
 * <p>Safety, but for the broadcast that must come at all, which only the final read can tell to be missing. Remembers, for
 * every withdrawal id, its amount and lines; open operations; and the accounts that asked.
 */
public final class WithdrawalsExactlyOnce implements Checker {
    private static final String NAME = "withdrawals-exactly-once";

    private record Open(int id, long line) {}

    private final Unanswered<Open> open = new Unanswered<>();
    private final Keys ids = new Keys();
    private final List<BigDecimal> amounts = new ArrayList<>();
    /** Submissions that were not refused. */
    private final Longs perhaps = new Longs();

    private final Longs accepted = new Longs();
    private final Longs broadcast = new Longs();
    /** Submissions before the broadcast that were not refused: what can have caused it. */
    private final Longs causes = new Longs();

    private final Set<String> accounts = new HashSet<>();
    /** Broadcasts that nobody had asked for, of accounts that had not asked for any: line to account. */
    private final Map<Long, String> strange = new TreeMap<>();

    private final Breaks broken = new Breaks(NAME);
    private final Stages stages;
    private final long inFlight;
    private boolean read;

    private WithdrawalsExactlyOnce(Setting setting) {
        stages = new Stages(setting.arguments().duration("lag").toNanos());
        inFlight = setting.arguments().duration("in-flight").toNanos();
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "Each accepted withdrawal was broadcast exactly once, and none while they were paused.")
                    .withAssertions("A6")
                    .withReads("withdraw, broadcast, stage, and the final read's number of broadcasts")
                    .withState("every withdrawal id with its amount, the accounts that asked, and open operations")
                    .withBounds(
                            "0s because broadcasts and stages come from the wallet's own log, in their order; who watches a chain instead gives the time a transaction takes to be seen, and who asks for the stage the time between two looks.",
                            Parameter.duration(
                                    "in-flight",
                                    "0s",
                                    "0s",
                                    "1h",
                                    "how long after it was sent a broadcast may be seen"),
                            Parameter.duration(
                                    "lag", "0s", "0s", "10m", "how long after a stage began it may be told"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new WithdrawalsExactlyOnce(setting);
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        stages.passed(at);
        switch (o.action()) {
            case "withdraw" -> withdraw(line, o);
            case "broadcast" -> broadcast(line, at, o);
            case "stage" -> {
                if (ok(o)) {
                    stages.change(at, Stage.of(text(o, "stage")));
                }
            }
            case "final-read" -> read |= ok(o) && o.data().containsKey("broadcasts");
            default -> {
                // not about withdrawals
            }
        }
    }

    private void withdraw(long line, Operation o) {
        if (invoked(o)) {
            int id = ids.add(text(o, "withdraw-id"));
            if (id == amounts.size()) {
                amounts.add(number(o, "amount"));
            }
            perhaps.set(id, perhaps.get(id) + 1);
            if (accounts.add(text(o, "account"))) {
                strange.forEach((seen, account) -> {
                    if (account.equals(text(o, "account"))) {
                        unasked(account, seen);
                    }
                });
            }
            open.put(o.id(), new Open(id, line));
            return;
        }
        var asked = open.remove(o.id());
        if (asked == null) {
            return;
        }
        int id = asked.id();
        if (ok(o)) {
            accepted.set(id, line);
        } else if (o.type() == Operation.Type.FAILED) {
            perhaps.set(id, perhaps.get(id) - 1);
            if (broadcast.get(id) > asked.line()) {
                causes.set(id, causes.get(id) - 1);
                if (causes.get(id) == 0) {
                    refused(id, broadcast.get(id), line);
                }
            }
        }
    }

    private void broadcast(long line, long at, Operation o) {
        if (!ok(o)) {
            return;
        }
        var name = text(o, "withdraw-id");
        int id = ids.find(name);
        if (id < 0) {
            if (accounts.contains(text(o, "account"))) {
                unasked(text(o, "account"), line);
            } else {
                strange.put(line, text(o, "account"));
            }
            return;
        }
        stages.done(
                Deed.BROADCAST,
                at - inFlight,
                at,
                stage -> broken.add(
                        name,
                        "withdrawal " + name + " was broadcast at stage " + stage + ", while they were paused",
                        line));
        long before = broadcast.get(id);
        if (before > 0) {
            broken.add(name, "withdrawal " + name + " was broadcast twice", before, line);
            return;
        }
        broadcast.set(id, line);
        causes.set(id, perhaps.get(id));
        if (perhaps.get(id) == 0) {
            refused(id, line);
        }
        if (number(o, "amount").compareTo(amounts.get(id)) != 0) {
            broken.add(
                    name,
                    "withdrawal " + name + " was asked for with amount "
                            + amounts.get(id).toPlainString() + " but broadcast with " + text(o, "amount"),
                    line);
        }
    }

    private void unasked(String account, long line) {
        broken.add(account, "a withdrawal of " + account + " was broadcast that had not been asked for", line);
    }

    private void refused(int id, Long... lines) {
        broken.add(ids.text(id), "withdrawal " + ids.text(id) + " was refused but broadcast", lines);
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        stages.end();
        boolean paused = !stages.now().allows(Deed.BROADCAST);
        boolean waits = false;
        for (int id = 0; id < ids.size(); id++) {
            if (read && accepted.get(id) > 0 && broadcast.get(id) == 0) {
                waits = true;
                if (!paused) {
                    broken.add(
                            ids.text(id),
                            "withdrawal " + ids.text(id) + " was accepted but not broadcast",
                            accepted.get(id));
                }
            }
        }
        return waits && paused
                ? broken.orCannotSay(
                        false, "stage", "withdrawals were still paused at the end, and some had been accepted")
                : broken.orCannotSay(
                        read && ids.size() > 0,
                        "final-read",
                        "no withdrawal was asked for, or the final read does not tell how many broadcasts there were");
    }
}
