package dev.brownout.scenarios.checker;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A3: an account that was seen to hold something is never told that it holds nothing at all. Trading turns one asset into
 * another and never leaves nothing; a store that cannot be reached does.
 *
 * <p>Remembers the accounts that were seen to hold something, and open reads.
 */
public final class UnknownIsNotZero implements Checker {
    private final Map<Long, String> open = new HashMap<>();
    private final Set<String> funded = new HashSet<>();
    private final List<Long> zeros = new ArrayList<>();
    private final Set<String> told = new HashSet<>();

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            "unknown-is-not-zero",
                            "An account that was seen to hold something is never told that it holds nothing.")
                    .withAssertions("A3")
                    .withReads("read-balance")
                    .withState("the accounts that were seen to hold something, and open reads");
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new UnknownIsNotZero();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        if (!o.action().equals("read-balance")) {
            return;
        }
        if (o.type() == Operation.Type.INVOKED) {
            open.put(o.id(), o.data().getOrDefault("account", ""));
            return;
        }
        var account = open.remove(o.id());
        if (account == null || o.type() != Operation.Type.OK) {
            return;
        }
        boolean something = o.data().entrySet().stream()
                .filter(e -> e.getKey().startsWith("balance."))
                .anyMatch(e -> new BigDecimal(e.getValue()).signum() != 0);
        if (something) {
            funded.add(account);
        } else if (funded.contains(account)) {
            zeros.add(line);
            told.add(account);
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        return zeros.isEmpty()
                ? List.of()
                : List.of(Checks.failure(
                        "unknown-is-not-zero",
                        "read-balance",
                        told.size() + " accounts that hold funds were told " + zeros.size()
                                + " times that they hold nothing",
                        zeros.stream().limit(Checks.MOST_LISTED).toList()));
    }
}
