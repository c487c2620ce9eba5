package dev.brownout.scenarios.plan;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Capability;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerUse;
import dev.brownout.api.Durations;
import dev.brownout.api.Halt;
import dev.brownout.api.Scenario;
import dev.brownout.api.Stack;
import dev.brownout.api.Steady;
import dev.brownout.scenarios.format.HaltRules;
import dev.brownout.scenarios.format.Nearest;
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides how a run may end early: its limit, and whether each halt condition can be true, and false, at all. */
final class HaltPlan {
    /** What a run may need beyond what is planned: a stack's start and warm-up, controls, and whatever undoing takes. */
    private static final Duration MARGIN = Duration.ofMinutes(3);
    /** How long it may take between two phases to see the first one's faults gone. */
    private static final Duration BETWEEN = Duration.ofSeconds(15);
    /** How long reading back what became of everything may take. */
    private static final Duration FINAL_READ = Duration.ofSeconds(20);

    private final Scenario scenario;
    private final Steady steady;
    private final Stack stack;
    private final Duration phases;
    private final int count;

    HaltPlan(Scenario scenario, Steady steady, Stack stack, List<PlannedPhase> phases) {
        this.scenario = scenario;
        this.steady = steady;
        this.stack = stack;
        this.phases = phases.stream().map(PlannedPhase::length).reduce(Duration.ZERO, Duration::plus);
        this.count = phases.size();
    }

    /** The shortest that a whole run can be: steady at once, every phase, back at once and held. */
    private Duration shortest() {
        return steady.length().plus(phases).plus(scenario.after().hold());
    }

    /** The run's limit: what is asked for, else the longest that a run which goes as planned can take, and a margin. */
    Duration limit() {
        return scenario.limit()
                .orElseGet(() -> steady.within()
                        .plus(phases)
                        .plus(BETWEEN.multipliedBy(count))
                        .plus(scenario.after().within())
                        .plus(scenario.after().hold())
                        .plus(FINAL_READ)
                        .plus(MARGIN));
    }

    List<String> refusals(Map<String, Checker.Factory> checkers) {
        var problems = new ArrayList<String>();
        scenario.limit()
                .filter(l -> l.compareTo(shortest()) <= 0)
                .ifPresent(l -> problems.add("limit must be longer"
                        + " than the shortest that the whole run can take (" + Durations.format(shortest())
                        + ": steady "
                        + Durations.format(steady.length()) + ", phases " + Durations.format(phases)
                        + ", hold "
                        + Durations.format(scenario.after().hold()) + "), but was " + Durations.format(l)
                        + "; every run would be aborted: make it longer, or leave it out for the plan's own"));
        for (var condition : scenario.halt()) {
            HaltRules.refusal(condition, scenario.always(), checkers)
                    .or(() -> condition instanceof Halt.Below below
                            ? refusal(below)
                            : condition instanceof Halt.Broken broken ? refusal(broken, checkers) : Optional.empty())
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<String> refusal(Halt.Below below) {
        var names = stack.capabilities().stream().map(Capability::id).toList();
        var capability = stack.capabilities().stream()
                .filter(c -> c.id().equals(below.capability()))
                .findFirst();
        if (capability.isEmpty()) {
            return never(
                    below,
                    "capability \"" + below.capability() + "\" must be one of " + stack.id() + "; "
                            + Nearest.hint(below.capability(), names));
        }
        if (below.window().compareTo(shortest()) > 0) {
            return never(
                    below,
                    "its window must fit into the run (" + Durations.format(shortest()) + " at the shortest), but is "
                            + Durations.format(below.window()) + "; make it shorter");
        }
        int rate = capability.get().probesPerSecond();
        long samples = below.window().toMillis() * rate / 1000;
        int needed = Evidence.needed(Math.min(below.share(), 1 - below.share()));
        if (samples < needed) {
            var enough = Duration.ofMillis((long) Math.ceil(1000.0 * needed / rate));
            return never(
                    below,
                    "a share of " + percent(below.share()) + " needs at least " + needed + " answers to mean something,"
                            + " but " + Durations.format(below.window()) + " at " + rate + " a second give " + samples
                            + "; say \"for " + Durations.format(enough) + "\" or longer");
        }
        if (below.share() > steady.share()) {
            return Optional.of("halt condition \"" + below.words() + "\" contradicts steady state: a stack that is full"
                    + " in " + percent(steady.share()) + " of its samples is steady, but would be halted;"
                    + " ask for " + percent(steady.share()) + " or less, or for more in steady");
        }
        return Optional.empty();
    }

    private Optional<String> refusal(Halt.Broken broken, Map<String, Checker.Factory> checkers) {
        var factory = checkers.get(broken.checker());
        var arguments = scenario.always().stream()
                .filter(u -> u.name().equals(broken.checker()))
                .map(CheckerUse::arguments)
                .findFirst();
        if (factory == null || arguments.isEmpty()) {
            // said where always is read
            return Optional.empty();
        }
        var checker = factory.create(new Checker.Setting(stack, scenario.timeScale(), arguments.get()));
        try {
            // the class itself is asked: a second declaration could contradict it
            boolean silent = checker.getClass().getMethod("broken").getDeclaringClass() == Checker.class;
            return silent
                    ? never(broken, "this checker can only tell at the end of a run; leave the condition out")
                    : Optional.empty();
        } catch (NoSuchMethodException e) {
            throw new BrownoutException("checker " + broken.checker() + " must have broken(), but has not", e);
        }
    }

    private static Optional<String> never(Halt condition, String why) {
        return Optional.of("halt condition \"" + condition.words() + "\" can never be true: " + why);
    }

    private static String percent(double share) {
        return java.math.BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
