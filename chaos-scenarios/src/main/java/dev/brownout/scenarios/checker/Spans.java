package dev.brownout.scenarios.checker;

import dev.brownout.api.RunView;
import dev.brownout.api.RunView.FaultWindow;
import dev.brownout.api.RunView.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** When a run had faults in place, and when it had not. Times in ns on the run's clock. */
final class Spans {
    private Spans() {}

    /**
     * A stretch of time.
     *
     * @param from when it began
     * @param to when it ended, exclusive
     * @param whole whether its end is what it should be: the removal of a fault, or the coming of the next
     * @param proven whether every fault of it was witnessed
     */
    record Span(long from, long to, boolean whole, boolean proven) {
        long length() {
            return to - from;
        }

        boolean has(long time) {
            return from <= time && time < to;
        }
    }

    /** The steady stretch. */
    static Optional<Window> steady(RunView run) {
        return run.windows().stream()
                .filter(w -> w.kind() == Window.Kind.STEADY)
                .findFirst();
    }

    /** The phases in which something went wrong, all of it seen by witnesses: only they were what they should have been. */
    static List<Window> faulted(RunView run) {
        return run.windows().stream()
                .filter(w -> w.kind() == Window.Kind.PHASE)
                .filter(w -> {
                    var faults = run.faults().stream()
                            .filter(f -> f.phase().equals(w.phase()))
                            .toList();
                    return !faults.isEmpty()
                            && faults.stream().allMatch(f -> f.witnessed().isPresent());
                })
                .toList();
    }

    /** When the last window ended; 0 without any. */
    static long end(RunView run) {
        return run.windows().stream().mapToLong(Window::to).max().orElse(0);
    }

    /** When the first fault was put in place; empty when none ever was. */
    static OptionalLong began(RunView run) {
        return run.faults().stream()
                .filter(f -> f.asked().isPresent())
                .mapToLong(f -> f.asked().getAsLong())
                .min();
    }

    /** The stretches without a break in which at least one fault was in place, in order. */
    static List<Span> inPlace(RunView run) {
        var all = run.faults().stream()
                .filter(f -> f.asked().isPresent())
                .map(f -> inPlace(run, f))
                .sorted(Comparator.comparingLong(Span::from))
                .toList();
        var joined = new ArrayList<Span>();
        for (var next : all) {
            int last = joined.size() - 1;
            if (last >= 0 && next.from() <= joined.get(last).to()) {
                var before = joined.get(last);
                boolean longer = next.to() >= before.to();
                joined.set(
                        last,
                        new Span(
                                before.from(),
                                longer ? next.to() : before.to(),
                                longer ? next.whole() : before.whole(),
                                before.proven() && next.proven()));
            } else {
                joined.add(next);
            }
        }
        return List.copyOf(joined);
    }

    private static Span inPlace(RunView run, FaultWindow f) {
        long from = f.asked().orElseThrow();
        boolean proven = f.witnessed().isPresent();
        if (f.removed().isPresent()) {
            return new Span(from, f.removed().getAsLong(), true, proven);
        }
        // a fault that goes on under another id was there until that one was
        var successor = run.faults().stream()
                .filter(o -> !o.id().equals(f.id())
                        && o.kind().equals(f.kind())
                        && o.target().equals(f.target()))
                .flatMapToLong(o -> o.asked().stream())
                .filter(asked -> asked > from)
                .min();
        return new Span(from, successor.orElse(end(run)), successor.isPresent(), proven);
    }

    /** The stretches after a removal in which nothing was in place, in order; the last one ends with the run. */
    static List<Span> quiet(RunView run) {
        var faults = inPlace(run);
        var quiet = new ArrayList<Span>();
        for (int i = 0; i < faults.size(); i++) {
            boolean last = i == faults.size() - 1;
            if (faults.get(i).whole()) {
                quiet.add(new Span(
                        faults.get(i).to(),
                        last ? end(run) : faults.get(i + 1).from(),
                        !last,
                        faults.get(i).proven()));
            }
        }
        return List.copyOf(quiet);
    }

    /** Write a time as people read it. */
    static String words(long nanos) {
        return Math.round(nanos / 1e6) + "ms";
    }

    static String words(Duration duration) {
        return dev.brownout.api.Durations.format(duration);
    }
}
