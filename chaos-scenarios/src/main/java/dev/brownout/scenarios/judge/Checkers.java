package dev.brownout.scenarios.judge;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Checker;
import dev.brownout.api.Durations;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.checker.WellFormed;
import dev.brownout.scenarios.plan.Plan;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the checkers of a plan over the history. A checker that throws, hangs or eats memory is not asked again, and makes the
 * run inconclusive: a crashed check is never a pass.
 *
 * <p>Operations are handed over in batches, which end at places that the journal alone decides: after so many operations, and
 * at every line that is none. Of a history that is not {@link WellFormed}, checkers see what comes before the first entry
 * that does not fit.
 */
public final class Checkers {
    /** Enough that handing over costs little, and few enough that a halt condition sees them soon. */
    private static final int BATCH = 512;

    private static final List<MemoryPoolMXBean> HEAP = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    private final CheckerLimits limits;
    private final List<Slot> running = new ArrayList<>();
    private final WellFormed wellFormed = new WellFormed();
    private final List<Finding> findings = new ArrayList<>();
    private List<Entry> batch = new ArrayList<>(BATCH);

    private record Entry(long line, long at, Operation operation) {}

    /** What a checker threw, with the line it was shown. */
    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final long line;

        Thrown(long line, Throwable cause) {
            super(null, cause, false, false);
            this.line = line;
        }
    }

    Checkers(Plan plan, Map<String, Checker.Factory> known, CheckerLimits limits) {
        this.limits = limits;
        plan.checkers().forEach((name, planned) -> {
            int version = planned.version();
            var factory = known.get(name);
            if (factory == null) {
                lost(name, "it is not on the class path", List.of());
            } else if (factory.version() != version) {
                lost(
                        name,
                        "the plan was made for its version " + version + ", but this is version " + factory.version(),
                        List.of());
            } else {
                var slot = new Slot(name);
                running.add(slot);
                each(
                        List.of(slot),
                        limits.end(),
                        s -> s.put(factory.create(
                                new Checker.Setting(plan.stack(), plan.timeScale(), planned.arguments()))),
                        "when it was made");
            }
        });
    }

    /**
     * Find every checker on the class path.
     *
     * @return name to factory, in order of the names
     * @throws BrownoutException if two checkers have one name
     */
    public static Map<String, Checker.Factory> load() {
        var found = new TreeMap<String, Checker.Factory>();
        ServiceLoader.load(Checker.Factory.class).forEach(f -> {
            var before = found.putIfAbsent(f.name(), f);
            if (before != null) {
                throw new BrownoutException("checkers must have unique names, but \"" + f.name()
                        + "\" is registered by "
                        + before.getClass().getName() + " and " + f.getClass().getName()
                        + "; remove one of the two jars");
            }
        });
        return found;
    }

    /** Take an operation; it is handed over with the batch that it belongs to. */
    void accept(long line, long at, Operation operation) {
        if (running.isEmpty() || !wellFormed.accept(line, operation)) {
            return;
        }
        batch.add(new Entry(line, at, operation));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Hand over what was taken so far. */
    void flush() {
        if (batch.isEmpty()) {
            return;
        }
        // a new list: a checker that hangs keeps the old one
        var full = batch;
        batch = new ArrayList<>(BATCH);
        each(
                running,
                limits.batch(),
                slot -> fold(slot, full),
                "at journal lines " + full.get(0).line() + " to "
                        + full.get(full.size() - 1).line());
        heap();
    }

    private static void fold(Slot slot, List<Entry> batch) {
        var checker = slot.checker();
        for (var e : batch) {
            try {
                checker.accept(e.line(), e.at(), e.operation());
            } catch (RuntimeException | StackOverflowError | AssertionError failure) {
                throw new Thrown(e.line(), failure);
            }
        }
        slot.askWhetherBroken();
    }

    /** Whether a checker had seen something, by the last batch, that nothing can mend; false for one that is not there. */
    boolean broken(String name) {
        return running.stream().anyMatch(s -> s.name.equals(name) && s.broken());
    }

    List<Finding> finish(RunView run) {
        flush();
        var said = new ConcurrentHashMap<Slot, List<Finding>>();
        var asked = List.copyOf(running);
        each(
                asked,
                limits.end(),
                slot -> said.put(slot, List.copyOf(slot.checker().finish(run))),
                "at the end");
        var all = new ArrayList<>(findings);
        wellFormed.finding().ifPresent(all::add);
        // what one has said that is no longer running came too late
        asked.stream().filter(running::contains).forEach(s -> all.addAll(said.getOrDefault(s, List.of())));
        return all;
    }

    private void each(List<Slot> slots, Duration limit, java.util.function.Consumer<Slot> step, String where) {
        Lane.run(
                List.copyOf(slots),
                limit,
                step,
                (slot, cause) -> {
                    running.remove(slot);
                    if (cause instanceof Thrown t) {
                        lost(slot.name, "it threw " + t.getCause() + " at journal line " + t.line, List.of(t.line));
                    } else {
                        lost(slot.name, "it threw " + cause + " " + where, List.of());
                    }
                },
                slot -> {
                    running.remove(slot);
                    lost(slot.name, "it did not come back within " + Durations.format(limit) + " " + where, List.of());
                });
    }

    private void lost(String name, String why, List<Long> evidence) {
        findings.add(new Finding(
                "checker", Weight.INCONCLUSIVE, name, "checker " + name + " could not judge: " + why, evidence));
    }

    /** Drop the checker that allocated most when the heap stays full: better one of them than the run. */
    private void heap() {
        double full = fullAfterCollection();
        if (full > limits.heap()) {
            running.stream().max(Comparator.comparingLong(Slot::allocated)).ifPresent(slot -> {
                slot.drop();
                running.remove(slot);
                lost(
                        slot.name,
                        "the heap was " + Percentiles.percent(full)
                                + " full after a collection, and it had allocated most (" + slot.allocated() / (1 << 20)
                                + " MiB); give the JVM more memory (-Xmx)",
                        List.of());
            });
        }
    }

    private static double fullAfterCollection() {
        long used = 0;
        for (var pool : HEAP) {
            var usage = pool.getCollectionUsage();
            used += usage == null ? 0 : usage.getUsed();
        }
        return used / (double) Runtime.getRuntime().maxMemory();
    }
}
