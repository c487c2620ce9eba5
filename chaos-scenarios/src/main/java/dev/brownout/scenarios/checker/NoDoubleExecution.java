package dev.brownout.scenarios.checker;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A5: one order asked for is at most one order made, however often it was sent; and no order exists that a background
 * user's account never asked for.
 *
 * <p>Remembers every client id that was asked for, and the accounts that asked.
 */
public final class NoDoubleExecution implements Checker {
    private final Set<String> asked = new HashSet<>();
    private final Set<String> accounts = new HashSet<>();
    private final Map<String, List<Long>> made = new HashMap<>();
    private final Map<String, String> strangers = new HashMap<>();
    private boolean read;

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            "no-double-execution",
                            "One order asked for is at most one order made, and none exists that nobody asked for.")
                    .withAssertions("A5")
                    .withReads("place, and the final read: final-order")
                    .withState("every client id and account that asked");
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new NoDoubleExecution();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        var client = o.data().getOrDefault("client-id", "");
        var account = o.data().getOrDefault("account", "");
        switch (o.action()) {
            case "place" -> {
                if (o.type() == Operation.Type.INVOKED) {
                    asked.add(client);
                    accounts.add(account);
                }
            }
            case "final-order" -> {
                made.computeIfAbsent(client, c -> new ArrayList<>()).add(line);
                if (accounts.contains(account) && !asked.contains(client)) {
                    strangers.put(client, account);
                }
            }
            case "final-read" -> read |= o.type() == Operation.Type.OK;
            default -> {
                // not about orders
            }
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        if (!read) {
            return List.of(Checks.noFinalRead("no-double-execution"));
        }
        var doubles = new ArrayList<Finding>();
        made.forEach((client, lines) -> {
            if (asked.contains(client) && lines.size() > 1) {
                doubles.add(Checks.failure(
                        "no-double-execution",
                        client,
                        "order " + client + " was asked for once but exists " + lines.size() + " times",
                        lines));
            }
        });
        strangers.forEach((client, account) -> doubles.add(Checks.failure(
                "no-double-execution",
                client,
                "order " + client + " exists for " + account
                        + ", who never asked for it: a retry under another client id executes twice",
                made.getOrDefault(client, List.of()))));
        return Checks.few("no-double-execution", doubles);
    }
}
