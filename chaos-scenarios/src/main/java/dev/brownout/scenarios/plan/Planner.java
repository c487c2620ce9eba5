package dev.brownout.scenarios.plan;

import dev.brownout.api.Checker;
import dev.brownout.api.Durations;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultUse;
import dev.brownout.api.Phase;
import dev.brownout.api.Scenario;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.scenarios.format.Nearest;
import dev.brownout.scenarios.json.Json;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns a scenario and a stack into a plan: finds the cast, checks that each fault can be done and felt, and sets both
 * clocks. Pure: no clock, no chance, nothing started.
 */
public final class Planner {
    /** How long after its onset a fault's effect is given to settle before samples are worth judging. */
    static final Duration SETTLING = Duration.ofSeconds(1);

    /** How long witnesses may take to see a fault from every victim; samples meanwhile are in transition. */
    static final Duration WITNESSING = Duration.ofSeconds(4);

    private final FaultRegistry faults;
    private final Map<String, Checker.Factory> checkers;

    /**
     * Create a planner.
     *
     * @param faults the kinds of fault there are
     * @param checkers the checkers there are, by name
     */
    public Planner(FaultRegistry faults, Map<String, Checker.Factory> checkers) {
        this.faults = faults;
        this.checkers = checkers;
    }

    /**
     * Make the plan.
     *
     * @param scenario what happened
     * @param stack what to play it against
     * @param seed all decisions follow from it
     * @param timeScale seconds of incident time in a second of stack time, 1 or more
     * @return the plan
     * @throws PlanException with every reason why it cannot be played
     */
    public Plan plan(Scenario scenario, Stack stack, long seed, double timeScale) {
        var problems = new ArrayList<String>();
        if (timeScale < 1) {
            throw new PlanException(List.of("time scale must be at least 1 (1 is real time), but was " + timeScale));
        }
        var phases = new ArrayList<PlannedPhase>();
        var before = new HashMap<String, PlannedFault>();
        var at = Duration.ZERO;
        var incidentEnd = scenario.timeline().get(0).at();
        for (var phase : scenario.timeline()) {
            // a gap in the timeline is quiet time of its own, in which nothing goes wrong
            var gap = phase.at().minus(incidentEnd);
            if (!gap.isZero()) {
                var quiet = new Phase(
                        "before-" + phase.id(),
                        "nothing goes wrong",
                        incidentEnd,
                        gap,
                        Duration.ZERO,
                        List.of(),
                        Map.of());
                phases.add(planned(quiet, at, List.of(), stack, timeScale, problems));
                at = phases.get(phases.size() - 1).end();
                before.clear();
            }
            var planned = cast(scenario, phase, stack, before, problems);
            phases.add(planned(phase, at, planned, stack, timeScale, problems));
            at = phases.get(phases.size() - 1).end();
            incidentEnd = phase.at().plus(phase.length());
            before.clear();
            planned.forEach(f -> before.put(key(f), f));
        }
        capabilitiesAreKnown(scenario, stack, problems);
        problems.addAll(Evidence.tooFine(scenario, stack));
        var steady = Evidence.steady(scenario.steady(), stack);
        var bounds = new HaltPlan(scenario, steady, stack, phases);
        problems.addAll(bounds.refusals(checkers));
        if (!problems.isEmpty()) {
            throw new PlanException(problems);
        }
        var asked = new TreeMap<String, Plan.PlannedChecker>();
        scenario.always()
                .forEach(use -> Optional.ofNullable(checkers.get(use.name()))
                        .ifPresent(f -> asked.put(use.name(), new Plan.PlannedChecker(f.version(), use.arguments()))));
        var prospects = Prospects.of(scenario, phases);
        asked.forEach((name, checker) -> Optional.ofNullable(checkers.get(name))
                .flatMap(f -> f.refusal(prospects.apply(new Checker.Setting(stack, timeScale, checker.arguments()))))
                .ifPresent(why -> problems.add(name + " cannot be judged in this plan: " + why)));
        if (!problems.isEmpty()) {
            throw new PlanException(problems);
        }
        return new Plan(
                Plan.FORMAT,
                scenario.id(),
                scenario.title(),
                scenario.incident(),
                scenario.sources(),
                scenario.fidelity(),
                stack,
                Json.digest(stack),
                seed,
                timeScale,
                steady,
                List.copyOf(phases),
                scenario.after(),
                asked,
                scenario.halt(),
                bounds.limit());
    }

    private static String key(PlannedFault f) {
        return f.kind() + " on " + f.targetKind() + " " + f.target();
    }

    private List<PlannedFault> cast(
            Scenario scenario, Phase phase, Stack stack, Map<String, PlannedFault> before, List<String> problems) {
        var planned = new ArrayList<PlannedFault>();
        for (var use : phase.faults()) {
            var kind = faults.find(use.kind()).orElseThrow();
            for (var target : players(scenario, phase, use, kind, stack, problems)) {
                planned.add(fault(phase, use, kind, target, stack, before, planned, problems));
            }
        }
        return planned;
    }

