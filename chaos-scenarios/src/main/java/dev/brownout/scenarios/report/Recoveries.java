package dev.brownout.scenarios.report;

import dev.brownout.api.Mode;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.report.Chronicle.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How one capability came back after the last fault.
 *
 * @param capability which
 * @param afterMillis from the last fault gone to the first of the samples that are full up to the end, in ms; empty when the
 *     last sample is not full
 * @param worst the worst mode after the last fault was gone
 */
public record Recoveries(String capability, Optional<Double> afterMillis, Mode worst) {
    /**
     * Tell how each capability came back.
     *
     * @param verdict names the capabilities
     * @param chronicle the run
     * @return one for each capability that was asked about after the last fault was gone; empty when none was put in place
     */
    public static List<Recoveries> of(Verdict verdict, Chronicle chronicle) {
        var gone = chronicle.faults().values().stream()
                .flatMap(t -> t.at(Change.REMOVED).stream())
                .mapToLong(at -> at)
                .max();
        var out = new ArrayList<Recoveries>();
        if (verdict.plan().isEmpty() || gone.isEmpty()) {
            return out;
        }
        for (var c : verdict.plan().get().stack().capabilities()) {
            var after = chronicle.samples().getOrDefault(c.id(), List.of()).stream()
                    .filter(p -> p.due() >= gone.getAsLong())
                    .sorted(Comparator.comparingLong(Point::due))
                    .toList();
            if (!after.isEmpty()) {
                out.add(of(c.id(), gone.getAsLong(), after));
            }
        }
        return out;
    }

    private static Recoveries of(String capability, long gone, List<Point> after) {
        int first = after.size();
        while (first > 0 && after.get(first - 1).mode() == Mode.FULL) {
            first--;
        }
        return new Recoveries(
                capability,
                first == after.size() ? Optional.empty() : Optional.of((after.get(first).due() - gone) / 1e6),
                after.stream().map(Point::mode).max(Comparator.naturalOrder()).orElse(Mode.FULL));
    }
}
