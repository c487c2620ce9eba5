package dev.brownout.faults.process;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code process.continue}: lets processes go on that were stopped by a signal. */
public final class ContinueProcess implements UndoAction {
    static final String NAME = "process.continue";

    private static final String ROOT = "process";
    private static final String FAMILY = "family";
    private static final Duration SEEN = Duration.ofSeconds(5);

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public ContinueProcess() {}

    @Override
    public String name() {
        return NAME;
    }

    static Map<String, String> words(ProcessId root, List<ProcessId> family) {
        return Map.of(
                ROOT,
                root.toString(),
                FAMILY,
                family.stream().map(ProcessId::toString).collect(Collectors.joining(" ")));
    }

    @Override
    public String undo(Map<String, String> arguments) {
        var root = ProcessId.parse(arguments.getOrDefault(ROOT, ""));
        var known = Arrays.stream(arguments.getOrDefault(FAMILY, "").split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(ProcessId::parse);
        // those that were forked after the ledger was written are found by descent
        var all = java.util.stream.Stream.concat(known, root.family().stream())
                .distinct()
                .toList();
        var running = all.stream().filter(ProcessId::runs).toList();
        go(running);
        return running.isEmpty()
                ? "process " + root.pid() + " has ended, there is nothing to continue"
                : "continued and seen to be no longer stopped: "
                        + running.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(", "));
    }

    /** Lets all of them go on and sees that they do, or have ended. */
    static void go(List<ProcessId> processes) {
        boolean gone = Waiting.until(SEEN, () -> {
            ProcessId.signal(Signal.CONT, processes);
            return processes.stream().noneMatch(ProcessId::paused);
        });
        if (!gone) {
            throw new BrownoutException("processes " + processes + " must go on after SIGCONT, but did not within "
                    + SEEN + "; send it by hand: kill -CONT "
                    + processes.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(" ")));
        }
    }
}
