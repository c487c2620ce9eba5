package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.invoked;
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
 * A5: one client id is at most one order, however often it was sent; no order exists that a background user's account never
 * asked for (a retry under another id); and none was executed of which the user was told each time that it was refused,
 * because who is refused asks again. An indeterminate order may exist, once.
 *
 * <p>Safety, seen in the final read. Remembers, for every client id, how many of its submissions were not refused and the line
 * of its order; open operations; and the accounts that asked.
 */
public final class NoDoubleExecution implements Checker {
    private static final String NAME = "no-double-execution";

    private final Unanswered<Integer> open = new Unanswered<>();
    private final Keys clients = new Keys();
    private final Longs perhaps = new Longs();
    private final Longs made = new Longs();
    private final Set<String> accounts = new HashSet<>();
    private final Breaks broken = new Breaks(NAME);
    /** Open orders that were refused: until the books are settled they may yet be voided. */
    private final Breaks pending = new Breaks(NAME);

    private boolean read;

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "One order asked for is at most one order made, none exists that nobody asked for, and none was executed that was refused.")
                    .withAssertions("A5")
                    .withReads("place, and the final read: final-order")
                    .withState("every client id and account that asked, and open operations");
        }

        @Override
        public int version() {
            return 2;
        }

        @Override
        public Checker create(Setting setting) {
            return new NoDoubleExecution();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        switch (o.action()) {
            case "place" -> place(o);
            case "final-order" -> exists(line, o);
            case "final-read" -> read |= ok(o);
            default -> {
                // not about orders
            }
        }
    }

    private void place(Operation o) {
        if (invoked(o)) {
            int client = clients.add(text(o, "client-id"));
            open.put(o.id(), client);
            perhaps.set(client, perhaps.get(client) + 1);
            accounts.add(text(o, "account"));
            return;
        }
        var client = open.remove(o.id());
        if (client != null && o.type() == Operation.Type.FAILED) {
            perhaps.set(client, perhaps.get(client) - 1);
        }
    }

    private void exists(long line, Operation o) {
        var name = text(o, "client-id");
        int client = clients.find(name);
        if (client < 0) {
            if (accounts.contains(text(o, "account"))) {
                broken.add(
                        name,
                        "order " + name + " exists for " + text(o, "account")
                                + ", who never asked for it: a retry under another client id executes twice",
                        line);
            }
            return;
        }
        long before = made.get(client);
        made.set(client, line);
        if (before > 0) {
            broken.add(name, "order " + name + " was asked for under one client id but exists twice", before, line);
        } else if (perhaps.get(client) == 0) {
            if (Checks.sign(text(o, "executed")) > 0) {
                broken.add(name, "order " + name + " was refused but executed " + text(o, "executed"), line);
            } else if (Checks.open(text(o, "status"))) {
                pending.add(name, "order " + name + " was refused but is " + text(o, "status"), line);
            }
        }
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        var all = new ArrayList<>(broken.orCannotSay(read, "final-read", Checks.NO_FINAL_READ));
        if (read) {
            all.addAll(pending.findings());
        }
        return all;
    }
}
