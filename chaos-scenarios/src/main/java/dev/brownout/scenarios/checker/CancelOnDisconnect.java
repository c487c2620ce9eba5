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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cancel on disconnect: an order that was acknowledged in a session is not open any more once its session was lost for
 * longer than the exchange promises. An order that was not acknowledged before the loss may have arrived after it, so it is not
 * judged.
 *
 * <p>Safety. Remembers open operations and, for every order placed in a session, by when it must be gone.
 */
public final class CancelOnDisconnect implements Checker {
    private static final String NAME = "cancel-on-disconnect";

    private record Open(String client, String session, long at) {}

    private final Unanswered<Open> open = new Unanswered<>();
    /** Acknowledged orders of sessions that live. */
    private final Map<String, List<String>> sessions = new HashMap<>();

    private final Keys orders = new Keys();
    private final Longs gone = new Longs();
    private final Longs lost = new Longs();
    private final Breaks broken = new Breaks(NAME);
    private final Breaks atEnd = new Breaks(NAME);
    private final long within;
    private boolean read;

    private CancelOnDisconnect(Setting setting) {
        within = setting.arguments().duration("within").toNanos();
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(NAME, "No order outlived the session that it was to end with.")
                    .withReads("place, read-order, disconnect, and the final read: final-order")
                    .withState("open operations and, for every order placed in a session, by when it must be gone")
                    .withBounds(
                            "10s because that is the window exchanges commonly start with before they take a connection for lost.",
                            Parameter.duration(
                                    "within",
                                    "10s",
                                    "0s",
                                    "10m",
                                    "how soon after its session was lost an order is gone"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new CancelOnDisconnect(setting);
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        switch (o.action()) {
            case "place", "read-order" -> {
                if (invoked(o)) {
                    open.put(o.id(), new Open(text(o, "client-id"), text(o, "session"), at));
                    return;
                }
                var asked = open.remove(o.id());
                if (asked != null && ok(o)) {
                    answered(line, o, asked);
                }
            }
            case "disconnect" -> {
                if (ok(o)) {
                    for (var client : sessions.getOrDefault(text(o, "session"), List.of())) {
                        int order = orders.add(client);
                        lost.set(order, line);
                        gone.set(order, at + within);
                    }
                    sessions.remove(text(o, "session"));
                }
            }
            case "final-order" -> outlived(line, at, o, text(o, "client-id"), atEnd);
            case "final-read" -> read |= ok(o);
            default -> {
                // not about sessions' orders
            }
        }
    }

    private void answered(long line, Operation o, Open asked) {
        if (o.action().equals("read-order")) {
            outlived(line, asked.at(), o, asked.client(), broken);
        } else if (!asked.session().isEmpty()) {
            sessions.computeIfAbsent(asked.session(), s -> new ArrayList<>()).add(asked.client());
        }
    }

    private void outlived(long line, long asked, Operation o, String client, Breaks into) {
        int order = orders.find(client);
        if (order >= 0 && asked > gone.get(order) && Checks.open(text(o, "status"))) {
            into.add(
                    client,
                    "order " + client + " must be gone within " + Checks.millis(within)
                            + " of the loss of its session, but is " + text(o, "status"),
                    lost.get(order),
                    line);
        }
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        var all = new ArrayList<>(broken.orCannotSay(
                read && orders.size() > 0,
                "final-read",
                read ? "no session was lost that had acknowledged orders" : Checks.NO_FINAL_READ));
        if (read) {
            all.addAll(atEnd.findings());
        }
        return all;
    }
}
