package dev.brownout.scenarios.report;

import dev.brownout.api.Finding;
import dev.brownout.scenarios.report.Chronicle.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The samples around a finding: its evidence, and what came before and after the first of it, which shows how it began.
 *
 * @param capability of which capability
 * @param points the samples, in order of when they were due
 * @param evidence the lines of the finding's evidence
 */
public record Surroundings(String capability, List<Point> points, List<Long> evidence) {
    private static final int BESIDE = 4;

    /**
     * Find them.
     *
     * @param finding the finding
     * @param chronicle the run
     * @return the surroundings; empty when no sample is among the evidence
     */
    public static Optional<Surroundings> of(Finding finding, Chronicle chronicle) {
        for (var samples : chronicle.samples().entrySet()) {
            var points = samples.getValue();
            for (var point : points) {
                if (finding.evidence().contains(point.line())) {
                    return Optional.of(new Surroundings(
                            samples.getKey(), around(points, point, finding.evidence()), finding.evidence()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Point> around(List<Point> points, Point first, List<Long> evidence) {
        var sorted =
                points.stream().sorted(Comparator.comparingLong(Point::due)).toList();
        int at = sorted.indexOf(first);
        return java.util.stream.IntStream.range(0, sorted.size())
                .filter(i -> Math.abs(i - at) <= BESIDE
                        || evidence.contains(sorted.get(i).line()))
                .mapToObj(sorted::get)
                .toList();
    }
}
