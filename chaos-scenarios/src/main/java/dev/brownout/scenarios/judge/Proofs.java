package dev.brownout.scenarios.judge;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.Event.Stage;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Keeps what is known of each fault: effect, exposure and removal, each proven or not. A fault that did not happen must
 * never give a pass (DESIGN §5).
 */
final class Proofs {
    private final Map<String, KnownFault> faults = new LinkedHashMap<>();

    Proofs(Plan plan) {
        plan.phases().forEach(p -> p.faults().forEach(f -> faults.put(f.id(), new KnownFault(f, p.id()))));
    }

    void accept(Line line) {
        if (line.event() instanceof Event.FaultMeasured m && faults.containsKey(m.fault())) {
            measured(line.n(), m, known(m.fault()));
        } else if (line.event() instanceof Event.FaultChanged c && faults.containsKey(c.fault())) {
            var known = known(c.fault());
            known.changes.put(c.change(), c.at());
            if (!c.detail().isEmpty()) {
                known.failures.put(c.change().name(), c.detail());
                known.lines.add(line.n());
            }
        } else if (line.event() instanceof Event.FaultExposed e && faults.containsKey(e.fault())) {
            var known = known(e.fault());
            known.counted = true;
            known.hits.putAll(e.hits());
            known.lines.add(line.n());
        }
    }

    private KnownFault known(String fault) {
        var known = faults.get(fault);
        if (known == null) {
            throw new IllegalArgumentException("fault must be in the plan, but was " + fault);
        }
        return known;
    }

    private static void measured(long line, Event.FaultMeasured m, KnownFault known) {
        if (m.stage() == Stage.CONTROL) {
            if (m.healthy()) {
                known.controlled.add(m.victim());
            } else if (m.symptom()) {
                known.symptomBefore.add(m.victim());
                known.lines.add(line);
            }
        } else if (m.stage() == Stage.EFFECT && m.symptom()) {
            known.reading = m.victim() + ": " + m.reading();
        } else if (m.stage() == Stage.RESTORED) {
            known.lastRestored = m.victim() + ": " + m.reading();
        }
    }

    /** The stretches in which samples are in transition: from asked to witnessed, from removing to restored, plus lags. */
    List<Interval> transitions(long end) {
        var intervals = new ArrayList<Interval>();
        for (var f : faults.values()) {
            var asked = f.changes.get(Change.ASKED);
            if (asked != null) {
                long seen = f.changes.getOrDefault(Change.WITNESSED, f.changes.getOrDefault(Change.REMOVING, end));
                intervals.add(new Interval(asked, seen + f.planned.onsetLag().toNanos()));
            }
            var removing = f.changes.get(Change.REMOVING);
            if (removing != null) {
                long gone = f.changes.getOrDefault(Change.RESTORED, f.changes.getOrDefault(Change.CONTINUED, end));
                intervals.add(
                        new Interval(removing, gone + f.planned.removalLag().toNanos()));
            }
        }
        return intervals;
    }

    /** When the last fault was taken away; empty while one is in place or none ever was. */
    OptionalLong lastRemoved() {
        long last = Long.MIN_VALUE;
        for (var f : faults.values()) {
            if (f.touched() && !f.did(Change.REMOVED) && !f.did(Change.CONTINUED)) {
                return OptionalLong.empty();
            }
            last = Math.max(last, f.changes.getOrDefault(Change.REMOVED, Long.MIN_VALUE));
        }
        return last == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(last);
    }

    /** Each fault's time in place. */
    List<RunView.FaultWindow> windows() {
        return faults.values().stream()
                .map(f -> new RunView.FaultWindow(
                        f.planned.id(),
                        f.planned.kind(),
                        f.planned.target(),
                        f.phase,
                        f.planned.victims(),
                        Views.time(f.changes, Change.ASKED),
                        Views.time(f.changes, Change.WITNESSED),
                        Views.time(f.changes, Change.REMOVED),
                        Views.time(f.changes, Change.RESTORED)))
                .toList();
    }

    /** When the faults of a phase took hold; empty while one is not in place or not proven, and without any. */
    Optional<Courses.Onset> onset(String phase) {
        var of = faults.values().stream().filter(f -> f.phase.equals(phase)).toList();
        if (of.isEmpty()
                || !of.stream().allMatch(f -> f.touched() && f.did(Change.APPLIED) && f.did(Change.WITNESSED))) {
            return Optional.empty();
        }
        long asked = Long.MAX_VALUE;
        long applied = Long.MIN_VALUE;
        long clear = Long.MIN_VALUE;
        for (var f : of) {
            asked = Math.min(asked, f.changes.getOrDefault(Change.ASKED, asked));
            applied = Math.max(applied, f.changes.getOrDefault(Change.APPLIED, applied));
            clear = Math.max(
                    clear,
                    f.changes.getOrDefault(Change.WITNESSED, clear)
                            + f.planned.onsetLag().toNanos());
        }
        return Optional.of(new Courses.Onset(asked, applied, clear));
    }

