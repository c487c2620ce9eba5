package dev.brownout.scenarios.play;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Durations;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import dev.brownout.faults.Leases;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.Event.Stage;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One planned fault through its life: control measured, applied, witnessed, removed, seen to be gone. Each step is written
 * down before and after it is done, and what fails is written down too, never thrown: the judge decides what it means.
 *
 * @param <F> the fault's record
 */
final class FaultRun<F extends Fault> {
    /** At most this many measurements a second from one victim: a witness must not become load. */
    private static final long BETWEEN_MEASUREMENTS = Duration.ofMillis(100).toNanos();

    private final PlannedFault planned;
    private final FaultKind<F> kind;
    private final F fault;
    private final Target target;
    private final InjectionContext context;
    private final Leases leases;
    private final Consumer<Event> journal;
    private final RunClock clock;
    private final List<String> neighbours;
    /** Victims from which all was seen to be healthy before anything was done. */
    private final Set<String> controlled = ConcurrentHashMap.newKeySet();

    /** What was measured instead from the others. */
    private final Map<String, String> uncontrolled = new ConcurrentSkipListMap<>();

    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile Optional<Leases.Lease> injection = Optional.empty();
    private volatile Map<String, Long> exposure = Map.of();

    FaultRun(
            PlannedFault planned,
            FaultKind<F> kind,
            Stack stack,
            InjectionContext context,
            Leases leases,
            Consumer<Event> journal,
            RunClock clock) {
        this.planned = planned;
        this.kind = kind;
        this.fault =
                kind.create(Arguments.of(kind.parameters(), planned.arguments().values()));
        this.target = stack.targets(planned.targetKind()).stream()
                .filter(t -> t.id().equals(planned.target()))
                .findFirst()
                .orElseThrow();
        this.neighbours = target.kind() == TargetKind.NAME
                ? planned.victims()
                : stack.components().stream().map(Component::id).toList();
        this.context = context;
        this.leases = leases;
        this.journal = journal;
        this.clock = clock;
    }

    PlannedFault planned() {
        return planned;
    }

    boolean inPlace() {
        return injection.isPresent();
    }

    /** Measure before anything is done: all must be healthy. */
    void control() {
        for (var victim : planned.victims()) {
            var m = measure(victim);
            // a busy machine can look like a slow link for a moment, a healthy link never looks like that three times
            for (int again = 0; !m.healthy() && again < 2; again++) {
                m = measure(victim);
            }
            if (m.healthy()) {
                controlled.add(victim);
            } else {
                uncontrolled.put(victim, m.reading());
            }
            measured(Stage.CONTROL, victim, m);
        }
    }

    private void measured(Stage stage, String victim, Measurement m) {
        journal.accept(new Event.FaultMeasured(
                planned.id(), stage, victim, m.symptom(), m.healthy(), clock.now(), m.reading()));
    }

    private Measurement measure(String victim, Optional<Vantage> vantage) {
        try {
            return vantage.isEmpty()
                    ? Measurement.undecided("nothing can be measured from " + victim + ": no vantage inside it")
                    : kind.measure(fault, target, vantage.get(), context);
        } catch (RuntimeException e) {
            return Measurement.undecided("measuring from " + victim + " failed: " + e);
        }
    }

    private Measurement measure(String victim) {
        return measure(victim, vantage(victim));
    }

    /** Where to measure from: inside a victim, but who is killed or paused cannot say so itself, so a neighbour looks at it. */
    private Optional<Vantage> vantage(String victim) {
        if (target.kind() != TargetKind.COMPONENT) {
            return context.plane().vantage(victim);
        }
        return context.plane()
                .beside(victim)
                .or(() -> neighbours.stream()
                        .filter(n -> !n.equals(victim))
                        .flatMap(n -> context.plane().vantage(n).stream())
                        .findFirst())
                .or(() -> context.plane().vantage(victim));
    }

    /**
     * Measure from a victim, or, when nothing runs inside it any more, from another that stands to lose by the fault or, for a
     * wire, from any neighbour: whoever is gone meets no fault, but that it is gone must still be seen.
     */
    private Measurement measureOrNeighbour(String victim) {
        var own = vantage(victim);
        if (own.isPresent()) {
            return measure(victim, own);
        }
        var standIn = neighbours.stream()
                .flatMap(n -> context.plane().vantage(n).stream())
                .findFirst();
        var m = measure(victim, standIn);
        return standIn.isEmpty()
                ? m
                : new Measurement(
                        m.symptom(),
                        m.healthy(),
                        m.reading() + " (from " + standIn.get().component() + ", as " + victim + " is gone)");
    }

    /**
     * Put the fault in place, unless its absence could not be seen: then neither its effect nor its removal could be proven, so
     * it is not done at all.
     *
     * @return why it is not in place; empty if it is
     */
    Optional<String> apply() {
        try {
            return putInPlace();
        } finally {
            settled.complete(null);
        }
    }

    /** Do not put it in place after all. */
    void leave() {
        settled.complete(null);
    }

