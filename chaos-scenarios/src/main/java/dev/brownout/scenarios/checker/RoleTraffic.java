package dev.brownout.scenarios.checker;

import dev.brownout.api.Link;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.checker.Spans.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The HTTP requests that targets of one role got, beside those that came in at the front. */
final class RoleTraffic {
    private final Counts counts;
    private final List<String> links;
    private final List<String> front;

    /** A stretch and how many times the requests of the steady stretch came in it, for each of the users'. */
    record Window(double factor, Span span) {}

    RoleTraffic(Counts counts, List<String> links, List<Link> front) {
        this.counts = counts;
        this.links = links;
        this.front = Counts.ids(front);
    }

    /** The links by which users come in. */
    static List<Link> front(RunView run) {
        return run.stack().links().stream()
                .filter(l -> "true".equals(l.labels().get(Link.FRONT)))
                .toList();
    }

    /** HTTP links behind the front, by the role of what they lead to. */
    static Map<String, List<String>> roles(RunView run, List<Link> front) {
        var roles = new TreeMap<String, List<String>>();
        run.stack().links().stream()
                .filter(l -> !front.contains(l) && l.protocol().isHttp())
                .forEach(l -> roles.computeIfAbsent(l.labels().getOrDefault("to.role", l.to()), r -> new ArrayList<>())
                        .add(l.id()));
        return roles;
    }

    /** The part of a stretch for which both were counted; empty when that is none. */
    Optional<Span> covered(long from, long to) {
        Collection<String> all = new ArrayList<>(links);
        all.addAll(front);
        return counts.covered(all, from, to);
    }

    double asked(long from, long to) {
        return counts.grown(front, Counts::requests, from, to);
    }

    double got(long from, long to) {
        return counts.grown(links, Counts::requests, from, to);
    }

    /** How many came for each of the users' in the steady stretch; 1 for a role that got none then. */
    double each(Span steady) {
        double got = got(steady.from(), steady.to());
        return got == 0 ? 1 : got / asked(steady.from(), steady.to());
    }

    double factor(double each, long from, long to) {
        return got(from, to) / (asked(from, to) * each);
    }

    /** The worst window of a length in which users asked often enough; empty when there is none. */
    Optional<Window> worst(double each, Span during, long length, double needed) {
        var worst = Optional.<Window>empty();
        for (long from : counts.starts(front, during, length)) {
            if (asked(from, from + length) >= needed) {
                var window = new Window(factor(each, from, from + length), new Span(from, from + length, true, true));
                worst = worst.filter(w -> w.factor() >= window.factor()).or(() -> Optional.of(window));
            }
        }
        return worst;
    }

    /** The journal lines that show a stretch. */
    List<Long> lines(Span span) {
        return counts.lines(links, span.from(), span.to());
    }
}
