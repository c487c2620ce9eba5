package dev.brownout.scenarios.judge;

import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.RunView;
import java.util.List;

/** A checker's place in a run. Used by one thread at a time: the lane's while a pass runs, else the judge's. */
final class Slot {
    private static final Checker NOBODY = new Nobody();

    final String name;
    private Checker checker;
    private boolean broken;
    /** Bytes that it allocated so far, as far as the JVM tells. */
    private long allocated;

    Slot(String name) {
        this.name = name;
        this.checker = NOBODY;
    }

    /** Says nothing: stands where a checker was dropped, so that its memory is free at once. */
    private static final class Nobody implements Checker {
        @Override
        public List<Finding> finish(RunView run) {
            return List.of();
        }
    }

    Checker checker() {
        return checker;
    }

    void put(Checker made) {
        checker = made;
    }

    /** Let go of the checker. Allocates nothing: it may be called when there is no memory left. */
    void drop() {
        checker = NOBODY;
    }

    boolean broken() {
        return broken;
    }

    void askWhetherBroken() {
        broken |= checker.broken();
    }

    long allocated() {
        return allocated;
    }

    void allocatedMore(long bytes) {
        allocated += bytes;
    }
}
