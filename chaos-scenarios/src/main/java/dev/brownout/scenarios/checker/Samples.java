package dev.brownout.scenarios.checker;

import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Sample;
import dev.brownout.api.RunView.Standing;
import dev.brownout.api.RunView.Window;
import dev.brownout.api.Stack;
import dev.brownout.scenarios.checker.Spans.Span;
import dev.brownout.scenarios.plan.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What checkers of samples share: which of them may be judged, and how many it takes. */
final class Samples {
    private Samples() {}

    /** Whether a share bound held. A closed set. */
    enum Share {
        HELD,
        BROKEN,
        /** There are too few samples to tell, and they do not break it whatever the missing ones had been. */
        TOO_FEW
    }

    /** Hold a number of bad samples against the share of them that is let pass. */
    static Share share(long bad, long of, double tolerance) {
        long needed = Evidence.needed(tolerance);
        if (bad > Math.floor(Math.max(of, needed) * tolerance + 1e-9)) {
            return Share.BROKEN;
        }
        return of < needed ? Share.TOO_FEW : Share.HELD;
    }

    static List<Sample> of(RunView run, String capability) {
        return run.samples().getOrDefault(capability, List.of());
    }

    /** Samples due in any of the windows of which everything may be judged. */
    static List<Sample> judged(RunView run, String capability, List<Window> windows) {
        return of(run, capability).stream()
                .filter(s -> s.standing() == Standing.JUDGED)
                .filter(s -> windows.stream().anyMatch(w -> w.has(s.due())))
                .toList();
    }

    /** Samples due in a stretch during which the harness did not stand still. */
    static List<Sample> seen(RunView run, String capability, Span span) {
        return of(run, capability).stream()
                .filter(s -> s.standing() != Standing.BLIND && span.has(s.due()))
                .toList();
    }

    /** Served as asked, be it late. */
    static boolean usable(Sample s) {
        return s.mode() == Mode.FULL || s.mode() == Mode.SLOW;
    }

    /** The first few journal lines. */
    static List<Long> lines(List<Sample> samples) {
        return samples.stream().map(Sample::line).limit(Findings.MOST_LISTED).toList();
    }

    /** Tell how many were in which mode. */
    static String modes(List<Sample> samples) {
        return samples.stream()
                .collect(Collectors.groupingBy(Sample::mode, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> e.getValue() + " " + e.getKey().word())
                .collect(Collectors.joining(", "));
    }

    /** From one sample of a capability to the next, in ns. */
    static long grain(Capability capability) {
        return 1_000_000_000L / capability.probesPerSecond();
    }

    /** The capabilities that a comma-separated bound names; all of the stack when it names none. */
    static List<Capability> named(Stack stack, String names) {
        var wanted = names(names);
        return stack.capabilities().stream()
                .filter(c -> wanted.isEmpty() || wanted.contains(c.id()))
                .toList();
    }

    static List<String> names(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .toList();
    }

    /** Say of which names the stack has no capability. */
    static Optional<String> unknown(Stack stack, String bound, String names) {
        var known = stack.capabilities().stream().map(Capability::id).toList();
        return names(names).stream()
                .filter(n -> !known.contains(n))
                .findFirst()
                .map(n ->
                        bound + " must name capabilities of " + stack.id() + " " + known + ", but named \"" + n + "\"");
    }
}
