package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Capability;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Mode;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Sample;
import dev.brownout.scenarios.checker.Spans.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A11: after every removal, not only the last, everything is full again in time and stays so. */
public final class Recovers implements Checker {
    private static final String NAME = "recovers";

    private final Arguments bounds;

    private Recovers(Arguments bounds) {
        this.bounds = bounds;
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.liveness(
                            NAME,
                            "Whenever no fault is in place any more, every capability is soon full again, by itself, and stays so.")
                    .withAssertions("A11")
                    .withReads(
                            "samples of every capability from each removal to the next fault, or to the end, in transition too")
                    .withBounds(
                            "Five minutes are what caches, pools and health checks may take together; what takes longer waits for a person. "
                                    + "How long the scenario itself waits after the last fault is its own recovered-within: a service that is "
                                    + "not back by then has failed by that, whatever is asked here.",
                            Parameter.duration(
                                    "within",
                                    "5m",
                                    "10ms",
                                    "24h",
                                    "how long after a removal everything must be full again; stack time"),
                            Parameter.duration(
                                    "hold",
                                    "1s",
                                    "0s",
                                    "10m",
                                    "how long every sample must be full to count; stack time"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new Recovers(setting.arguments());
        }

        @Override
        public Optional<String> refusal(Prospect prospect) {
            var hold = prospect.setting().arguments().duration("hold");
            var watched = prospect.after().hold();
            return hold.compareTo(watched) <= 0
                    ? Optional.empty()
                    : Optional.of("hold must be at most the scenario's own (after: hold: " + Spans.words(watched)
                            + "), because recovery is watched no longer, but was " + Spans.words(hold));
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var quiet = Spans.quiet(run);
        if (quiet.isEmpty()) {
            return List.of(Findings.inconclusive(NAME, "recovery", "no fault was put in place and taken away again"));
        }
        var findings = new ArrayList<Finding>();
        for (var span : quiet) {
            for (var capability : run.stack().capabilities()) {
                judge(run, span, capability).ifPresent(findings::add);
            }
        }
        return Findings.few(NAME, findings);
    }

    private Optional<Finding> judge(RunView run, Span span, Capability capability) {
        var id = capability.id();
        long within = bounds.duration("within").toNanos();
        long hold = bounds.duration("hold").toNanos();
        var samples = Samples.seen(run, id, span);
        var back = back(samples, hold);
        var poor = samples.stream().filter(s -> s.mode() != Mode.FULL).toList();
        if (back.isPresent() && back.getAsLong() - span.from() <= within) {
            return Optional.empty();
        }
        if (back.isPresent() || (span.length() >= within + hold + Samples.grain(capability) && !poor.isEmpty())) {
            return Optional.of(Findings.failure(
                    NAME,
                    id,
                    id + ": must be full again within " + bounds.text("within") + " after a removal and stay so for "
                            + bounds.text("hold") + ", but "
                            + (back.isPresent()
                                    ? "took " + Spans.words(back.getAsLong() - span.from())
                                    : "was not in " + Spans.words(span.length()) + " (" + Samples.modes(poor) + ")"),
                    Samples.lines(poor)));
        }
        return span.whole()
                // the next fault came before the time was up: that is the scenario's doing
                ? Optional.empty()
                : Optional.of(Findings.inconclusive(
                        NAME,
                        id,
                        id + " was not seen full for " + bounds.text("hold") + " in the " + Spans.words(span.length())
                                + " after the last removal that were watched, less than the " + bounds.text("within")
                                + " it has"));
    }

    /** When the first stretch of full samples began that lasted long enough. */
    private static OptionalLong back(List<Sample> samples, long hold) {
        long from = -1;
        for (var s : samples) {
            if (s.mode() != Mode.FULL) {
                from = -1;
            } else if (from < 0) {
                from = s.due();
            }
            if (from >= 0 && s.due() - from >= hold) {
                return OptionalLong.of(from);
            }
        }
        return OptionalLong.empty();
    }
}
