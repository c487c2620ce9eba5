package dev.brownout.scenarios.report;

import dev.brownout.api.RunView;
import dev.brownout.api.Traffic;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.report.Chronicle.Stretch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What one link's target was seen to get over the run.
 *
 * @param link the link
 * @param what what is counted: requests, or connections where the link carries no HTTP
 * @param total how many in all
 * @param steady how many a second in the steady stretch
 * @param busiest how many a second between the two counts that saw the most
 * @param phase the stretch in which that was; empty when it was in none
 * @param refused answers of the target with status 429 or 503
 * @param failed other answers of 500 and over, and requests without an answer
 * @param checks health checks
 */
public record TrafficTable(
        String link,
        String what,
        long total,
        double steady,
        double busiest,
        String phase,
        long refused,
        long failed,
        long checks) {
    /** Two counts closer than this say little of a rate. */
    private static final long SHORTEST = 200_000_000L;

    /**
     * Sum the counts up.
     *
     * @param chronicle the run
     * @return one for each link that was counted at least twice, in order of first counts
     */
    public static List<TrafficTable> of(Chronicle chronicle) {
        var links = new LinkedHashMap<String, List<RunView.Count>>();
        chronicle
                .traffic()
                .forEach(c -> links.computeIfAbsent(c.traffic().link(), l -> new ArrayList<>())
                        .add(c));
        return links.values().stream()
                .filter(c -> c.size() > 1)
                .map(c -> of(c, chronicle.stretches()))
                .toList();
    }

    private static TrafficTable of(List<RunView.Count> counts, List<Stretch> stretches) {
        var last = counts.get(counts.size() - 1).traffic();
        boolean http = last.requests() > 0;
        double busiest = 0;
        var phase = "";
        var before = counts.get(0);
        for (var now : counts.subList(1, counts.size())) {
            if (now.at() - before.at() < SHORTEST) {
                continue;
            }
            double rate = rate(before, now, http);
            if (rate > busiest) {
                busiest = rate;
                long middle = (before.at() + now.at()) / 2;
                phase = stretches.stream()
                        .filter(s -> s.has(middle))
                        .map(Stretch::id)
                        .findFirst()
                        .orElse("no phase");
            }
            before = now;
        }
        return new TrafficTable(
                last.link(),
                http ? "requests" : "connections",
                count(last, http),
                steady(counts, stretches, http),
                busiest,
                phase,
                last.refused(),
                last.failed(),
                last.checks());
    }

    private static double steady(List<RunView.Count> counts, List<Stretch> stretches, boolean http) {
        var in = stretches.stream()
                .filter(s -> s.id().equals(Event.STEADY))
                .findFirst()
                .map(s -> counts.stream().filter(c -> s.has(c.at())).toList())
                .orElse(List.of());
        return in.size() < 2 ? 0 : rate(in.get(0), in.get(in.size() - 1), http);
    }

    private static double rate(RunView.Count before, RunView.Count now, boolean http) {
        return now.at() == before.at()
                ? 0
                : (count(now.traffic(), http) - count(before.traffic(), http)) * 1e9 / (now.at() - before.at());
    }

    private static long count(Traffic t, boolean http) {
        return http ? t.requests() : t.connects();
    }
}
