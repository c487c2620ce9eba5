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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A20: once the last fault is gone, the age of a queue's oldest item never rises until the queue is drained, and it is
 * drained in the end; and nothing is executed after the time for which its user said it was valid. In a history of which no
 * fault is known, the whole of it is judged.
 *
 * <p>Liveness, but for the executions: one that comes too late breaks it for good. Remembers what was seen of each queue, and
 * the validity of every order that has one.
 */
public final class BacklogDrain implements Checker {
    private static final String NAME = "backlog-drain";

    private static final class Queue {
        final Longs at = new Longs();
        final Longs line = new Longs();
        /** Age of the oldest item in ns; 0 when there is none. */
        final Longs oldest = new Longs();

        int size;
    }

    private final Map<String, Queue> queues = new TreeMap<>();
    private final Keys orders = new Keys();
    private final List<BigDecimal> validMillis = new ArrayList<>();
    private final Breaks broken = new Breaks(NAME);
    private final long drained;
    private final long rise;
    private boolean read;

    private BacklogDrain(Setting setting) {
        drained = setting.arguments().duration("drained").toNanos();
        rise = setting.arguments().duration("rise").toNanos();
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.liveness(
                            NAME,
                            "After the last fault every backlog's oldest item got younger until it was drained, and nothing was executed after it had expired.")
                    .withAssertions("A20")
                    .withReads("backlog, execution, place, and when the last fault was gone")
                    .withState("what was seen of each queue, and the validity of every order that has one")
                    .withBounds(
                            "1s because a queue whose oldest item is younger is at work, not behind; 0s because A20 asks for a monotonic fall.",
                            Parameter.duration(
                                    "drained",
                                    "1s",
                                    "0s",
                                    "1h",
                                    "the age of the oldest item of a queue that is not behind"),
                            Parameter.duration(
                                    "rise",
                                    "0s",
                                    "0s",
                                    "1h",
                                    "how much older the oldest item may be than when last seen"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new BacklogDrain(setting);
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        switch (o.action()) {
            case "backlog" -> {
                if (ok(o)) {
                    seen(line, at, o);
                }
            }
            case "place" -> {
                if (invoked(o)
                        && o.data().containsKey("valid-ms")
                        && orders.add(text(o, "client-id")) == validMillis.size()) {
                    validMillis.add(number(o, "valid-ms"));
                }
            }
            case "execution" -> {
                int order = orders.find(text(o, "client-id"));
                if (ok(o) && order >= 0 && number(o, "age-ms").compareTo(validMillis.get(order)) > 0) {
                    broken.add(
                            orders.text(order),
                            "order " + orders.text(order) + " was valid for "
                                    + validMillis.get(order).toPlainString() + " ms but executed at the age of "
                                    + text(o, "age-ms") + " ms",
                            line);
                }
            }
            case "final-read" -> read |= ok(o);
            default -> {
                // not about queues
            }
        }
    }

    private void seen(long line, long at, Operation o) {
        var queue = queues.computeIfAbsent(text(o, "queue"), q -> new Queue());
        queue.at.set(queue.size, at);
        queue.line.set(queue.size, line);
        queue.oldest.set(
                queue.size++,
                Checks.sign(text(o, "length")) == 0
                        ? 0
                        : number(o, "oldest-ms").movePointRight(6).longValue());
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        long from = run.lastRemoved().orElse(Long.MIN_VALUE);
        boolean any = orders.size() > 0;
        boolean behind = false;
        for (var entry : queues.entrySet()) {
            var queue = entry.getValue();
            int i = 0;
            while (i < queue.size && queue.at.get(i) < from) {
                i++;
            }
            if (i == queue.size) {
                continue;
            }
            any = true;
            drains(entry.getKey(), queue, i);
            long end = queue.oldest.get(queue.size - 1);
            if (end > drained && read) {
                broken.add(
                        entry.getKey(),
                        "backlog " + entry.getKey() + " was not drained in the end: its oldest item was "
                                + Checks.millis(end) + " old",
                        queue.line.get(queue.size - 1));
            }
            behind |= end > drained;
        }
        return broken.orCannotSay(
                any && (read || !behind),
                "backlog",
                any ? Checks.NO_FINAL_READ : "no backlog was seen after the last fault, and no order had an expiry");
    }

    private void drains(String name, Queue queue, int from) {
        for (int i = from + 1; i < queue.size && queue.oldest.get(i - 1) > drained; i++) {
            if (queue.oldest.get(i) > queue.oldest.get(i - 1) + rise) {
                broken.add(
                        name,
                        "the oldest item of backlog " + name + " must get younger until it is drained, but was "
                                + Checks.millis(queue.oldest.get(i - 1)) + " old and then "
                                + Checks.millis(queue.oldest.get(i)),
                        queue.line.get(i - 1),
                        queue.line.get(i));
                return;
            }
        }
    }
}
