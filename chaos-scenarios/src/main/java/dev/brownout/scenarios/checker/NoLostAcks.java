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
 * A4: every order that was acknowledged exists after recovery.
 *
 * <p>Remembers one entry for every acknowledged order: its client id and journal line.
 */
public final class NoLostAcks implements Checker {
    private final Map<Long, String> open = new HashMap<>();
    private final Map<String, Long> acknowledged = new HashMap<>();
    private final Set<String> exist = new HashSet<>();
    private boolean read;

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety("no-lost-acks", "Every order that was acknowledged exists after recovery.")
                    .withAssertions("A4")
                    .withReads("place, and the final read: final-order")
                    .withState("the client id of every acknowledged order, and every open operation");
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new NoLostAcks();
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        switch (o.action()) {
            case "place" -> {
                if (o.type() == Operation.Type.INVOKED) {
                    open.put(o.id(), o.data().getOrDefault("client-id", ""));
                } else {
                    var client = open.remove(o.id());
                    if (client != null && o.type() == Operation.Type.OK) {
                        acknowledged.put(client, line);
                    }
                }
            }
            case "final-order" -> exist.add(o.data().getOrDefault("client-id", ""));
            case "final-read" -> read |= o.type() == Operation.Type.OK;
            default -> {
                // not about orders
            }
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        if (!read) {
            return List.of(Checks.noFinalRead("no-lost-acks"));
        }
        var lost = new ArrayList<Finding>();
        acknowledged.forEach((client, line) -> {
            if (!exist.contains(client)) {
                lost.add(Checks.failure(
                        "no-lost-acks",
                        client,
                        "order " + client + " was acknowledged but does not exist after recovery",
                        List.of(line)));
            }
        });
        return Checks.few("no-lost-acks", lost);
    }
}
