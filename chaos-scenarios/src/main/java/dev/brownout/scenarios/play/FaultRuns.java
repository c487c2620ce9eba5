package dev.brownout.scenarios.play;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.Leases;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All faults of a plan: begins and ends those of a phase, one target at a time, and undoes what is left. Knows nothing of the
 * schedule, and no call but {@link #undo} waits for a fault. Thread safe.
 */
final class FaultRuns {
    private static final Logger LOG = LoggerFactory.getLogger(FaultRuns.class);

    /** How long a fault may take to be seen gone, on top of what its victims declare. */
    static final Duration RESTORE_LIMIT = Duration.ofSeconds(10);
    /**
     * How much longer than its phase a fault may live: it begins late where its target's last fault has yet to be seen gone,
     * and stays until the next phase's takes over.
     */
    private static final Duration LIFE_MARGIN = Duration.ofSeconds(60);

    private final Plan plan;
    private final FaultRegistry kinds;
    private final UndoLedger ledger;
    private final Recorder recorder;
    private final RunClock clock;
    private final Executor threads;
    private final BooleanSupplier stopped;
    private final Map<String, FaultRun<?>> runs = new ConcurrentHashMap<>();
    private final List<FaultRun<?>> touched = Collections.synchronizedList(new ArrayList<>());
    /** Everything is being taken away: nothing more may be put in place. */
    private volatile boolean undoing;

    private final Map<String, CompletableFuture<Void>> restoring = new ConcurrentHashMap<>();

    /**
     * @param threads where faults are measured, begun and watched
     * @param stopped whether no further fault may be done
     */
    FaultRuns(
            Plan plan,
            FaultRegistry kinds,
            UndoLedger ledger,
            Recorder recorder,
            RunClock clock,
            Executor threads,
            BooleanSupplier stopped) {
        this.plan = plan;
        this.kinds = kinds;
        this.ledger = ledger;
        this.recorder = recorder;
        this.clock = clock;
        this.threads = threads;
        this.stopped = stopped;
    }

    /** Make ready to do the plan's faults on a plane. */
    void prepare(FaultPlane plane, Leases leases) {
        for (var phase : plan.phases()) {
            for (var f : phase.faults()) {
                var kind = kinds.find(f.kind())
                        .orElseThrow(() ->
                                new BrownoutException("fault kind must be registered, but " + f.kind() + " is not"));
                var life = phase.length().plus(LIFE_MARGIN);
                runs.put(
                        f.id(),
                        run(
                                f,
                                plane.doing(kind),
                                new InjectionContext(f.id(), plan.seed(), plane, ledger, life),
                                leases));
            }
        }
    }

    private <F extends Fault> FaultRun<F> run(
            PlannedFault f, FaultKind<F> kind, InjectionContext context, Leases leases) {
        return new FaultRun<>(f, kind, plan.stack(), context, leases, recorder::append, clock);
    }

    private FaultRun<?> run(String id) {
        return Optional.<FaultRun<?>>ofNullable(runs.get(id)).orElseThrow();
    }

    private List<FaultRun<?>> of(PlannedPhase phase) {
        return phase.faults().stream().<FaultRun<?>>map(f -> run(f.id())).toList();
    }

    /** Make the control measurements of all faults; completes when they are made. */
    CompletableFuture<Void> control() {
        return all(plan.phases().stream()
                .flatMap(p -> of(p).stream())
                .map(run -> CompletableFuture.runAsync(run::control, threads))
                .toList());
    }

    /**
     * Put a phase's faults in place and watch them.
     *
     * @param deadline when the phase ends
     * @return completes when all are in place and seen, or given up
     */
    CompletableFuture<Void> begin(PlannedPhase phase, long deadline) {
        return all(of(phase).stream()
                .map(run -> CompletableFuture.runAsync(() -> begin(run, deadline), threads))
                .toList());
    }

    private void begin(FaultRun<?> run, long deadline) {
        var restored = restoring.get(run.planned().target());
        if (restored != null) {
            // one target at a time: its last fault must be seen gone before the next is done
            restored.join();
        }
        // first to the list, then the look: either undo finds it there and waits for it, or this sees that undo has
        // begun
        touched.add(run);
        if (undoing || stopped.getAsBoolean()) {
            touched.remove(run);
            run.leave();
            return;
        }
        run.apply();
        var before = run.planned().continues().map(this::run).filter(FaultRun::inPlace);
        if (run.inPlace()) {
            before.ifPresent(FaultRun::handOver);
        } else {
            before.ifPresent(this::lift);
        }
        if (run.inPlace()) {
            run.witness(deadline);
        }
    }

    /** Take away a phase's faults, the last first, but for those that the next one takes over. */
    void end(PlannedPhase phase) {
        var goesOn = continued(phase);
        var mine = of(phase);
        for (int i = mine.size() - 1; i >= 0; i--) {
            if (!goesOn.contains(mine.get(i).planned().id())) {
                lift(mine.get(i));
            }
        }
    }

    /** Faults of a phase that the next one takes over: they stay until their successor is in place. */
    private List<String> continued(PlannedPhase phase) {
        int next = plan.phases().indexOf(phase) + 1;
        return next == plan.phases().size()
                ? List.of()
                : plan.phases().get(next).faults().stream()
                        .flatMap(f -> f.continues().stream())
                        .toList();
    }

    private void lift(FaultRun<?> run) {
        run.remove();
        long deadline = clock.now()
                + RESTORE_LIMIT.toNanos()
                + run.planned().removalLag().toNanos();
        // a target may have several faults: each of them must be seen gone
        restoring.merge(
                run.planned().target(),
                CompletableFuture.runAsync(() -> run.restored(deadline), threads),
                CompletableFuture::allOf);
    }

    /** Wait for what was taken away so far; completes when all of it is seen to be gone, or given up. */
    CompletableFuture<Void> restored() {
        return all(List.copyOf(restoring.values()));
    }

    /** Take away what is left, in reverse order, going on after whatever fails; then see that it is gone. */
    void undo() {
        undoing = true;
        var left = new ArrayList<>(touched);
        Collections.reverse(left);
        // one that is just being put in place must not slip through
        left.forEach(run -> run.settle(RESTORE_LIMIT));
        left.stream().filter(FaultRun::inPlace).forEach(this::lift);
        for (var gone : restoring.values()) {
            try {
                // not to be interrupted: whoever is in a hurry still wants everything to be as before
                gone.copy()
                        .orTimeout(2 * RESTORE_LIMIT.toSeconds(), TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException e) {
                LOG.error("restoring failed", e);
            }
        }
    }

    /** List the ids of faults that are in place. */
    List<String> inPlace() {
        synchronized (touched) {
            return touched.stream()
                    .filter(FaultRun::inPlace)
                    .map(f -> f.planned().id())
                    .toList();
        }
    }

    /** Count the faults that were put in place, or were about to be. */
    int touched() {
        return touched.size();
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> some) {
        return CompletableFuture.allOf(some.toArray(CompletableFuture<?>[]::new));
    }
}
