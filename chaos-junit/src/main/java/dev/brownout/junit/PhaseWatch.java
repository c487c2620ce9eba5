package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Durations;
import dev.brownout.scenarios.format.Nearest;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a run is, told from its journal's lines, for those who wait for a phase. Thread safe. */
final class PhaseWatch {
    private final Plan plan;
    private final List<String> phases = new ArrayList<>();
    private final Map<String, Long> begun = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final Map<String, Event.FaultChanged> faults = new HashMap<>();
    private Optional<String> over = Optional.empty();
    private boolean ready;

    PhaseWatch(Plan plan) {
        this.plan = plan;
        phases.add(Event.STEADY);
        plan.phases().forEach(p -> phases.add(p.id()));
        phases.add(Event.RECOVERY);
    }

    synchronized void accept(Line line) {
        if (line.event() instanceof Event.StackReady) {
            ready = true;
        } else if (line.event() instanceof Event.PhaseBegan e) {
            begun.put(e.phase(), e.at());
            // the steady stretch may be watched again
            ended.remove(e.phase());
        } else if (line.event() instanceof Event.PhaseEnded e) {
            ended.put(e.phase(), e.at());
        } else if (line.event() instanceof Event.FaultChanged e) {
            faults.put(e.fault(), e);
        } else if (line.event() instanceof Event.Stopped e) {
            over = Optional.of("it was stopped: " + e.reason());
        } else {
            return;
        }
        notifyAll();
    }

    /** The run is over, however it went. */
    synchronized void over(String why) {
        over = over.or(() -> Optional.of(why));
        notifyAll();
    }

    /**
     * Wait until the stack serves.
     *
     * @param limit how long
     * @return false when the run ended before
     * @throws BrownoutException if the time is up
     */
    synchronized boolean awaitReady(Duration limit) {
        await(limit, "a stack that serves", () -> ready || over.isPresent());
        return ready;
    }

    /**
     * Wait until a phase has begun and each of its faults was seen by every victim.
     *
     * @param phase one of the plan's, or the steady or recovery stretch
     * @param limit how long
     * @throws BrownoutException if there is no such phase, it or the run is over, or the time is up
     * @throws UnprovenFaultError if a fault of it could not be proven
     */
    synchronized void await(String phase, Duration limit) {
        if (!phases.contains(phase)) {
            throw new BrownoutException(
                    "phase must be one of " + phases + " of " + plan.scenario() + ", but was \"" + phase + "\""
                            + Nearest.to(phase, phases)
                                    .map(n -> "; did you mean \"" + n + "\"?")
                                    .orElse(""));
        }
        var planned = plan.phases().stream()
                .filter(p -> p.id().equals(phase))
                .flatMap(p -> p.faults().stream())
                .map(PlannedFault::id)
                .toList();
        await(limit, "phase " + phase + " with its faults", () -> {
            var end = ended.get(phase);
            if (end != null) {
                throw new BrownoutException(
                        "phase " + phase + " must still be played to be waited for, but was over at " + seconds(end)
                                + "; ask for it earlier, or lengthen it with at-least");
            }
            planned.forEach(this::proven);
            return begun.containsKey(phase)
                    && planned.stream()
                            .allMatch(f -> Optional.ofNullable(faults.get(f))
                                    .filter(c -> c.change() == Change.WITNESSED)
                                    .isPresent());
        });
    }

    private void proven(String fault) {
        var change = faults.get(fault);
        if (change != null && change.change() == Change.UNPROVEN) {
            throw new UnprovenFaultError(fault + " is not proven: " + change.detail()
                    + "; whatever the test shows now, it does not show it under this fault");
        }
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Duration limit, String what, Condition condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            over.ifPresent(why -> {
                throw new BrownoutException(
                        what + " must come before the run ends, but the run ended " + where() + ": " + why);
            });
            long left = (deadline - System.nanoTime() + 999_999) / 1_000_000;
            if (left <= 0) {
                throw new BrownoutException(what + " must come within " + Durations.format(limit) + ", but the run is "
                        + where() + "; wait longer, or see the journal for what keeps it");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BrownoutException(
                        what + " was waited for, but the waiting thread was interrupted, as by the test's time-out;"
                                + " the run was " + where(),
                        e);
            }
        }
    }

    /** Where the run is, in words that follow "is" or "ended". */
    private String where() {
        var now = phases.stream()
                .filter(p -> begun.containsKey(p) && !ended.containsKey(p))
                .findFirst();
        return now.map(p -> "in phase " + p)
                .orElse(ended.isEmpty() ? "before its first phase" : "after phase " + lastEnded());
    }

    private String lastEnded() {
        return phases.stream()
                .filter(ended::containsKey)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "+%.1f s", nanos / 1e9);
    }
}
