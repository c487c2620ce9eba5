package dev.brownout.scenarios.judge;

import dev.brownout.api.Capability;
import dev.brownout.api.Durations;
import dev.brownout.api.Mode;
import dev.brownout.api.Recovery;
import dev.brownout.api.RunView.Standing;
import dev.brownout.scenarios.journal.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Watches for service to be back and held: every capability full, without a break, for the time asked. Blind samples neither
 * break that nor show it: half of the samples of the time to hold must be seen to be full.
 */
final class RecoveryWatch {
    private final Recovery recovery;
    private final Map<String, Integer> rates = new TreeMap<>();
    private final Standings standings;
    private final List<Taken> taken = new ArrayList<>();
    /** Capability to its unbroken run of full samples; absent while broken. */
    private final Map<String, Run> back = new TreeMap<>();

    private OptionalLong removed = OptionalLong.empty();
    private OptionalLong recoveredAt = OptionalLong.empty();

    /** A sample that was due after the last fault was gone. */
    private record Taken(String capability, Sample sample) {}

    /** Full from and to a due time, and in how many samples. */
    private record Run(long from, long to, int samples) {}

    /**
     * Watch.
     *
     * @param stalls the stalls of the harness, to which the owner adds
     */
    RecoveryWatch(Recovery recovery, List<Capability> capabilities, List<Interval> stalls) {
        this.recovery = recovery;
        capabilities.forEach(c -> rates.put(c.id(), c.probesPerSecond()));
        this.standings = new Standings(List.of(), stalls);
    }

    /**
     * Take a sample.
     *
     * @param gone when the last fault was taken away; empty while one is in place
     * @return the word that service is back, once
     */
    Optional<Event.Signalled> accept(String capability, Sample sample, OptionalLong gone) {
        if (recoveredAt.isPresent() || gone.isEmpty() || sample.due() < gone.getAsLong()) {
            return Optional.empty();
        }
        removed = gone;
        taken.add(new Taken(capability, sample));
        take(capability, sample);
        return signal();
    }

    /** Begin anew with what is known now: a stall is told when it is over, and then some samples before were blind. */
    Optional<Event.Signalled> stalled() {
        if (recoveredAt.isPresent()) {
            return Optional.empty();
        }
        back.clear();
        taken.forEach(t -> take(t.capability(), t.sample()));
        return signal();
    }

    private void take(String capability, Sample sample) {
        var run = back.get(capability);
        long due = sample.due();
        if (standings.of(sample) == Standing.BLIND) {
            return;
        }
        if (sample.mode() == Mode.FULL) {
            // samples come in order of their answers: an early question may be answered late
            back.put(
                    capability,
                    run == null
                            ? new Run(due, due, 1)
                            : new Run(Math.min(run.from(), due), Math.max(run.to(), due), run.samples() + 1));
        } else if (run != null && run.to() > due) {
            // a late answer to a question asked before: what came after it still stands
            back.put(capability, new Run(Math.max(run.from(), due + 1), run.to(), run.samples()));
        } else {
            back.remove(capability);
        }
    }

    private Optional<Event.Signalled> signal() {
        if (removed.isEmpty() || !rates.keySet().stream().allMatch(this::held)) {
            return Optional.empty();
        }
        long at = back.values().stream().mapToLong(Run::from).max().orElseThrow();
        recoveredAt = OptionalLong.of(at);
        return Optional.of(new Event.Signalled(
                Event.Signal.RECOVERED,
                String.format(
                        Locale.ROOT,
                        "every capability is full again %.0f ms after the last fault was gone, and stayed so for %s",
                        (at - removed.getAsLong()) / 1e6,
                        Durations.format(recovery.hold()))));
    }

    private boolean held(String capability) {
        var run = back.get(capability);
        long hold = recovery.hold().toNanos();
        return run != null
                && run.to() - run.from() >= hold
                && run.samples() >= hold / 1e9 * rates.getOrDefault(capability, 0) / 2;
    }

    /** When the last capability came back and held; empty while it has not. */
    OptionalLong recoveredAt() {
        return recoveredAt;
    }

    /** Capability to when it came back, of those that have not broken since. */
    Map<String, Long> since() {
        var since = new TreeMap<String, Long>();
        back.forEach((c, run) -> since.put(c, run.from()));
        return since;
    }
}
