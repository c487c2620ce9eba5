package dev.brownout.faults.process;

import dev.brownout.faults.process.ProcessTable.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A child with all that came of it, and how they are ended together.
 *
 * <p>Of a child come: its descendants; the members of its session, while it lives; and whoever carries its mark in the
 * environment, which finds even a process that has moved to a session of its own and whose parents are gone. Only who
 * drops both the environment and its parents gets away.
 *
 * <p>Not thread-safe: one thread ends one family.
 */
final class Family {

    /** The variable that every supervised process carries; its value is the supervisor's token, a slash and the child. */
    static final String MARK = "BROWNOUT_SUPERVISED";

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int KILL_ROUNDS = 100;

    private final ProcessHandle child;
    private final String mark;
    private final Signal stopSignal;
    private final List<Entry> known = new ArrayList<>();
    private boolean orphansAsked;

    Family(ProcessHandle child, String markValue, Signal stopSignal) {
        this.child = child;
        this.mark = markValue;
        this.stopSignal = stopSignal;
    }

    /** Passes {@code signal} to everybody. */
    void signal(Signal signal) throws IOException {
        lookAll(List.of(this));
        Helpers.kill(signal, pids());
    }

    /**
     * Ends every one of {@code families}: lets stopped ones go on, asks, and kills whoever is left after {@code grace}.
     *
     * @return whether all are gone, which they are within the grace and 2 s more unless the kernel cannot end one
     */
    static boolean end(Collection<Family> families, Duration grace) throws IOException {
        long deadline = System.nanoTime() + grace.toNanos();
        if (lookAll(families)) {
            return true;
        }
        for (Family family : families) {
            // first asked, then let go on: a stopped process must not get anything done in between
            if (family.child.isAlive()) {
                Helpers.kill(family.stopSignal, List.of(family.child.pid()));
            }
            Helpers.kill(Signal.CONT, family.pids());
        }
        while (System.nanoTime() - deadline < 0) {
            if (lookAll(families)) {
                return true;
            }
            for (Family family : families) {
                family.askOrphans();
            }
            pause();
        }
        for (int round = 0; round < KILL_ROUNDS; round++) {
            if (lookAll(families)) {
                return true;
            }
            for (Family family : families) {
                Helpers.kill(Signal.KILL, family.pids());
            }
            pause();
        }
        return lookAll(families);
    }

    private void askOrphans() throws IOException {
        if (!orphansAsked && !child.isAlive() && !known.isEmpty()) {
            orphansAsked = true;
            Helpers.kill(Signal.TERM, pids());
        }
    }

    private static boolean lookAll(Collection<Family> families) throws IOException {
        List<Entry> now = ProcessTable.snapshot();
        Map<String, List<Entry>> marked = new HashMap<>();
        for (Entry entry : now) {
            ProcessTable.variable(entry, MARK)
                    .ifPresent(mark -> marked.computeIfAbsent(mark, any -> new ArrayList<>())
                            .add(entry));
        }
        boolean gone = true;
        for (Family family : families) {
            family.look(now, marked.getOrDefault(family.mark, List.of()));
            gone &= family.known.isEmpty();
        }
        return gone;
    }

    /** Forgets who is gone and finds who is new. */
    private void look(List<Entry> now, List<Entry> marked) {
        List<Entry> before = List.copyOf(known);
        known.clear();
        Set<Long> members = new HashSet<>();
        boolean childLives = child.isAlive();
        for (Entry entry : now) {
            boolean root = childLives && (entry.pid() == child.pid() || entry.session() == child.pid());
            if (root || before.stream().anyMatch(entry::same) || marked.contains(entry)) {
                members.add(entry.pid());
                known.add(entry);
            }
        }
        // each round adds one generation, so there are at most as many rounds as processes
        for (int found = -1; found != 0; ) {
            found = 0;
            for (Entry entry : now) {
                if (members.contains(entry.parent()) && members.add(entry.pid())) {
                    known.add(entry);
                    found++;
                }
            }
        }
    }

    private List<Long> pids() {
        return known.stream().map(Entry::pid).toList();
    }

    /** Waits a little; nobody counts down the latch, so only an interrupt cuts it short. */
    private static void pause() throws IOException {
        try {
            if (new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this latch down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ending processes", e);
        }
    }
}
