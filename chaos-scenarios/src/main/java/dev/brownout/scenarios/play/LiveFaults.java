package dev.brownout.scenarios.play;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Durations;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.Leases;
import dev.brownout.scenarios.format.Nearest;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Faults that somebody puts in place and takes away by hand, in a test or at a prompt, each proven like those of a plan: seen
 * to be absent before, seen from every victim while it is in place, seen to be gone after.
 *
 * <p>Thread safe. Faults of several threads may be in place at once, but two that contradict each other on one target are
 * refused.
 */
public final class LiveFaults implements AutoCloseable {
    /** How long witnesses may take to see a fault, on top of the onset lag that its victims declare. */
    private static final Duration WITNESS_LIMIT = Duration.ofSeconds(10);
    /** How much longer than all limits one step may take before it is given up. */
    private static final Duration STEP_MARGIN = Duration.ofSeconds(20);

    private final Stack stack;
    private final FaultRegistry kinds;
    private final FaultPlane plane;
    private final UndoLedger ledger;
    private final long seed;
    private final RunClock clock;
    private final Consumer<Event> journal;
    private final Leases leases = Leases.open();
    private final AtomicLong numbers = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool(r -> {
        var thread = new Thread(r, "brownout-live-faults");
        thread.setDaemon(true);
        return thread;
    });
    /** In place or about to be, in the order in which they were asked for; guarded by itself. */
    private final Map<String, Live> open = new LinkedHashMap<>();
    /** Taken away, but another fault on the same target still hides whether they are gone; guarded by {@link #open}. */
    private final List<Live> hidden = new ArrayList<>();
    /** Could not be taken away or not be proven to be gone; guarded by {@link #open}. */
    private final List<Outcome> left = new ArrayList<>();

    /**
     * Make ready to put faults in place.
     *
     * @param stack what is under test
     * @param kinds the kinds of fault there are
     * @param plane where faults are done; stays the caller's
     * @param ledger takes what is to be undone if this process dies; stays the caller's
     * @param seed all decisions follow from it and from the order in which faults are asked for
     * @param clock the time in the events
     * @param journal is told what is done and measured, on any thread, one event at a time
     */
    public LiveFaults(
            Stack stack,
            FaultRegistry kinds,
            FaultPlane plane,
            UndoLedger ledger,
            long seed,
            RunClock clock,
            Consumer<Event> journal) {
        this.stack = stack;
        this.kinds = kinds;
        this.plane = plane;
        this.ledger = ledger;
        this.seed = seed;
        this.clock = clock;
        this.journal = event -> {
            synchronized (journal) {
                journal.accept(event);
            }
        };
    }

    /**
     * A fault to put in place.
     *
     * @param kind its kind's name
     * @param target what to do it to
     * @param arguments as a file or code gives them: parameter to value; defaults are filled in
     * @param exposureOptional whether it need not be met by any traffic
     */
    public record Use(String kind, Target target, Map<String, ?> arguments, boolean exposureOptional) {}

    /**
     * What became of a fault that was to be put in place or taken away.
     *
     * @param fault the fault
     * @param why what could not be proven or done, in words; empty when all was
     */
    public record Outcome(Live fault, Optional<String> why) {}

    /** One fault put in place by hand. Thread safe. */
    public static final class Live {
        private final FaultRun<?> run;
        private final Target target;
        private boolean ended;

        private Live(FaultRun<?> run, Target target) {
            this.run = run;
            this.target = target;
        }

        /** Put it in place, unless somebody has ended it meanwhile: nobody would take it away any more. */
        private synchronized Optional<String> apply() {
            return ended ? Optional.of("it was taken away before it was in place") : run.apply();
        }

        /** Take it away, or keep it from being put in place; tells of it where it was in place. */
        private synchronized Optional<String> remove(Consumer<Live> was) {
            ended = true;
            if (run.inPlace()) {
                was.accept(this);
            }
            return run.remove();
        }

        /**
         * Tell what it is.
         *
         * @return the fault with its arguments, target and victims
         */
        public PlannedFault planned() {
            return run.planned();
        }

