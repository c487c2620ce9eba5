package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Link;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.api.Traffic;
import dev.brownout.scenarios.checker.Spans.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Who waited for the end of an outage does not come back all at once: recovery must not be the second outage. */
public final class NoHerd implements Checker {
    private static final String NAME = "no-herd";
    /** Planes count about once a second: nothing shorter can be seen. */
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** A peak needs a few seconds to show. */
    private static final Duration STEADY = Duration.ofSeconds(3);

    private final Arguments bounds;

    private NoHerd(Arguments bounds) {
        this.bounds = bounds;
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "After a removal no target gets many more connections or requests in a second than in the busiest second before the fault.")
                    .withReads(
                            "connections, and requests with health checks left out, counted at every target over all links to it; in the steady "
                                    + "stretch, and from each removal to the next fault or the end")
                    .withBounds(
                            "Twice the peak is what A12 lets pass for a moment and what capacity for one lost zone of two can carry; AWS 2025, "
                                    + "Google 2025 and Cloudflare 2025 were each taken down a second time by more. A few connections of pools "
                                    + "that were idle are no herd, so fewer than 20 in a second never are.",
                            Parameter.number(
                                    "factor",
                                    "2",
                                    "1",
                                    "100",
                                    "the most in a second, as a multiple of the steady stretch's busiest"),
                            Parameter.integer(
                                    "least",
                                    "20",
                                    0,
                                    1_000_000,
                                    "so many in a second are no herd whatever the peak was"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new NoHerd(setting.arguments());
        }

        @Override
        public Optional<String> refusal(Prospect prospect) {
            return prospect.steady().compareTo(STEADY) >= 0
                    ? Optional.empty()
                    : Optional.of("the busiest second of the steady stretch takes " + Spans.words(STEADY)
                            + " to be seen, but it lasts " + Spans.words(prospect.steady())
                            + "; ask for steady: {for: " + Spans.words(STEADY) + "}");
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var steady = Spans.steady(run);
        var quiet = Spans.quiet(run);
        if (steady.isEmpty() || quiet.isEmpty()) {
            return List.of(Findings.inconclusive(NAME, "recovery", "no fault was put in place and taken away again"));
        }
        var counts = new Counts(run);
        var findings = new ArrayList<Finding>();
        for (var target : targets(run).entrySet()) {
            var before = counts.covered(
                    target.getValue(), steady.get().from(), steady.get().to());
            var after = quiet.stream()
                    .flatMap(s -> counts.covered(target.getValue(), s.from(), s.to()).stream())
                    .toList();
            if (before.isEmpty()
                    || before.get().length() < SECOND.toNanos()
                    || after.stream().noneMatch(s -> s.length() >= SECOND.toNanos())) {
                findings.add(Findings.inconclusive(
                        NAME,
                        target.getKey(),
                        "what " + target.getKey()
                                + " got was not counted for a second in the steady stretch and after a removal"));
            } else {
                judge(counts, target, Traffic::connects, "connections", before.get(), after)
                        .or(() -> judge(counts, target, Counts::requests, "requests", before.get(), after))
                        .ifPresent(findings::add);
            }
        }
        return targets(run).isEmpty()
                ? List.of(Findings.inconclusive(NAME, "links", "the stack has no links"))
                : Findings.few(NAME, findings);
    }

    private static Map<String, List<String>> targets(RunView run) {
        return run.stack().links().stream()
                .collect(Collectors.groupingBy(
                        Link::to, TreeMap::new, Collectors.mapping(Link::id, Collectors.toList())));
    }

    private Optional<Finding> judge(
            Counts counts,
            Map.Entry<String, List<String>> target,
            ToLongFunction<Traffic> what,
            String words,
            Span before,
            List<Span> after) {
        double peak = busiest(counts, target.getValue(), what, before)
                .map(Second::count)
                .orElse(0.0);
        double most = Math.max((double) bounds.integer("least"), peak * bounds.ratio("factor"));
        return after.stream()
                .flatMap(s -> busiest(counts, target.getValue(), what, s).stream())
                .filter(s -> s.count() > most + 1e-9)
                .findFirst()
                .map(s -> Findings.failure(
                        NAME,
                        target.getKey(),
                        String.format(
                                Locale.ROOT,
                                "%s must get at most %.0f %s in a second after a removal (%.0f in the busiest second of the steady stretch), but got %.0f",
                                target.getKey(),
                                most,
                                words,
                                peak,
                                s.count()),
                        counts.lines(target.getValue(), s.from(), s.from() + SECOND.toNanos())));
    }

    private static Optional<Second> busiest(
            Counts counts, List<String> links, ToLongFunction<Traffic> what, Span span) {
        long length = SECOND.toNanos();
        var busiest = Optional.<Second>empty();
        for (long from : counts.starts(links, span, length)) {
            var second = new Second(from, counts.grown(links, what, from, from + length));
            busiest = busiest.filter(s -> s.count() >= second.count()).or(() -> Optional.of(second));
        }
        return busiest;
    }

    private record Second(long from, double count) {}
}