    boolean anyTouched() {
        return faults.values().stream().anyMatch(KnownFault::touched);
    }

    /** Phases with a fault that is not proven: what was expected of them cannot be judged. */
    Set<String> unprovenPhases() {
        var phases = new LinkedHashSet<String>();
        faults.values().stream()
                .filter(f -> !f.control()
                        || !f.did(Change.WITNESSED)
                        || f.did(Change.EXPIRED)
                        || !(f.exposed() || f.planned.exposureOptional() || notExercised(f)))
                .forEach(f -> phases.add(f.phase));
        return phases;
    }

    /** Say what is missing. When the run was stopped, faults that were never touched are nobody's fault. */
    List<Finding> findings(boolean stopped) {
        var findings = new ArrayList<Finding>();
        for (var f : faults.values()) {
            if (f.touched()) {
                removal(f).ifPresent(findings::add);
            }
            if (!stopped || f.did(Change.REMOVING)) {
                effect(f).or(() -> exposure(f)).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> removal(KnownFault f) {
        boolean gone = f.did(Change.RESTORED) || f.did(Change.CONTINUED);
        if (gone && !f.did(Change.NOT_RESTORED)) {
            return Optional.empty();
        }
        var why = f.failures.getOrDefault(
                Change.NOT_RESTORED.name(), f.lastRestored.isEmpty() ? "it was never measured" : f.lastRestored);
        return Optional.of(new Finding(
                "proof",
                Weight.NOT_RESTORED,
                f.planned.id(),
                f.planned.kind() + " on " + f.planned.target() + " could not be proven removed: " + why,
                f.lines));
    }

    private static Optional<Finding> effect(KnownFault f) {
        String missing;
        if (!f.symptomBefore.isEmpty()) {
            missing = "its symptom was there before it was done (seen from " + String.join(", ", f.symptomBefore) + ")";
        } else if (!f.control()) {
            missing = "it was not seen to be absent before from every victim " + f.planned.victims()
                    + ", so it was not done";
        } else if (f.did(Change.EXPIRED)) {
            missing = f.failures.getOrDefault(Change.EXPIRED.name(), "its maximum life ended it");
        } else if (!f.did(Change.WITNESSED)) {
            missing = f.failures.getOrDefault(Change.UNPROVEN.name(), "no witness saw its symptom");
        } else {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "proof",
                Weight.INCONCLUSIVE,
                f.planned.id(),
                "proof of effect is missing for " + f.planned.kind() + " on " + f.planned.target() + " in phase "
                        + f.phase + ": " + missing,
                f.lines));
    }

    /**
     * Whether those whose traffic did not meet it are known to go through the plane, and others met it. Who met a fault on
     * this target at another time did not go around the plane, so it did not try now: stuck elsewhere, perhaps. Who never met
     * any may have gone around it, and is not excused (docs/decisions/judging.md).
     */
    private boolean notExercised(KnownFault f) {
        boolean happened = faults.values().stream()
                .filter(f::sameDeed)
                .anyMatch(g -> g.planned.victims().stream().anyMatch(g::met));
        return happened
                && f.counted
                && f.spared().stream()
                        .allMatch(v -> faults.values().stream().anyMatch(g -> g.sameTarget(f) && g.met(v)));
    }

    private Optional<Finding> exposure(KnownFault f) {
        if (f.exposed()) {
            return Optional.empty();
        }
        var spared = f.spared();
        boolean optional = f.planned.exposureOptional() || notExercised(f);
        return Optional.of(new Finding(
                "proof",
                optional ? Weight.NOTE : Weight.INCONCLUSIVE,
                f.planned.id(),
                optional
                        ? "not exercised: no traffic of " + String.join(", ", spared) + " met " + f.planned.kind()
                                + " on " + f.planned.target() + " in phase " + f.phase
                        : "proof of exposure is missing for " + f.planned.kind() + " on " + f.planned.target()
                                + " in phase " + f.phase + ": no traffic of " + String.join(", ", spared)
                                + " met it: it went around the plane, or did not try",
                f.lines));
    }

    List<FaultProof> summary() {
        return faults.values().stream()
                .map(f -> new FaultProof(
                        f.planned.id(),
                        f.planned.kind(),
                        f.planned.target(),
                        f.control(),
                        f.did(Change.WITNESSED),
                        f.exposed(),
                        (f.did(Change.RESTORED) || f.did(Change.CONTINUED)) && !f.did(Change.NOT_RESTORED),
                        f.did(Change.WITNESSED)
                                ? Optional.of((f.changes.getOrDefault(Change.WITNESSED, 0L)
                                                - f.changes.getOrDefault(Change.ASKED, 0L))
                                        / 1e6)
                                : Optional.empty(),
                        Map.copyOf(f.hits),
                        f.reading))
                .toList();
    }
}