        /**
         * Tell whether it is in place.
         *
         * @return true from when it was put in place until it is taken away
         */
        public boolean inPlace() {
            return run.inPlace();
        }

        /**
         * Tell how a victim can meet it without being counted.
         *
         * @return a half sentence; empty where every meeting is counted
         */
        public String uncounted() {
            return run.uncounted();
        }

        /**
         * Count whom it has met.
         *
         * @return victim to number of connections, requests or queries that it hit, witnesses' not counted; the last count once
         *     it is gone
         */
        public Map<String, Long> exposure() {
            return run.exposure();
        }

        @Override
        public String toString() {
            return planned().kind() + " on " + planned().target() + " "
                    + planned().arguments().values();
        }
    }

    /**
     * Put faults in place together: first all are measured to be absent, then all are put in place in their order, then all are
     * witnessed. If one of them cannot be put in place or proven, all of them are taken away again.
     *
     * @param uses the faults
     * @return what became of each, in their order; if any has a reason, none is in place any more
     * @throws BrownoutException if one of them is of no known kind, has wrong arguments
     *     ({@link dev.brownout.api.InvalidFaultException}), cannot be done to its target or contradicts another; then nothing
     *     was touched
     * @throws InterruptedException if the calling thread was interrupted; then all are taken away again
     */
    public List<Outcome> inject(List<Use> uses) throws InterruptedException {
        List<Live> lives;
        synchronized (open) {
            var check = new ArrayList<PlannedFault>(
                    open.values().stream().map(Live::planned).toList());
            lives = uses.stream().map(use -> live(use, check)).toList();
            lives.forEach(live -> open.put(live.planned().id(), live));
        }
        var whys = new LinkedHashMap<Live, Optional<String>>();
        lives.forEach(live -> whys.put(live, Optional.empty()));
        boolean proven = false;
        try {
            each(lives, live -> {
                live.run.control();
                return Optional.empty();
            });
            for (var live : lives) {
                whys.put(live, live.apply());
            }
            if (whys.values().stream().allMatch(Optional::isEmpty)) {
                whys.putAll(each(
                        lives,
                        live -> live.run.witness(clock.now()
                                + WITNESS_LIMIT.plus(live.planned().onsetLag()).toNanos())));
            }
            proven = whys.values().stream().allMatch(Optional::isEmpty);
        } finally {
            if (!proven) {
                end(lives)
                        .forEach(o -> whys.merge(
                                o.fault(),
                                o.why(),
                                (one, two) -> Optional.of(one.map(w -> w + "; ").orElse("") + two.orElse(""))));
            }
        }
        return lives.stream()
                .map(live -> new Outcome(live, whys.getOrDefault(live, Optional.empty())))
                .toList();
    }

    private Live live(Use use, List<PlannedFault> before) {
        var kind = kinds.find(use.kind())
                .orElseThrow(() -> new BrownoutException("fault kind must be registered, but \"" + use.kind()
                        + "\" is not; "
                        + Nearest.hint(
                                use.kind(),
                                kinds.kinds().stream().map(FaultKind::name).toList())));
        return live(plane.doing(kind), use, before);
    }

    private <F extends Fault> Live live(FaultKind<F> kind, Use use, List<PlannedFault> before) {
        var target = use.target();
        if (target.kind() != kind.target()) {
            throw new BrownoutException(kind.name() + " must be done to a "
                    + kind.target().name().toLowerCase(java.util.Locale.ROOT) + ", but " + target.id() + " is a "
                    + target.kind().name().toLowerCase(java.util.Locale.ROOT));
        }
        var arguments = Arguments.of(kind.parameters(), use.arguments());
        F fault = kind.create(arguments);
        kind.refusal(fault, target, stack).ifPresent(why -> {
            throw new BrownoutException(why);
        });
        for (var other : before) {
            if (other.targetKind() == kind.target()
                    && other.target().equals(target.id())
                    && kinds.contradict(kind.name(), arguments, other.kind(), other.arguments())) {
                throw new BrownoutException(kind.name() + " contradicts " + other.kind() + ", which is in place on "
                        + target.id() + "; take that one away first");
            }
        }
        var planned = new PlannedFault(
                "live-" + numbers.incrementAndGet() + "/" + kind.name() + "/" + target.id(),
                kind.name(),
                arguments,
                kind.target(),
                target.id(),
                target.id(),
                stack.victims(target),
                kind.onsetLag(fault, target, stack),
                kind.removalLag(fault, target, stack),
                Optional.empty(),
                use.exposureOptional());
        before.add(planned);
        var context = new InjectionContext(planned.id(), seed, plane, ledger);
        return new Live(new FaultRun<>(planned, kind, stack, context, leases, journal, clock), target);
    }

