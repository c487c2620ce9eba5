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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * A16: while a fault is in place, seen from outside: an alarm fires in time, also when all that happens is that a metrics feed
 * is lost, and the status page can be reached. Faults that overlap are one outage, and an alarm that fires already will do.
 *
 * <p>Liveness: broken when an alarm's time has passed. Remembers every alarm, loss of a feed and read of the status page.
 */
public final class OutsideView implements Checker {
    private static final String NAME = "outside-view";

    private record Alarm(String about, boolean firing, long at) {}

    private record Lost(String feed, long at, long line) {}

    private record Outage(String what, long from, long to) {}

    private final Unanswered<Long> open = new Unanswered<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private final List<Lost> feeds = new ArrayList<>();
    private final Longs asked = new Longs();
    /** The line, negative when the page was not reached. */
    private final Longs answered = new Longs();

    private final long alarmWithin;
    private final double reachable;
    private int reads;
    private long last;

    private OutsideView(Setting setting) {
        alarmWithin = setting.arguments().duration("alarm-within").toNanos();
        reachable = setting.arguments().ratio("reachable");
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.liveness(
                            NAME, "During every outage an alarm fired in time, and the status page could be reached.")
                    .withAssertions("A16")
                    .withReads("alarm, feed-lost, read-status, and when faults were in place")
                    .withState("every alarm, loss of a feed and read of the status page")
                    .withBounds(
                            "60s is A16's own; a status page that fails with what it tells of is none, so all reads must succeed.",
                            Parameter.duration("alarm-within", "60s", "1ms", "1h", "how soon an alarm must fire"),
                            Parameter.ratio("reachable", "1", "share of reads of the status page that must succeed"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new OutsideView(setting);
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        last = Math.max(last, at);
        switch (o.action()) {
            case "alarm" -> {
                if (ok(o)) {
                    alarms.add(new Alarm(text(o, "about"), Checks.is(o, "firing"), at));
                }
            }
            case "feed-lost" -> {
                if (ok(o)) {
                    feeds.add(new Lost(text(o, "feed"), at, line));
                }
            }
            case "read-status" -> {
                if (invoked(o)) {
                    open.put(o.id(), at);
                    return;
                }
                var began = open.remove(o.id());
                if (began != null) {
                    asked.set(reads, began);
                    answered.set(reads++, ok(o) ? line : -line);
                }
            }
            default -> {
                // not seen from outside
            }
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var broken = new Breaks(NAME);
        boolean early = false;
        var outages = outages(run);
        for (var outage : outages) {
            early |= alarm(broken, outage.what(), outage.from());
        }
        for (var feed : feeds) {
            early |= alarm(broken, "the loss of " + feed.feed(), feed.at(), feed.line());
        }
        long all = 0;
        var missed = new ArrayList<Long>();
        for (int i = 0; i < reads; i++) {
            long at = asked.get(i);
            if (outages.stream().anyMatch(w -> w.from() <= at && at < w.to())) {
                all++;
                if (answered.get(i) < 0) {
                    missed.add(-answered.get(i));
                }
            }
        }
        if (missed.size() > all * (1 - reachable) + 1e-9) {
            broken.add(
                    "read-status",
                    missed.size() + " of " + all + " reads of the status page during an outage did not succeed",
                    missed.stream().limit(Findings.MOST_LISTED).toArray(Long[]::new));
        }
        if (outages.isEmpty() && feeds.isEmpty()) {
            return broken.orCannotSay(false, "outage", "no fault was in place and no feed was lost");
        }
        return broken.orCannotSay(
                !early && (outages.isEmpty() || all > 0),
                early ? "alarm" : "read-status",
                early
                        ? "the history ends before an alarm had to fire"
                        : "nobody read the status page during an outage");
    }

    private static List<Outage> outages(RunView run) {
        var windows = run.faults().stream()
                .filter(f -> f.witnessed().isPresent())
                .map(f -> new Outage(
                        f.id(), f.witnessed().getAsLong(), f.removed().orElse(Long.MAX_VALUE)))
                .sorted(Comparator.comparingLong(Outage::from))
                .toList();
        var outages = new ArrayList<Outage>();
        for (var next : windows) {
            int n = outages.size();
            if (n > 0 && next.from() <= outages.get(n - 1).to()) {
                var before = outages.get(n - 1);
                outages.set(n - 1, new Outage(before.what(), before.from(), Math.max(before.to(), next.to())));
            } else {
                outages.add(next);
            }
        }
        return outages;
    }

    /** Look for an alarm; give whether there was none and there is still time. */
    private boolean alarm(Breaks broken, String what, long from, Long... lines) {
        var firing = new HashSet<String>();
        for (var alarm : alarms) {
            if (alarm.at() >= from && !firing.isEmpty()) {
                return false;
            }
            if (alarm.at() > from + alarmWithin) {
                break;
            }
            if (alarm.firing()) {
                firing.add(alarm.about());
            } else {
                firing.remove(alarm.about());
            }
            if (alarm.at() >= from && !firing.isEmpty()) {
                return false;
            }
        }
        if (!firing.isEmpty()) {
            return false;
        }
        if (last <= from + alarmWithin) {
            return true;
        }
        broken.add("alarm", "no alarm fired within " + Checks.millis(alarmWithin) + " of " + what, lines);
        return false;
    }
}
