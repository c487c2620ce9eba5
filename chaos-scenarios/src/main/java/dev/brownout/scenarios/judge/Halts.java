package dev.brownout.scenarios.judge;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Halt;
import dev.brownout.api.Mode;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.plan.Evidence;
import dev.brownout.scenarios.plan.Plan;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Watches a plan's halt conditions, by events alone: from the steady stretch's beginning to the recovery's end, whether a
 * sample is in transition or not, for its users do not care. Keeps the samples of each condition's window. A stop file is not
 * seen here: who sees it writes it down as {@link Event.Stopped}.
 */
final class Halts {
    /**
     * How much later than it was answered a sample is looked at: answers are recorded a little out of order, and a stall of
     * the harness is noted only when it is over.
     */
    static final long LAG = 250_000_000L;

    private static final Set<Mode> HONEST = EnumSet.of(Mode.FULL, Mode.SLOW, Mode.STALE, Mode.QUEUED, Mode.REFUSED);

    private final Plan plan;
    private final List<Watch> watches;
    private final List<Halt.Broken> invariants;
    private final List<Interval> stalls;
    /** When each phase began, so that an answer is held against the phase in which its question was due. */
    private final TreeMap<Long, String> phases = new TreeMap<>();

    private boolean watching;
    private Optional<Finding> met = Optional.empty();

    /** The window of one condition. */
    private static final class Watch {
        final Halt.Below condition;
        final PriorityQueue<Sample> waiting = new PriorityQueue<>(Comparator.comparingLong(Sample::done));
        final Deque<Sample> inside = new ArrayDeque<>();
        final int needed;
        int good;

        Watch(Halt.Below condition) {
            this.condition = condition;
            this.needed = Evidence.needed(Math.min(condition.share(), 1 - condition.share()));
        }
    }

    /**
     * @param stalls the harness's stalls, as far as they are known; grows while it is read
     */
    Halts(Plan plan, List<Interval> stalls) {
        this.plan = plan;
        this.stalls = stalls;
        this.watches = plan.halts().stream()
                .filter(Halt.Below.class::isInstance)
                .map(h -> new Watch((Halt.Below) h))
                .toList();
        this.invariants = plan.halts().stream()
                .filter(Halt.Broken.class::isInstance)
                .map(Halt.Broken.class::cast)
                .toList();
    }

    void began(Event.PhaseBegan e) {
        watching |= phases.isEmpty();
        phases.put(e.at(), e.phase());
    }

    void ended(Event.PhaseEnded e) {
        if (e.phase().equals(Event.RECOVERY)) {
            over();
        }
    }

    /** Nothing is halted any more. */
    void over() {
        watching = false;
    }

    /** What was met first; given once. */
    Optional<Finding> take() {
        var finding = met;
        if (finding.isPresent()) {
            over();
            met = Optional.empty();
        }
        return finding;
    }

    /** Look at the invariants again, at a line by which checkers may have been shown more. */
    void checked(long line, Checkers checkers) {
        if (watching && met.isEmpty()) {
            met = invariants.stream()
                    .filter(i -> checkers.broken(i.checker()))
                    .findFirst()
                    .map(i -> finding(i, i.checker(), i.checker() + " is broken", List.of(line)));
        }
    }

    void probed(String capability, Sample sample) {
        if (!watching) {
            return;
        }
        for (var watch : watches) {
            if (watch.condition.capability().equals(capability)) {
                watch.waiting.add(sample);
                look(watch, sample.done() - LAG);
            }
        }
    }

    private void look(Watch watch, long now) {
        var next = watch.waiting.peek();
        while (next != null && next.done() <= now) {
            watch.waiting.remove();
            var sample = next;
            if (stalls.stream().noneMatch(s -> s.touches(sample.due(), sample.done()))) {
                watch.inside.add(sample);
                watch.good += good(watch.condition, sample) ? 1 : 0;
            }
            next = watch.waiting.peek();
        }
        long begin = now - watch.condition.window().toNanos();
        while (!watch.inside.isEmpty() && watch.inside.element().done() <= begin) {
            watch.good -= good(watch.condition, watch.inside.remove()) ? 1 : 0;
        }
        int all = watch.inside.size();
        if (met.isEmpty()
                && !phases.isEmpty()
                && begin >= phases.firstKey()
                && all >= watch.needed
                && watch.good < watch.condition.share() * all - 1e-9) {
            met = Optional.of(below(watch, all));
        }
    }

    private boolean good(Halt.Below condition, Sample sample) {
        return condition.quality() == Halt.Quality.FULL
                ? sample.mode() == Mode.FULL
                : graceful(condition.capability(), sample.due()).contains(sample.mode());
    }

    private Set<Mode> graceful(String capability, long due) {
        var phase = phases.floorEntry(due);
        return plan.phases().stream()
                .filter(p -> phase != null && p.id().equals(phase.getValue()))
                .flatMap(p -> p.expect().entrySet().stream())
                .filter(e -> e.getKey().equals(capability))
                .findFirst()
                .map(e -> e.getValue().unaffected()
                        ? Set.of(Mode.FULL)
                        : e.getValue().anyOf())
                .orElse(HONEST);
    }

    private Finding below(Watch watch, int all) {
        var condition = watch.condition;
        Map<Mode, Integer> counts = new HashMap<>();
        watch.inside.forEach(s -> counts.merge(s.mode(), 1, Integer::sum));
        var modes = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getValue() + " " + e.getKey().word())
                .collect(Collectors.joining(", "));
        var evidence = watch.inside.stream()
                .filter(s -> !good(condition, s))
                .map(Sample::line)
                .limit(5)
                .toList();
        return finding(
                condition,
                condition.capability(),
                String.format(
                        Locale.ROOT,
                        "%s was %s in %d of %d answers (%s)",
                        condition.capability(),
                        condition.quality().word(),
                        watch.good,
                        all,
                        modes),
                evidence);
    }

    private static Finding finding(Halt condition, String subject, String what, List<Long> evidence) {
        return new Finding(
                "halt", Weight.ABORT, subject, what + ": the run is halted (" + condition.words() + ")", evidence);
    }
}