    /**
     * Take faults away, the last first, going on after one that fails, and see that they are gone. Where another fault stays in
     * place on the same target, that is seen when the other goes too. Those that are gone already are left alone. Not
     * interruptible: what was begun is undone.
     *
     * @param lives the faults
     * @return those that could not be taken away or proven to be gone, also of earlier ones whose proof was still to come, each
     *     with the reason; empty when all is as before
     */
    public List<Outcome> end(Collection<Live> lives) {
        var whys = new LinkedHashMap<Live, Optional<String>>();
        var reversed = new ArrayList<>(lives);
        java.util.Collections.reverse(reversed);
        List<Live> provable;
        synchronized (open) {
            for (var live : reversed) {
                if (open.containsValue(live)) {
                    whys.put(live, live.remove(hidden::add));
                    open.remove(live.planned().id());
                }
            }
            provable = hidden.stream()
                    .filter(h -> open.values().stream().noneMatch(o -> o.target.equals(h.target)))
                    .toList();
            hidden.removeAll(provable);
        }
        boolean interrupted = Thread.interrupted();
        var toProve = provable.stream()
                .filter(live -> whys.getOrDefault(live, Optional.empty()).isEmpty())
                .toList();
        while (true) {
            try {
                whys.putAll(each(
                        toProve,
                        live -> live.run.restored(clock.now()
                                + FaultRuns.RESTORE_LIMIT
                                        .plus(live.planned().removalLag())
                                        .toNanos())));
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        var failed = whys.entrySet().stream()
                .filter(e -> e.getValue().isPresent())
                .map(e -> new Outcome(e.getKey(), e.getValue()))
                .toList();
        synchronized (open) {
            left.addAll(failed);
        }
        return failed;
    }

    /**
     * List what could not be taken away or not be proven to be gone, since the beginning: also of faults that were never proven,
     * and whether or not somebody was told.
     *
     * @return the faults with the reasons; empty when all is as before
     */
    public List<Outcome> left() {
        synchronized (open) {
            return List.copyOf(left);
        }
    }

    /**
     * List what is in place.
     *
     * @return the faults in the order in which they were asked for
     */
    public List<Live> inPlace() {
        synchronized (open) {
            return List.copyOf(open.values());
        }
    }

    /** Do one step for each fault at the same time, and wait for all. */
    private Map<Live, Optional<String>> each(List<Live> lives, Function<Live, Optional<String>> step)
            throws InterruptedException {
        var steps = new LinkedHashMap<Live, CompletableFuture<Optional<String>>>();
        lives.forEach(live -> steps.put(live, CompletableFuture.supplyAsync(() -> step.apply(live), threads)));
        var done = new LinkedHashMap<Live, Optional<String>>();
        for (var entry : steps.entrySet()) {
            var lag = entry.getKey().planned();
            var limit =
                    WITNESS_LIMIT.plus(lag.onsetLag()).plus(lag.removalLag()).plus(STEP_MARGIN);
            try {
                done.put(entry.getKey(), entry.getValue().get(limit.toMillis(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                done.put(entry.getKey(), Optional.of("it could not be measured: " + e.getCause()));
            } catch (TimeoutException e) {
                done.put(
                        entry.getKey(), Optional.of("its witness did not come back within " + Durations.format(limit)));
            }
        }
        return done;
    }

    /**
     * Take away what is left, in reverse order, without proof: call {@link #end} before. Idempotent.
     *
     * @throws BrownoutException if something could not be taken away
     */
    @Override
    public void close() {
        threads.shutdownNow();
        leases.close();
    }
}
