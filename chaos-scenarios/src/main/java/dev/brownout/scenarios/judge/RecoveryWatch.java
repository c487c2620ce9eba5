package dev.brownout.scenarios.judge;

import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import dev.brownout.api.Recovery;
import java.util.Map;
import java.util.TreeMap;

/** Watches for service to be back and held: every capability full, without a break, for the time asked. */
final class RecoveryWatch {
    private final Recovery recovery;
    /** Capability to when its unbroken run of full samples began, and to the last of them; null while broken. */
    private final Map<String, Interval> back = new TreeMap<>();

    private final int capabilities;

    RecoveryWatch(Recovery recovery, java.util.List<Capability> capabilities) {
        this.recovery = recovery;
        this.capabilities = capabilities.size();
    }

    void accept(String capability, Sample sample) {
        if (sample.mode() == Mode.FULL) {
            // samples come in order of their answers: an early question may be answered late
            back.merge(
                    capability,
                    new Interval(sample.due(), sample.due()),
                    (a, b) -> new Interval(Math.min(a.from(), b.from()), Math.max(a.to(), b.to())));
        } else {
            var run = back.get(capability);
            if (run != null && run.to() > sample.due()) {
                // a late answer to a question asked before: what came after it still stands
                back.put(capability, new Interval(Math.max(run.from(), sample.due() + 1), run.to()));
            } else {
                back.remove(capability);
            }
        }
    }

    boolean held() {
        return back.size() == capabilities
                && back.values().stream()
                        .allMatch(i -> i.to() - i.from() >= recovery.hold().toNanos());
    }

    /** When the last capability came back. Only while {@link #held}. */
    long backSince() {
        return back.values().stream().mapToLong(Interval::from).max().orElseThrow();
    }

    /** Capability to when it came back. */
    Map<String, Long> since() {
        var since = new TreeMap<String, Long>();
        back.forEach((c, i) -> since.put(c, i.from()));
        return since;
    }
}
