package dev.brownout.scenarios.play;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Halt;
import dev.brownout.api.Link;
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
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

    /** How long reading back what became of everything may take. */
    private static final Duration FINAL_READ = Duration.ofSeconds(20);

    private final Plan plan;
    private final StackProvider provider;
    private final LongFunction<FaultPlane> planes;
    private final Path directory;
    private final Recorder recorder;
    private final RunClock clock;
    private final CompletableFuture<Stopped> stop = new CompletableFuture<>();
    private final List<Path> stopFiles = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(r -> {
        var t = new Thread(r, "brownout-play");
        t.setDaemon(true);
        return t;
    });
    private final FaultRuns runs;
    /** Whether the playing thread was interrupted: it is told so again when everything is undone, not before. */
    private boolean interrupted;

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
        this.provider = provider;
        this.planes = planes;
        this.directory = directory;
        this.recorder = recorder;
        this.clock = clock;
        this.runs = new FaultRuns(plan, faults, ledger, recorder, clock, threads, stop::isDone);
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
        private boolean written;

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
        return runs.inPlace();
    }

    /**
     * Play. Blocks until everything is undone; what went wrong is in the journal, not thrown. A thread that is interrupted
     * meanwhile stops the run, and is still interrupted when this returns.
     *
     * @param version Brownout's version, for the journal
     * @param asked the words of the command line that name the scenario and change it, for the journal; empty without one
     */
    public void play(String version, Optional<List<String>> asked) {
        var onBroken = recorder.broken().thenAccept(why -> stop(Stopped.Kind.BROKEN, why));
        var onHalt = recorder.signal(Signal.HALT).thenAccept(why -> stop(Stopped.Kind.HALTED, why));
        recorder.append(new Event.RunStarted(Event.FORMAT, version, machine(), asked, plan));
        var stops = Stops.watch(stopFiles, plan.limit(), clock, this::stop);
        try (var plane = openPlane();
                var stack = start(plane);
                var leases = Leases.open()) {
            withStack(plane, leases, stack);
        } catch (StoppedEarly e) {
            write(e);
        } catch (RuntimeException e) {
            LOG.error("the run broke off", e);
            recorder.append(new Stopped(clock.now(), e.toString(), Stopped.Kind.BROKEN));
        } finally {
            stops.close();
            onBroken.cancel(false);
            onHalt.cancel(false);
            threads.shutdownNow();
            settleThreads();
            recorder.append(new Event.RunEnded(
                    clock.now(),
                    plan.phases().stream().mapToInt(p -> p.faults().size()).sum(),
                    runs.touched()));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Let the last answers be recorded, for a moment: they belong before the run's end. */
    private void settleThreads() {
        try {
            if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("something still measures or records after the run's end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(StoppedEarly e) {
        if (!e.written) {
            e.written = true;
            recorder.append(e.why);
        }
    }

    private static String machine() {
        var runtime = Runtime.getRuntime();
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + runtime.availableProcessors() + " cores, JDK " + Runtime.version();
    }

    private FaultPlane openPlane() {
        return started(() -> planes.apply(plan.seed()));
    }

    private <T> T started(Supplier<T> start) {
        try {
            return start.get();
        } catch (BrownoutException e) {
            LOG.error("the stack did not start", e);
            throw new StoppedEarly(new Stopped(clock.now(), String.valueOf(e.getMessage()), Stopped.Kind.NOT_STARTED));
        }
    }

    private RunningStack start(FaultPlane plane) {
        goOn();
        long began = clock.now();
        var stack = started(() -> provider.start(plan.stack(), plane, directory));
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
                var stalls = new StallMeter(clock, recorder::append);
                var traffic = new TrafficMeter(links(), plane::traffic, clock, recorder::append)) {
            stalls.start();
            traffic.start();
            prober.start();
            try {
                runs.prepare(plane, leases);
                steady(prober, traffic);
                plan.phases().forEach(p -> phase(p, traffic));
                recovery(prober, traffic, workload);
            } catch (StoppedEarly e) {
                // before the undoing, not after it: whoever looks at the journal is to know why
                write(e);
                throw e;
            } finally {
                runs.undo();
            }
        } finally {
            workload.ifPresent(Workload::close);
        }
    }

    private Set<String> links() {
        return plan.stack().links().stream().map(Link::id).collect(Collectors.toSet());
    }

    /**
     * Watch the stack without any fault until the judge says that it is steady or that it will not be; the faults' control
     * measurements are made meanwhile.
     */
    private void steady(Prober prober, TrafficMeter traffic) {
        var controls = runs.control();
        var steady = recorder.signal(Signal.STEADY);
        var not = recorder.signal(Signal.NOT_STEADY);
        while (!steady.isDone() && !not.isDone()) {
            long began = begin(Event.STEADY, traffic);
            waitUntil(began + plan.steady().length().toNanos());
            long end = clock.now();
            traffic.edge(end);
            settle(prober, end);
            recorder.append(new Event.PhaseEnded(Event.STEADY, end));
        }
        if (not.isDone()) {
            throw new StoppedEarly(new Stopped(clock.now(), "steady state did not hold", Stopped.Kind.HALTED));
        }
        waitFor(controls, Duration.ofSeconds(30));
    }

    private void phase(PlannedPhase phase, TrafficMeter traffic) {
        long end = begin(phase.id(), traffic) + phase.length().toNanos();
        try {
            var done = runs.begin(phase, end);
            waitUntil(end);
            waitFor(done, Duration.ofSeconds(10));
        } finally {
            end(phase.id(), traffic);
        }
        runs.end(phase);
    }

    private long begin(String phase, TrafficMeter traffic) {
        long at = clock.now();
        traffic.edge(at);
        recorder.append(new Event.PhaseBegan(phase, at));
        return at;
    }

    private void end(String phase, TrafficMeter traffic) {
        long at = clock.now();
        traffic.edge(at);
        recorder.append(new Event.PhaseEnded(phase, at));
    }

    private void recovery(Prober prober, TrafficMeter traffic, Optional<Workload> workload) {
        begin(Event.RECOVERY, traffic);
        try {
            waitFor(runs.restored(), FaultRuns.RESTORE_LIMIT.multipliedBy(2));
            var limit = plan.after().within().plus(plan.after().hold()).plusSeconds(2);
            waitFor(recorder.signal(Signal.RECOVERED), limit);
        } finally {
            end(Event.RECOVERY, traffic);
        }
        settle(prober, clock.now());
        prober.close();
        workload.ifPresent(w -> w.finish(FINAL_READ));
        // whoever asks for a stop while the run still goes on gets one
        goOn();
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
            interrupted = true;
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
