package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.invoked;
import static dev.brownout.scenarios.checker.Checks.ok;
import static dev.brownout.scenarios.checker.Checks.text;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A3: an account that was seen to hold something is never told that it holds nothing at all. Trading turns one asset into
 * another and never leaves nothing; a store that cannot be reached does. Only a read that was asked for after the funds had been seen
 * is judged, for they may have just arrived. An account that may have withdrawn (not refused, or
 * not answered yet) may hold nothing, so its reads from then on are not judged.
 *
 * <p>Safety: broken for good by one answer. Remembers the accounts that were seen to hold something and those that may have
 * withdrawn, and open operations.
 */
public final class UnknownIsNotZero implements Checker {
    private static final String NAME = "unknown-is-not-zero";

    private record Open(String account, long line) {}

    private final Unanswered<Open> open = new Unanswered<>();
    /** Where an account was first seen to hold something. */
    private final Map<String, Long> funded = new HashMap<>();

    private final Map<String, Integer> withdrawals = new HashMap<>();
    private final Breaks zeros = new Breaks(NAME);
    private boolean reads;

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME, "An account that was seen to hold something is never told that it holds nothing.")
                    .withAssertions("A3")
                    .withReads("read-balance, withdraw")
                    .withState(
                            "the accounts that were seen to hold something or may have withdrawn, and open operations");
        }

        @Override
        public int version() {
            return 2;
        }

        @Override
        public Checker create(Setting setting) {
            return new UnknownIsNotZero();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        boolean withdraws = o.action().equals("withdraw");
        if (!withdraws && !o.action().equals("read-balance")) {
            return;
        }
        if (invoked(o)) {
            open.put(o.id(), new Open(text(o, "account"), line));
            if (withdraws) {
                withdrawals.merge(text(o, "account"), 1, Integer::sum);
            }
            return;
        }
        var asked = open.remove(o.id());
        if (asked == null) {
            return;
        }
        var account = asked.account();
        if (withdraws) {
            if (o.type() == Operation.Type.FAILED) {
                withdrawals.merge(account, -1, Integer::sum);
            }
        } else if (ok(o)) {
            reads = true;
            if (something(o)) {
                funded.putIfAbsent(account, line);
            } else if (funded.getOrDefault(account, Long.MAX_VALUE) < asked.line()
                    && withdrawals.getOrDefault(account, 0) == 0) {
                zeros.add(account, "account " + account + " holds funds but was told that it holds nothing", line);
            }
        }
    }

    private static boolean something(Operation o) {
        for (var entry : o.data().entrySet()) {
            if (entry.getKey().startsWith("balance.") && Checks.sign(entry.getValue()) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean broken() {
        return zeros.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        return zeros.orCannotSay(reads, "read-balance", "no balance was read");
    }
}
