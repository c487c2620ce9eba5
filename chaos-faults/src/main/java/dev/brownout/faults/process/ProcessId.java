package dev.brownout.faults.process;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.process.ProcessTable.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One process and no other: its number together with the time at which it was started, so that a number which the system has
 * given to somebody else since is never touched.
 *
 * @param pid its number
 * @param started when, in a unit of the platform's own (Linux: clock ticks since boot, proc(5))
 */
public record ProcessId(long pid, long started) {
    private static final int FREEZE_ROUNDS = 10;

    /**
     * Find a process that runs.
     *
     * @param pid its number
     * @return it; empty if none of that number runs
     */
    public static Optional<ProcessId> of(long pid) {
        return ProcessTable.find(pid).map(entry -> new ProcessId(entry.pid(), entry.started()));
    }

    /**
     * Read what {@link #toString} wrote.
     *
     * @param text {@code pid:started}
     * @return the process, whether or not it runs
     * @throws BrownoutException if the text is none
     */
    public static ProcessId parse(String text) {
        if (!text.matches("\\d{1,18}:\\d{1,18}")) {
            throw new BrownoutException("process must be written pid:started, but was \"" + text + "\"");
        }
        int colon = text.indexOf(':');
        return new ProcessId(Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }

    /**
     * Tell whether it runs; a paused process does, a zombie does not.
     *
     * @return whether it does
     */
    public boolean runs() {
        return ProcessTable.find(pid)
                .filter(entry -> entry.started() == started)
                .isPresent();
    }

    /** Returns whether it is stopped by a signal; false where it is gone or nobody tells. */
    boolean paused() {
        return runs() && ProcessTable.state(pid).filter(state -> state == 'T').isPresent();
    }

    /**
     * Send it a signal, and not its descendants. Does nothing if it is gone.
     *
     * @param signal the signal
     * @return whether it got it
     * @throws BrownoutException if it runs and could not be sent
     */
    public boolean signal(Signal signal) {
        return signal(signal, List.of(this));
    }

    static boolean signal(Signal signal, List<ProcessId> processes) {
        var pids =
                processes.stream().filter(ProcessId::runs).map(ProcessId::pid).toList();
        try {
            return !pids.isEmpty() && Helpers.kill(signal, pids);
        } catch (IOException e) {
            throw new BrownoutException(
                    "signal " + signal + " must be sent to " + processes + ", but was not: " + e, e);
        }
    }

    /** Returns it, the members of a session that it leads, and the descendants of all; empty if it is gone. */
    List<ProcessId> family() {
        try {
            var now = ProcessTable.snapshot();
            if (now.stream().noneMatch(entry -> entry.pid() == pid && entry.started() == started)) {
                return List.of();
            }
            Set<Long> members = new HashSet<>();
            List<ProcessId> family = new ArrayList<>();
            // each round adds one generation, so there are at most as many rounds as processes
            for (boolean more = true; more; ) {
                more = false;
                for (Entry entry : now) {
                    if ((entry.pid() == pid || entry.session() == pid || members.contains(entry.parent()))
                            && members.add(entry.pid())) {
                        family.add(new ProcessId(entry.pid(), entry.started()));
                        more = true;
                    }
                }
            }
            return family;
        } catch (IOException e) {
            throw new BrownoutException("the processes of this machine must be readable, but were not: " + e, e);
        }
    }

    /** Stops it and its family, those that are forked meanwhile too; returns whom. */
    List<ProcessId> freeze() {
        List<ProcessId> frozen = List.of();
        for (int round = 0; round < FREEZE_ROUNDS; round++) {
            var family = family();
            if (frozen.containsAll(family)) {
                break;
            }
            signal(Signal.STOP, family);
            frozen = family;
        }
        return frozen;
    }

    @Override
    public String toString() {
        return pid + ":" + started;
    }
}