    private List<? extends Target> players(
            Scenario scenario, Phase phase, FaultUse use, FaultKind<?> kind, Stack stack, List<String> problems) {
        var part = scenario.cast().get(use.on());
        var all = stack.targets(kind.target());
        var what = kind.target().name().toLowerCase(java.util.Locale.ROOT) + "s";
        var selector = part == null ? null : part.players().get(kind.target());
        if (selector == null) {
            problems.add("part " + use.on() + " must select " + what + " for " + use.kind() + " in phase " + phase.id()
                    + ", but selects none; add \"" + what + ": {label: value}\" to the part");
            return List.of();
        }
        var found = selector.select(all);
        if (found.isEmpty()) {
            problems.add("part " + use.on() + " must be played by " + what + " with " + selector + ", but none of "
                    + stack.id() + " has these labels; there are "
                    + all.stream().map(t -> t.id() + " " + t.labels()).toList());
        }
        return found;
    }

    private <F extends Fault> PlannedFault fault(
            Phase phase,
            FaultUse use,
            FaultKind<F> kind,
            Target target,
            Stack stack,
            Map<String, PlannedFault> before,
            List<PlannedFault> planned,
            List<String> problems) {
        F fault = kind.create(use.arguments());
        var id = phase.id() + "/" + use.kind() + "/" + target.id();
        kind.refusal(fault, target, stack)
                .ifPresent(why -> problems.add(
                        use.kind() + " cannot be done to " + target.id() + " in phase " + phase.id() + ": " + why));
        for (var other : planned) {
            if (other.targetKind() == kind.target()
                    && other.target().equals(target.id())
                    && faults.contradict(use.kind(), use.arguments(), other.kind(), other.arguments())) {
                problems.add(use.kind() + " contradicts " + other.kind() + " on the same target " + target.id()
                        + " in phase " + phase.id() + "; keep one of them");
            }
        }
        return new PlannedFault(
                id,
                use.kind(),
                use.arguments(),
                kind.target(),
                target.id(),
                use.on(),
                stack.victims(target),
                kind.onsetLag(fault, target, stack),
                kind.removalLag(fault, target, stack),
                Optional.ofNullable(before.get(use.kind() + " on " + kind.target() + " " + target.id()))
                        .map(PlannedFault::id),
                use.exposureOptional());
    }

    /** Set a phase's length: what the time scale says, or what it takes to feel and to judge it. */
    private PlannedPhase planned(
            Phase phase,
            Duration at,
            List<PlannedFault> planned,
            Stack stack,
            double timeScale,
            List<String> problems) {
        var scaled = Duration.ofMillis(Math.round(phase.length().toMillis() / timeScale));
        var length = scaled;
        var reasons = new ArrayList<String>();
        var needed = new LinkedHashMap<String, Duration>();
        needed.put("at-least in the scenario", phase.atLeast());
        var felt = planned.stream()
                // what goes on from the phase before is felt already
                .filter(f -> f.continues().isEmpty())
                .map(f -> feltAfter(f, stack))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        var samples = Evidence.time(phase, stack);
        if (planned.isEmpty()) {
            needed.put("samples " + Durations.format(samples), samples);
        } else {
            needed.put(
                    "witnessing " + Durations.format(WITNESSING) + ", felt after " + Durations.format(felt)
                            + ", settling " + Durations.format(SETTLING) + ", samples " + Durations.format(samples),
                    WITNESSING.plus(felt).plus(SETTLING).plus(samples));
        }
        for (var need : needed.entrySet()) {
            if (need.getValue().compareTo(length) > 0) {
                length = need.getValue();
                reasons.clear();
                reasons.add(need.getKey());
            }
        }
        if (length.compareTo(phase.length()) > 0) {
            problems.add(
                    "phase " + phase.id() + " cannot be felt: it lasted " + Durations.format(phase.length())
                            + ", but with the timings that " + stack.id() + " declares it takes "
                            + Durations.format(length)
                            + " to be felt and judged (" + reasons.get(0)
                            + "); shorten the stack's caches and pools, ask for shares that fewer samples can show, or leave the phase out");
        }
        return new PlannedPhase(
                phase.id(), phase.title(), phase.at(), phase.length(), at, length, reasons, planned, phase.expect());
    }

    private Duration feltAfter(PlannedFault f, Stack stack) {
        var target = stack.targets(f.targetKind()).stream()
                .filter(t -> t.id().equals(f.target()))
                .findFirst()
                .orElseThrow();
        return feltAfter(faults.find(f.kind()).orElseThrow(), f, target, stack);
    }

    private static <F extends Fault> Duration feltAfter(FaultKind<F> kind, PlannedFault f, Target target, Stack stack) {
        return kind.feltAfter(kind.create(f.arguments()), target, stack);
    }

    private static void capabilitiesAreKnown(Scenario scenario, Stack stack, List<String> problems) {
        var known = stack.capabilities().stream().map(c -> c.id()).toList();
        var named = new LinkedHashMap<String, String>();
        scenario.timeline().forEach(p -> p.expect().keySet().forEach(c -> named.putIfAbsent(c, "phase " + p.id())));
        scenario.after().reopenOrder().forEach(c -> named.putIfAbsent(c, "re-open-order"));
        scenario.after().each().keySet().forEach(c -> named.putIfAbsent(c, "each of after"));
        named.forEach((capability, where) -> {
            if (!known.contains(capability)) {
                problems.add("capability \"" + capability + "\" of " + where + " must be one of " + stack.id() + "; "
                        + Nearest.hint(capability, known));
            }
        });
    }
}