    /** Wait, for a bounded time, until a fault that was asked for is in place or is not. */
    void settle(Duration limit) {
        settled.completeOnTimeout(null, limit.toNanos(), TimeUnit.NANOSECONDS).join();
    }

    private Optional<String> putInPlace() {
        journal.accept(new Event.FaultScheduled(planned.id(), clock.now()));
        if (!controlled.containsAll(planned.victims())) {
            return failed(
                    Change.UNPROVEN,
                    "it was not done, as its absence could not be seen from every victim before"
                            + (uncontrolled.isEmpty() ? "" : ": " + uncontrolled));
        }
        changed(Change.ASKED, "");
        try {
            injection = Optional.of(leases.inject(kind, fault, target, context, this::ended));
            changed(Change.APPLIED, "");
            return Optional.empty();
        } catch (RuntimeException e) {
            return failed(Change.UNPROVEN, "it could not be put in place: " + e.getMessage());
        }
    }

    /** Its maximum life is over: only a run that hangs, or is far behind its plan, leaves a fault that long. */
    private void ended(Optional<RuntimeException> failure) {
        changed(
                Change.EXPIRED,
                "its maximum life of " + Durations.format(context.life()) + " was over before it was taken away"
                        + failure.map(e -> ", and it could not be taken away then: " + e.getMessage())
                                .orElse(""));
    }

    /**
     * Watch until every victim shows the symptom, the fault is taken away or the time is up. Blocks.
     *
     * @return why it is not proven; empty if it is, or was taken away meanwhile
     */
    Optional<String> witness(long deadline) {
        watching.set(true);
        var last = watch(Stage.EFFECT, this::measure, Measurement::symptom, deadline);
        if (last.isEmpty()) {
            changed(Change.WITNESSED, "");
        } else if (inPlace()) {
            return failed(Change.UNPROVEN, "no witness saw its symptom from " + last);
        }
        return Optional.empty();
    }

    /**
     * Take the fault away and note whom it met.
     *
     * @return why it could not be taken away; empty if it was, or was not in place
     */
    Optional<String> remove() {
        return removeAs(Change.REMOVED);
    }

    /** Take the fault away because the next phase's goes on in its place. */
    void handOver() {
        removeAs(Change.CONTINUED);
    }

    private Optional<String> removeAs(Change gone) {
        watching.set(false);
        var taken = injection;
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        exposure = taken.get().exposure();
        journal.accept(new Event.FaultExposed(planned.id(), clock.now(), exposure));
        changed(Change.REMOVING, "");
        injection = Optional.empty();
        try {
            taken.get().close();
            changed(gone, "");
            return Optional.empty();
        } catch (RuntimeException e) {
            return failed(Change.NOT_RESTORED, "it could not be taken away: " + e.getMessage());
        }
    }

    /** How a victim can meet it without being counted; empty where every meeting is. */
    String uncounted() {
        return kind.uncounted();
    }

    /** Whom it met, and how often: now while it is in place, else when it was taken away. */
    Map<String, Long> exposure() {
        return injection.map(Leases.Lease::exposure).orElse(exposure);
    }

    /**
     * Watch until no victim shows the symptom any more, or the time is up. Blocks.
     *
     * @return why it is not proven to be gone; empty if it is
     */
    Optional<String> restored(long deadline) {
        watching.set(true);
        var last = watch(Stage.RESTORED, this::measureOrNeighbour, Measurement::healthy, deadline);
        if (last.isEmpty()) {
            changed(Change.RESTORED, "");
            return Optional.empty();
        }
        return failed(Change.NOT_RESTORED, "it was not seen to be gone: " + last);
    }

    /** Measure from each victim until it shows what is wanted; the victims that never did, with their last readings. */
    private Map<String, String> watch(
            Stage stage, Function<String, Measurement> look, Predicate<Measurement> wanted, long deadline) {
        var pending = new HashMap<String, String>();
        planned.victims().forEach(v -> pending.put(v, "never measured"));
        while (watching.get() && !pending.isEmpty()) {
            long next = clock.now() + BETWEEN_MEASUREMENTS;
            for (var victim : planned.victims()) {
                if (watching.get() && pending.containsKey(victim)) {
                    var m = look.apply(victim);
                    boolean shown = wanted.test(m);
                    // the first look and the one that shows it are worth a line; the looks between are not
                    if (shown || "never measured".equals(pending.get(victim))) {
                        measured(stage, victim, m);
                    }
                    if (shown) {
                        pending.remove(victim);
                    } else {
                        pending.put(victim, m.reading());
                    }
                }
            }
            if (clock.now() >= deadline) {
                break;
            }
            while (!pending.isEmpty() && watching.get() && clock.now() < next) {
                clock.parkUntil(next);
            }
        }
        return pending;
    }

    private Optional<String> failed(Change change, String why) {
        changed(change, why);
        return Optional.of(why);
    }

    private void changed(Change change, String detail) {
        journal.accept(new Event.FaultChanged(planned.id(), change, clock.now(), detail));
    }
}
