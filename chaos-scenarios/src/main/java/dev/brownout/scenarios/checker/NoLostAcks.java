package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.invoked;
import static dev.brownout.scenarios.checker.Checks.ok;
import static dev.brownout.scenarios.checker.Checks.text;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import java.util.List;

/**
 * A4: what was acknowledged is so after recovery: every order that was accepted, or shown to exist, exists; every order
 * whose cancel was accepted is no longer open. What was answered with anything else may be either.
 *
 * <p>Safety, but it can only be told from the final read. Remembers open operations and, for every client id, the line of its
 * acknowledgement.
 */
public final class NoLostAcks implements Checker {
    private static final String NAME = "no-lost-acks";

    private final Unanswered<String> open = new Unanswered<>();
    private final Keys clients = new Keys();
    private final Longs acknowledged = new Longs();
    private final Longs cancelled = new Longs();
    private final Longs exists = new Longs();
    private final Breaks undone = new Breaks(NAME);
    private boolean read;

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "Every order that was acknowledged exists after recovery, and none is open whose cancel was acknowledged.")
                    .withAssertions("A4")
                    .withReads("place, cancel, read-order, and the final read: final-order")
                    .withState("open operations and, for every client id, what was acknowledged");
        }

        @Override
        public int version() {
            return 2;
        }

        @Override
        public Checker create(Setting setting) {
            return new NoLostAcks();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        switch (o.action()) {
            case "place", "read-order", "cancel" -> {
                if (invoked(o)) {
                    open.put(o.id(), text(o, "client-id"));
                    return;
                }
                var client = open.remove(o.id());
                if (client != null && ok(o)) {
                    (o.action().equals("cancel") ? cancelled : acknowledged).set(clients.add(client), line);
                }
            }
            case "final-order" -> {
                int client = clients.find(text(o, "client-id"));
                if (client < 0) {
                    return;
                }
                exists.set(client, line);
                if (cancelled.get(client) > 0 && Checks.open(text(o, "status"))) {
                    undone.add(
                            clients.text(client),
                            "the cancel of order " + clients.text(client) + " was acknowledged but it is "
                                    + text(o, "status") + " after recovery",
                            cancelled.get(client),
                            line);
                }
            }
            case "final-read" -> read |= ok(o);
            default -> {
                // not about orders
            }
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        if (!read) {
            return new Breaks(NAME).orCannotSay(false, "final-read", Checks.NO_FINAL_READ);
        }
        for (int client = 0; client < clients.size(); client++) {
            if (acknowledged.get(client) > 0 && exists.get(client) == 0) {
                undone.add(
                        clients.text(client),
                        "order " + clients.text(client) + " was acknowledged but does not exist after recovery",
                        acknowledged.get(client));
            }
        }
        return undone.findings();
    }
}
