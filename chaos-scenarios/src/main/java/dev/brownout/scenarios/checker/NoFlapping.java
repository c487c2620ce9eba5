package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Link;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.faults.http.HttpLinks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A13: targets do not join and leave in quick turns, and never more than half of them are out. Told from traffic: a target
 * is out while it gets nothing and its siblings, to which the same component sends the same, get enough that it should have
 * had its share.
 */
public final class NoFlapping implements Checker {
    private static final String NAME = "no-flapping";
    /** So many requests a target must have missed, by its share in the steady stretch, to be out: chance misses 1 in 20 000. */
    private static final int MISSED = 10;
    /** Faults that are put in place or taken away within this time are one event. */
    private static final long ONE_EVENT = 1_000_000_000L;

    private final Arguments bounds;

    private NoFlapping(Arguments bounds) {
        this.bounds = bounds;
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "Targets do not join and leave in quick turns, and never are more of them out at once than the rest can do without.")
                    .withAssertions("A13")
                    .withReads(
                            "HTTP requests, health checks left out, counted at targets of one role that one component sends to: one that gets "
                                    + "nothing while it should have had 10, by its share in the steady stretch, is out. Links need the label "
                                    + "health-path (none where nothing checks), or health checks would look like traffic. A target that the fault "
                                    + "itself keeps requests from is out too")
                    .withBounds(
                            "A change a minute is what health checks with a threshold of a few failures give; alternating faster, AWS 2025 took "
                                    + "healthy capacity out over and over. A fault that comes or goes excuses a change of every target, because "
                                    + "leaving then and coming back is right. With more than half of them out the rest would fall to the "
                                    + "load: better to route to all (panic mode).",
                            Parameter.integer(
                                    "changes",
                                    "1",
                                    0,
                                    1000,
                                    "how often a target may join or leave within per, beside what faults excuse"),
                            Parameter.duration(
                                    "per", "60s", "1s", "1h", "the time in which changes are counted; stack time"),
                            Parameter.ratio("out", "0.5", "the largest share of the targets that may be out at once"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new NoFlapping(setting.arguments());
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var steady = Spans.steady(run);
        if (steady.isEmpty() || Spans.began(run).isEmpty()) {
            return List.of(Findings.noFault(NAME));
        }
        var counts = new Counts(run);
        var findings = new ArrayList<Finding>();
        boolean any = false;
        for (var siblings : groups(run)) {
            any = true;
            var role = siblings.get(0).labels().getOrDefault("to.role", "");
            var group = role + " of " + siblings.get(0).from();
            var ids = Counts.ids(siblings);
            var blind = siblings.stream()
                    .filter(l -> !l.labels().containsKey(HttpLinks.HEALTH_PATH))
                    .findFirst();
            var before = counts.covered(ids, steady.get().from(), steady.get().to());
            if (blind.isPresent()) {
                findings.add(Findings.inconclusive(
                        NAME,
                        group,
                        "link " + blind.get().id() + " has no label health-path, so health checks cannot be "
                                + "told from traffic; name the path, or none where nothing checks"));
            } else if (before.isEmpty()) {
                findings.add(Findings.inconclusive(NAME, group, "what the targets got was not counted throughout"));
            } else {
                var members = ids.stream()
                        .filter(l -> counts.grown(
                                        List.of(l),
                                        Counts::requests,
                                        before.get().from(),
                                        before.get().to())
                                > 0)
                        .toList();
                if (members.size() < 2) {
                    findings.add(Findings.inconclusive(
                            NAME, group, "fewer than two targets got requests in the steady stretch"));
                } else {
                    var slots = slots(
                            counts, members, before.get().from(), before.get().to(), Spans.end(run));
                    if (slots.isEmpty()) {
                        findings.add(Findings.inconclusive(
                                NAME, group, "the targets got too few requests to tell whether one of them was out"));
                    }
                    together(group, counts, members, slots, findings);
                    members.forEach(m -> changes(run, counts, m, slots, findings));
                }
            }
        }
        if (!any) {
            findings.add(
                    Findings.inconclusive(NAME, "links", "no component has HTTP links to two targets of one role"));
        }
        return Findings.few(NAME, findings);
    }

    private static Collection<List<Link>> groups(RunView run) {
        var groups = new TreeMap<String, List<Link>>();
        run.stack().links().stream()
                .filter(l -> l.protocol().isHttp() && l.labels().containsKey("to.role"))
                .forEach(l -> groups.computeIfAbsent(l.from() + " " + l.labels().get("to.role"), g -> new ArrayList<>())
                        .add(l));
        groups.values().removeIf(g -> g.size() < 2);
        return groups.values();
    }

    /** A stretch in which every member should have got enough, and who got nothing. */
    private record Slot(long from, long to, Collection<String> out) {}

    private static List<Slot> slots(Counts counts, List<String> members, long from, long steadyTo, long end) {
        double all = counts.grown(members, Counts::requests, from, steadyTo);
        double least = members.stream()
                .mapToDouble(m -> counts.grown(List.of(m), Counts::requests, from, steadyTo) / all)
                .min()
                .orElse(1);
        var slots = new ArrayList<Slot>();
        var covered = counts.covered(members, from, end).orElseThrow();
        long began = covered.from();
        for (long time : counts.times(members, covered.from(), covered.to())) {
            if (counts.grown(members, Counts::requests, began, time) * least >= MISSED - 1e-9) {
                var out = new TreeSet<String>();
                for (var member : members) {
                    if (counts.grown(List.of(member), Counts::requests, began, time) < 1e-9) {
                        out.add(member);
                    }
                }
                slots.add(new Slot(began, time, out));
                began = time;
            }
        }
        return slots;
    }

    private void together(String group, Counts counts, List<String> members, List<Slot> slots, List<Finding> findings) {
        slots.stream()
                .filter(s -> s.out().size() > bounds.ratio("out") * members.size() + 1e-9)
                .findFirst()
                .ifPresent(s -> findings.add(Findings.failure(
                        NAME,
                        group,
                        String.format(
                                Locale.ROOT,
                                "%s: at most %s of the targets may be out at once, but %d of %d were: %s got nothing from %s to %s",
                                group,
                                bounds.text("out"),
                                s.out().size(),
                                members.size(),
                                String.join(", ", s.out()),
                                Spans.words(s.from()),
                                Spans.words(s.to())),
                        counts.lines(s.out(), s.from(), s.to()))));
    }

    private void changes(RunView run, Counts counts, String member, List<Slot> slots, List<Finding> findings) {
        var changes = new ArrayList<Long>();
        boolean out = false;
        for (var slot : slots) {
            if (slot.out().contains(member) != out) {
                out = !out;
                changes.add(slot.to());
            }
        }
        long per = bounds.duration("per").toNanos();
        for (int first = 0; first < changes.size(); first++) {
            long from = changes.get(first);
            var within = changes.subList(first, changes.size()).stream()
                    .filter(c -> c - from < per)
                    .toList();
            long last = within.get(within.size() - 1);
            long excused = events(run).stream()
                    .filter(e -> from - per < e && e <= last)
                    .count();
            if (within.size() > bounds.integer("changes") + excused) {
                findings.add(Findings.failure(
                        NAME,
                        member,
                        member + " must join or leave at most " + bounds.integer("changes") + " times in "
                                + bounds.text("per") + " beside " + excused
                                + " for faults that came or went, but did " + within.size() + " times",
                        counts.lines(List.of(member), from, last)));
                return;
            }
        }
    }

    /** When faults were put in place or taken away. */
    private static List<Long> events(RunView run) {
        var times = new TreeSet<Long>();
        run.faults().forEach(f -> {
            f.asked().ifPresent(times::add);
            f.removed().ifPresent(times::add);
        });
        var events = new ArrayList<Long>();
        for (long time : times) {
            if (events.isEmpty() || time - events.get(events.size() - 1) > ONE_EVENT) {
                events.add(time);
            }
        }
        return events;
    }
}
