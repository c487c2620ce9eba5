package dev.brownout.scenarios.checker;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of operations that have no answer yet, by their id. Every operation passes through one of these in several
 * checkers: open addressing without boxes. Not thread safe.
 */
final class Unanswered<T> {
    private long[] ids = new long[64];
    private @Nullable Object[] known = new Object[64];
    private int size;

    /** Remember something of an operation that is asked for. */
    void put(long id, T what) {
        if (size * 2 == ids.length) {
            grow();
        }
        int at = slot(id);
        size += known[at] == null ? 1 : 0;
        ids[at] = id;
        known[at] = what;
    }

    /** Give what was remembered of an operation, and forget it; null if nothing was. */
    @Nullable
    T remove(long id) {
        int gap = slot(id);
        var found = known[gap];
        if (found == null) {
            return null;
        }
        size--;
        // what stands further on because its place was taken moves up, or it would not be found any more
        int mask = ids.length - 1;
        for (int next = gap + 1 & mask; known[next] != null; next = next + 1 & mask) {
            if ((next - home(ids[next]) & mask) >= (next - gap & mask)) {
                ids[gap] = ids[next];
                known[gap] = known[next];
                gap = next;
            }
        }
        known[gap] = null;
        return cast(found);
    }

    /** Show everything that is remembered, in no order. */
    void forEach(Consumer<? super T> to) {
        for (var what : known) {
            if (what != null) {
                to.accept(cast(what));
            }
        }
    }

    private int slot(long id) {
        int mask = ids.length - 1;
        int at = home(id);
        while (known[at] != null && ids[at] != id) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int home(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (ids.length - 1);
    }

    private void grow() {
        var idsBefore = ids;
        var knownBefore = known;
        ids = new long[idsBefore.length * 2];
        known = new Object[ids.length];
        for (int i = 0; i < idsBefore.length; i++) {
            if (knownBefore[i] != null) {
                int at = slot(idsBefore[i]);
                ids[at] = idsBefore[i];
                known[at] = knownBefore[i];
            }
        }
    }

    @SuppressWarnings("unchecked") // only put() puts anything there
    private T cast(Object what) {
        return (T) what;
    }
}
