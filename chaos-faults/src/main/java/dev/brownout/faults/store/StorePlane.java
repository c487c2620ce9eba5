package dev.brownout.faults.store;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.process.LimitedInjection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The stores among a stack's containers, and what faults do to them. Faults that want the same are counted: it is so until the
 * last of them is gone. Thread safe.
 */
public final class StorePlane implements AutoCloseable {
    private static final long END_SECONDS = 60;

    private final ContainerPlane containers;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Map<String, List<String>> known = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "brownout-store");
        thread.setDaemon(true);
        return thread;
    });

    private StorePlane(ContainerPlane containers) {
        this.containers = containers;
    }

    /** One change with the faults that want it. */
    private static final class Held {
        private final List<Object> holds = new ArrayList<>();
        private Optional<Change> change = Optional.empty();
        private Map<String, String> before = Map.of();

        synchronized UndoLedger.Entry take(Object hold, Supplier<Change> wanted, UndoLedger ledger) {
            var mine = change.orElseGet(wanted);
            if (change.isEmpty()) {
                before = mine.before();
            }
            var entry = ledger.write(mine.action(), before);
            if (change.isEmpty()) {
                make(mine, entry);
            }
            change = Optional.of(mine);
            holds.add(hold);
            return entry;
        }

        private void make(Change mine, UndoLedger.Entry entry) {
            try {
                mine.make();
            } catch (RuntimeException e) {
                try {
                    mine.undo(before);
                    entry.close();
                } catch (RuntimeException undo) {
                    // the entry stays open: whoever recovers tries again
                    e.addSuppressed(undo);
                }
                throw e;
            }
        }

        synchronized void letGo(Object hold) {
            if (holds.contains(hold)) {
                if (holds.size() == 1) {
                    change.ifPresent(made -> made.undo(before));
                    change = Optional.empty();
                }
                holds.remove(hold);
            }
        }

        synchronized void letAllGo() {
            new ArrayList<>(holds).forEach(this::letGo);
        }
    }

    /**
     * Open a plane that has done nothing yet.
     *
     * @param containers where the stores' containers are attached; stays open for as long as this plane
     * @return an open plane
     */
    public static StorePlane open(ContainerPlane containers) {
        return new StorePlane(containers);
    }

    Inside inside(String component) {
        return new Inside(containers.docker(), containers.container(component).id());
    }

    ContainerPlane containers() {
        return containers;
    }

    /** Makes a change for a fault, at most for its life. */
    LimitedInjection change(
            StoreFault fault, String component, Supplier<Change> wanted, UndoLedger ledger, Duration limit) {
        var shared = held.computeIfAbsent(component + " " + fault, key -> new Held());
        var hold = new Object();
        var entry = shared.take(hold, wanted, ledger);
        return new LimitedInjection(component, () -> 1, () -> {
                    shared.letGo(hold);
                    entry.close();
                })
                .endAfter(limit, timer);
    }

    /** Remembers what a witness saw while all was healthy. */
    void know(String what, List<String> seen) {
        known.put(what, List.copyOf(seen));
    }

    List<String> known(String what) {
        return known.getOrDefault(what, List.of());
    }

    /** Undo what faults have done. Idempotent. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                throw new BrownoutException(
                        "faults that end with their life must end within " + END_SECONDS + " s, but did not");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        held.values().forEach(Held::letAllGo);
    }
}
