package dev.brownout.scenarios.judge;

import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Standing;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Measures how service went over samples of one capability in one phase, in order of when they were due. Pure. */
final class Courses {
    /** How long answers must stay graceful to be called degraded: the time that a fault is given to settle when planning. */
    static final long HOLD = 1_000_000_000L;
    /** A mode that was seen this often in a row is a mode, not an odd sample. */
    private static final int SETTLED = 3;

    private static final Set<Mode> HONEST = EnumSet.of(Mode.STALE, Mode.QUEUED, Mode.REFUSED);

    /** What is graceful where a file does not say: anything that is neither an error nor silence nor a lie. */
    static final Set<Mode> GRACEFUL =
            Set.copyOf(EnumSet.of(Mode.FULL, Mode.SLOW, Mode.STALE, Mode.QUEUED, Mode.REFUSED));

    private Courses() {}

    /**
     * When the faults of a phase took hold, in ns on the run's clock.
     *
     * @param asked when the first was about to be put in place
     * @param applied when the last was in place
     * @param clear when the last was proven to be in place, and could no longer be hidden by caches
     */
    record Onset(long asked, long applied, long clear) {}

    static Course of(
            List<RunView.Sample> samples, Set<Mode> graceful, Optional<Onset> onset, Capability capability, long end) {
        var seen = samples.stream().filter(s -> s.standing() != Standing.BLIND).toList();
        return new Course(
                onset.flatMap(o -> millis(detected(seen, o))),
                onset.flatMap(o -> millis(degraded(seen, graceful, o))),
                worstGap(seen, graceful, capability, end).length() / 1e6,
                millis(seen.stream()
                        .filter(s -> s.mode() == Mode.STALE)
                        .flatMapToLong(s -> s.age().stream())
                        .max()),
                changes(seen));
    }

    private static Optional<Double> millis(OptionalLong nanos) {
        return nanos.isPresent() ? Optional.of(nanos.getAsLong() / 1e6) : Optional.empty();
    }

    /** From when the faults were in place to the first answer that tells of them; 0 when it came before. */
    static OptionalLong detected(List<RunView.Sample> samples, Onset onset) {
        return samples.stream()
                .filter(s -> s.due() >= onset.asked() && HONEST.contains(s.mode()))
                .mapToLong(s -> Math.max(0, s.done() - onset.applied()))
                .min();
    }

    /** From when the faults were in place to the first graceful answer of a second of nothing else. */
    static OptionalLong degraded(List<RunView.Sample> samples, Set<Mode> graceful, Onset onset) {
        boolean first = true;
        OptionalLong since = OptionalLong.empty();
        for (var s : samples) {
            if (s.due() < onset.applied()) {
                continue;
            }
            if (!graceful.contains(s.mode())) {
                since = OptionalLong.empty();
            } else if (since.isEmpty()) {
                // graceful from the first question on: there was never anything else
                since = OptionalLong.of(first ? onset.applied() : s.due());
            }
            first = false;
            if (since.isPresent() && s.due() - since.getAsLong() >= HOLD) {
                return OptionalLong.of(since.getAsLong() - onset.applied());
            }
        }
        return OptionalLong.empty();
    }

    /** A stretch without a graceful answer and the journal lines of its samples. */
    record Gap(long length, List<Long> lines) {}

    /**
     * The longest stretch without a graceful answer: from the first question that got none to the next that got one, or to
     * the end. Where samples are left out, what was going on is not known, and the stretch ends.
     */
    static Gap worstGap(List<RunView.Sample> samples, Set<Mode> graceful, Capability capability, long end) {
        long interval = 1_000_000_000L / capability.probesPerSecond();
        var worst = new Gap(0, List.of());
        int from = -1;
        for (int i = 0; i <= samples.size(); i++) {
            boolean over = i == samples.size();
            boolean hole = i > 0
                    && (over ? end : samples.get(i).due()) - samples.get(i - 1).due() > interval + interval / 2;
            boolean good = !over && graceful.contains(samples.get(i).mode());
            if (from >= 0 && (over || hole || good)) {
                long to = hole
                        ? samples.get(i - 1).due() + interval
                        : over ? end : samples.get(i).due();
                if (to - samples.get(from).due() > worst.length()) {
                    worst = new Gap(
                            to - samples.get(from).due(),
                            samples.subList(from, i).stream()
                                    .map(RunView.Sample::line)
                                    .toList());
                }
                from = -1;
            }
            if (from < 0 && !over && !good) {
                from = i;
            }
        }
        return worst;
    }

    /** How often the mode changed from one that had settled to another that settled. */
    static int changes(List<RunView.Sample> samples) {
        int changes = 0;
        Optional<Mode> settled = Optional.empty();
        int row = 0;
        for (int i = 0; i < samples.size(); i++) {
            var mode = samples.get(i).mode();
            row = i > 0 && samples.get(i - 1).mode() == mode ? row + 1 : 1;
            if (row == SETTLED && settled.stream().noneMatch(mode::equals)) {
                changes += settled.isPresent() ? 1 : 0;
                settled = Optional.of(mode);
            }
        }
        return changes;
    }
}
