package dev.brownout.scenarios.play;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Halt;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.RunningStack;
import dev.brownout.api.StackProvider;
import dev.brownout.api.UndoLedger;
import dev.brownout.api.Workload;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.Leases;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Signal;
import dev.brownout.scenarios.journal.Event.Stopped;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays one plan: starts the stack behind the plane, waits for steady state, does and proves the faults phase by phase,
 * waits for recovery, and undoes everything whatever happens. Decides nothing itself: what to do stands in the plan, what it
 * means is the judge's.
 *
 * <p>{@link #play} runs on the caller's thread; {@link #stop} may be called from any.
 */
public final class Player {
    private static final Logger LOG = LoggerFactory.getLogger(Player.class);

    /** How long a fault may take to be seen gone, on top of what its victims declare. */
    private static final Duration RESTORE_LIMIT = Duration.ofSeconds(10);
    /**
     * How much longer than its phase a fault may live: it begins late where its target's last fault has yet to be seen gone,
     * and stays until the next phase's takes over.
     */
    private static final Duration LIFE_MARGIN = Duration.ofSeconds(60);
    /** How long reading back what became of everything may take. */
    private static final Duration FINAL_READ = Duration.ofSeconds(20);

    private final Plan plan;
    private final FaultRegistry faults;
    private final StackProvider provider;
    private final LongFunction<FaultPlane> planes;
    private final UndoLedger ledger;
    private final Path directory;
    private final Recorder recorder;
    private final RunClock clock;
    private final CompletableFuture<Stopped> stop = new CompletableFuture<>();
    private final List<Path> stopFiles = new CopyOnWriteArrayList<>();
    private final List<FaultRun<?>> touched = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, CompletableFuture<Void>> restoring = new ConcurrentHashMap<>();
    /** Everything is being taken away: nothing more may be put in place. */
    private volatile boolean undoing;

    private final ExecutorService threads = Executors.newCachedThreadPool(r -> {
        var t = new Thread(r, "brownout-play");
        t.setDaemon(true);
        return t;
    });

    /**
     * Create a player.
     *
     * @param plan what to do
     * @param faults the kinds of fault there are
     * @param provider brings the plan's stack
     * @param planes opens a fault plane for a seed
     * @param ledger takes what is to be undone if this process dies
     * @param directory an empty directory for the stack's data and logs
     * @param recorder takes every event
     * @param clock the run's clock
     */
    public Player(
            Plan plan,
            FaultRegistry faults,
            StackProvider provider,
            LongFunction<FaultPlane> planes,
            UndoLedger ledger,
            Path directory,
            Recorder recorder,
            RunClock clock) {
        this.plan = plan;
        this.faults = faults;
        this.provider = provider;
        this.planes = planes;
        this.ledger = ledger;
        this.directory = directory;
        this.recorder = recorder;
        this.clock = clock;
        plan.halts().stream()
                .filter(Halt.StopFile.class::isInstance)
                .map(h -> Path.of(((Halt.StopFile) h).path()))
                .forEach(stopFiles::add);
    }

    /**
     * Stop, besides at the plan's own stop files, when another file is there. Before {@link #play}.
     *
     * @param file need not exist, and stops the run at once if it does
     */
    public void stopAt(Path file) {
        stopFiles.add(file);
    }

    /** Signal inside the player that the run is to end early. Not an error: the reason is written by {@link #play}. */
    private static final class StoppedEarly extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Stopped why;

        StoppedEarly(Stopped why) {
            super(why.reason(), null, false, false);
            this.why = why;
        }
    }

    /**
     * Stop early: no further fault is done, everything is undone. Returns at once; idempotent.
     *
     * @param kind why
     * @param reason by whom, in words
     */
    public void stop(Stopped.Kind kind, String reason) {
        stop.complete(new Stopped(clock.now(), reason, kind));
    }

    /**
     * List what is still to be undone, for somebody who is waiting.
     *
     * @return ids of faults that are in place
     */
    public List<String> inPlace() {
        synchronized (touched) {
            return touched.stream()
                    .filter(FaultRun::inPlace)
                    .map(f -> f.planned().id())
                    .toList();
        }
    }

    /**
     * Play. Blocks until everything is undone; what went wrong is in the journal, not thrown.
     *
     * @param version Brownout's version, for the journal
     */
    public void play(String version) {
        var onBroken = recorder.broken().thenAccept(why -> stop(Stopped.Kind.BROKEN, why));
        var onHalt = recorder.signal(Signal.HALT).thenAccept(why -> stop(Stopped.Kind.HALTED, why));
        recorder.append(new Event.RunStarted(plan, version, machine()));
        var stops = Stops.watch(stopFiles, plan.limit(), clock, this::stop);
        try (var plane = planes.apply(plan.seed());
                var stack = start(plane);
                var leases = Leases.open()) {
            withStack(plane, leases, stack);
        } catch (StoppedEarly e) {
            recorder.append(e.why);
        } catch (RuntimeException e) {
            LOG.error("the run broke off", e);
            recorder.append(new Stopped(clock.now(), e.toString(), Stopped.Kind.BROKEN));
        } finally {
            stops.close();
            onBroken.cancel(false);
            onHalt.cancel(false);
            threads.shutdownNow();
            recorder.append(new Event.RunEnded(
                    clock.now(),
                    plan.phases().stream().mapToInt(p -> p.faults().size()).sum(),
                    touched.size()));
        }
    }

    private static String machine() {
        var runtime = Runtime.getRuntime();
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + runtime.availableProcessors() + " cores, JDK " + Runtime.version();
    }

    private RunningStack start(FaultPlane plane) {
        goOn();
        long began = clock.now();
        RunningStack stack;
        try {
            stack = provider.start(plan.stack(), plane, directory);
        } catch (BrownoutException e) {
            LOG.error("the stack did not start", e);
            throw new StoppedEarly(new Stopped(clock.now(), String.valueOf(e.getMessage()), Stopped.Kind.NOT_STARTED));
        }
        recorder.append(new Event.StackReady(clock.now() - began));
        return stack;
    }

    private void withStack(FaultPlane plane, Leases leases, RunningStack stack) {
        stack.onUnexpectedExit(e -> recorder.append(new Event.ComponentExited(e.component(), clock.now(), e.how())));
        var workload = stack.workload(plan.seed());
        workload.ifPresent(w -> w.start(o -> recorder.append(new Event.Operated(clock.now(), o))));
        new WarmUp(plan.stack().capabilities(), stack.probes(), clock).run(stop);
        try (var prober = new Prober(
                        plan.stack().capabilities(), stack.probes(), clock, clock.now(), threads, recorder::append);
                var stalls = new StallMeter(clock, recorder::append)) {
            stalls.start();
            prober.start();
            try {
                var runs = runs(plane, leases);
                steady(prober, runs);
                plan.phases().forEach(p -> phase(p, runs));
                recovery(prober, workload);
            } finally {
                undo();
            }
        } finally {
            workload.ifPresent(Workload::close);
        }
    }

    private Map<String, FaultRun<?>> runs(FaultPlane plane, Leases leases) {
        var runs = new HashMap<String, FaultRun<?>>();
        for (var phase : plan.phases()) {
            for (var f : phase.faults()) {
                var kind = faults.find(f.kind())
                        .orElseThrow(() ->
                                new BrownoutException("fault kind must be registered, but " + f.kind() + " is not"));
                var life = phase.length().plus(LIFE_MARGIN);
                runs.put(f.id(), run(f, kind, new InjectionContext(f.id(), plan.seed(), plane, ledger, life), leases));
            }
        }
        return runs;
    }

    private <F extends Fault> FaultRun<F> run(
            PlannedFault f, FaultKind<F> kind, InjectionContext context, Leases leases) {
        return new FaultRun<>(f, kind, plan.stack(), context, leases, recorder, clock);
    }

    private static FaultRun<?> run(Map<String, FaultRun<?>> runs, String id) {
        return Optional.<FaultRun<?>>ofNullable(runs.get(id)).orElseThrow();
    }

    /**
     * Watch the stack without any fault until the judge says that it is steady or that it will not be; the faults' control
     * measurements are made meanwhile.
     */
    private void steady(Prober prober, Map<String, FaultRun<?>> runs) {
        var controls = plan.phases().stream()
                .flatMap(p -> p.faults().stream())
                .map(f -> CompletableFuture.runAsync(() -> run(runs, f.id()).control(), threads))
                .toArray(CompletableFuture<?>[]::new);
        var steady = recorder.signal(Signal.STEADY);
        var not = recorder.signal(Signal.NOT_STEADY);
        while (!steady.isDone() && !not.isDone()) {
            long began = clock.now();
            recorder.append(new Event.PhaseBegan(Event.STEADY, began));
            waitUntil(began + plan.steady().length().toNanos());
            long end = clock.now();
            settle(prober, end);
            recorder.append(new Event.PhaseEnded(Event.STEADY, end));
        }
        if (not.isDone()) {
            throw new StoppedEarly(new Stopped(clock.now(), "steady state did not hold", Stopped.Kind.HALTED));
        }
        waitFor(CompletableFuture.allOf(controls), Duration.ofSeconds(30));
    }

    private void phase(PlannedPhase phase, Map<String, FaultRun<?>> runs) {
        long began = clock.now();
        long end = began + phase.length().toNanos();
        recorder.append(new Event.PhaseBegan(phase.id(), began));
        var mine = phase.faults().stream().map(f -> run(runs, f.id())).toList();
        try {
            var done = mine.stream()
                    .map(run -> CompletableFuture.runAsync(() -> begin(run, runs, end), threads))
                    .toArray(CompletableFuture<?>[]::new);
            waitUntil(end);
            waitFor(CompletableFuture.allOf(done), Duration.ofSeconds(10));
        } finally {
            recorder.append(new Event.PhaseEnded(phase.id(), clock.now()));
        }
        var goesOn = continued(phase);
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

    private void begin(FaultRun<?> run, Map<String, FaultRun<?>> runs, long deadline) {
        var restored = restoring.get(run.planned().target());
        if (restored != null) {
            // one target at a time: its last fault must be seen gone before the next is done
            restored.join();
        }
        // first to the list, then the look: either undo finds it there and waits for it, or this sees that undo has begun
        touched.add(run);
        if (undoing || stop.isDone()) {
            touched.remove(run);
            run.leave();
            return;
        }
        run.apply();
        var before = run.planned().continues().map(id -> run(runs, id)).filter(FaultRun::inPlace);
        if (run.inPlace()) {
            before.ifPresent(FaultRun::handOver);
        } else {
            before.ifPresent(this::lift);
        }
        if (run.inPlace()) {
            run.witness(deadline);
        }
    }

    private void lift(FaultRun<?> run) {
        run.remove();
        long deadline = clock.now()
                + RESTORE_LIMIT.toNanos()
                + run.planned().removalLag().toNanos();
        restoring.put(run.planned().target(), CompletableFuture.runAsync(() -> run.restored(deadline), threads));
    }

    private void recovery(Prober prober, Optional<Workload> workload) {
        long began = clock.now();
        recorder.append(new Event.PhaseBegan(Event.RECOVERY, began));
        try {
            waitFor(
                    CompletableFuture.allOf(restoring.values().toArray(CompletableFuture<?>[]::new)),
                    RESTORE_LIMIT.multipliedBy(2));
            var limit = plan.after().within().plus(plan.after().hold()).plusSeconds(2);
            waitFor(recorder.signal(Signal.RECOVERED), limit);
        } finally {
            recorder.append(new Event.PhaseEnded(Event.RECOVERY, clock.now()));
        }
        settle(prober, clock.now());
        prober.close();
        workload.ifPresent(w -> w.finish(FINAL_READ));
        // whoever asks for a stop while the run still goes on gets one
        goOn();
    }

    /** Take away what is left, in reverse order, going on after whatever fails; then see that it is gone. */
    private void undo() {
        undoing = true;
        var left = new ArrayList<>(touched);
        Collections.reverse(left);
        // one that is just being put in place must not slip through
        left.forEach(run -> run.settle(RESTORE_LIMIT));
        left.stream().filter(FaultRun::inPlace).forEach(this::lift);
        for (var gone : restoring.values()) {
            try {
                gone.get(2 * RESTORE_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.error("restoring failed", e);
            }
        }
    }

    /** Wait until every question due before a time is answered or given up, for a bounded time. */
    private void settle(Prober prober, long time) {
        var longest = plan.stack().capabilities().stream()
                .map(c -> c.deadline())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        long limit = clock.now() + longest.plusSeconds(1).toNanos();
        while (!prober.settled(time) && clock.now() < limit) {
            waitUntil(clock.now() + Duration.ofMillis(20).toNanos());
        }
    }

    private void waitUntil(long time) {
        waitFor(new CompletableFuture<Void>(), Duration.ofNanos(Math.max(0, time - clock.now())));
    }

    /** Wait for something, the time limit or a stop, whichever comes first. */
    private void waitFor(CompletableFuture<?> something, Duration limit) {
        var either = CompletableFuture.anyOf(something, stop);
        try {
            either.completeOnTimeout(limit, limit.toNanos(), TimeUnit.NANOSECONDS)
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(Stopped.Kind.INTERRUPTED, "the playing thread was interrupted");
        } catch (java.util.concurrent.ExecutionException e) {
            throw new BrownoutException("playing failed: " + e.getCause(), e);
        }
        goOn();
    }

    private void goOn() {
        if (stop.isDone()) {
            throw new StoppedEarly(stop.join());
        }
    }
}
