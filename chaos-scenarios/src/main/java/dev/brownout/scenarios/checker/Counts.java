package dev.brownout.scenarios.checker;

import dev.brownout.api.Link;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Count;
import dev.brownout.api.Traffic;
import dev.brownout.scenarios.checker.Spans.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * What targets were seen to get, over time. Planes count about once a second; between two counts traffic is taken to have
 * come evenly.
 */
final class Counts {
    /** The label of links that belong to the control plane: {@code control}. */
    static final String PLANE = "plane";

    private final Map<String, NavigableMap<Long, Count>> counts = new TreeMap<>();

    Counts(RunView run) {
        run.traffic()
                .forEach(c -> counts.computeIfAbsent(c.traffic().link(), l -> new TreeMap<>())
                        .put(c.at(), c));
    }

    /** What users asked for, or what was asked on their behalf: health checks are nobody's request. */
    static long requests(Traffic t) {
        return t.requests() - t.checks();
    }

    static List<String> ids(Collection<Link> links) {
        return links.stream().map(Link::id).toList();
    }

    /** Whether each of the links was counted at least twice. */
    boolean all(Collection<String> links) {
        return !links.isEmpty() && links.stream().allMatch(l -> of(l).size() > 1);
    }

    /** The part of a stretch for which all links were counted; empty when that is none. */
    Optional<Span> covered(Collection<String> links, long from, long to) {
        if (!all(links)) {
            return Optional.empty();
        }
        long first = links.stream().mapToLong(l -> of(l).firstKey()).max().orElse(0);
        long last = links.stream().mapToLong(l -> of(l).lastKey()).min().orElse(0);
        var span = new Span(Math.max(from, first), Math.min(to, last), true, true);
        return span.length() > 0 ? Optional.of(span) : Optional.empty();
    }

    /** When any of the links was counted in a stretch, both ends included. */
    List<Long> times(Collection<String> links, long from, long to) {
        var times = new TreeSet<Long>();
        links.forEach(l -> times.addAll(of(l).subMap(from, true, to, true).keySet()));
        return new ArrayList<>(times);
    }

    /** Where stretches of a length begin that are worth a look: with a count, and at both ends. */
    Collection<Long> starts(Collection<String> links, Span span, long length) {
        if (span.length() < length) {
            return List.of();
        }
        var starts = new TreeSet<>(times(links, span.from(), span.to() - length));
        starts.add(span.from());
        starts.add(span.to() - length);
        return starts;
    }

    /** How much came over all of the links together in a stretch for which they were counted. */
    double grown(Collection<String> links, ToLongFunction<Traffic> what, long from, long to) {
        return links.stream()
                .mapToDouble(l -> at(l, what, to) - at(l, what, from))
                .sum();
    }

    private double at(String link, ToLongFunction<Traffic> what, long time) {
        var before = of(link).floorEntry(time);
        var after = of(link).ceilingEntry(time);
        if (before == null || after == null) {
            var end = before == null ? after : before;
            return end == null ? 0 : what.applyAsLong(end.getValue().traffic());
        }
        double from = what.applyAsLong(before.getValue().traffic());
        double to = what.applyAsLong(after.getValue().traffic());
        return after.getKey().equals(before.getKey())
                ? from
                : from + (to - from) * (time - before.getKey()) / (after.getKey() - before.getKey());
    }

    /** The journal lines that show a stretch: the last counts before it ended, and the first of it. */
    List<Long> lines(Collection<String> links, long from, long to) {
        var lines = new TreeSet<Long>();
        for (var link : links) {
            var first = of(link).floorEntry(from);
            var last = of(link).ceilingEntry(to);
            if (first != null && last != null) {
                lines.add(first.getValue().line());
                lines.add(last.getValue().line());
            }
        }
        return lines.stream().limit(Findings.MOST_LISTED).toList();
    }

    private NavigableMap<Long, Count> of(String link) {
        return counts.getOrDefault(link, java.util.Collections.emptyNavigableMap());
    }
}
