package dev.brownout.faults.container;

import dev.brownout.api.UndoLedger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One way in which faults hold a container, and which of them do: it is let go with the last. Not thread safe: guarded by who has
 * it.
 *
 * @param <H> how a fault wants it held
 */
final class Grip<H> {
    private record Held<H>(H how, UndoLedger.Entry entry) {}

    private final Map<Object, Held<H>> holds = new LinkedHashMap<>();
    private final Consumer<List<H>> tighten;
    private final Runnable release;

    /**
     * @param tighten makes it so as all that hold it want it, of whom there is at least one; called again when one comes or goes
     * @param release restores what was before any of them, and sees that it is so
     */
    Grip(Consumer<List<H>> tighten, Runnable release) {
        this.tighten = tighten;
        this.release = release;
    }

    boolean isFree() {
        return holds.isEmpty();
    }

    private List<H> others(Object by) {
        var all = new ArrayList<H>();
        holds.forEach((key, held) -> {
            if (key != by) {
                all.add(held.how());
            }
        });
        return all;
    }

    /** Holds it. Where that fails, nothing is changed by it, or the hold stays until it is given up. */
    void take(Object by, H how, UndoLedger.Entry entry) {
        holds.put(by, new Held<>(how, entry));
        try {
            tighten.accept(others(new Object()));
        } catch (RuntimeException e) {
            try {
                give(by);
            } catch (RuntimeException undoing) {
                e.addSuppressed(undoing);
            }
            throw e;
        }
    }

    /** Gives up one hold. If that fails, the hold stays. */
    void give(Object by) {
        if (!holds.containsKey(by)) {
            return;
        }
        var others = others(by);
        if (others.isEmpty()) {
            release.run();
        } else {
            tighten.accept(others);
        }
        Optional.ofNullable(holds.remove(by)).map(Held::entry).ifPresent(UndoLedger.Entry::close);
    }

    /** Gives up every hold. */
    void giveAll() {
        new ArrayList<>(holds.keySet()).forEach(this::give);
    }
}
