package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Capability;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Durations;
import dev.brownout.api.Finding;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Mode;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Sample;
import dev.brownout.scenarios.checker.Samples.Share;
import dev.brownout.scenarios.plan.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A1: while something is wrong, every question is answered soon, be it with a no. A question that is never answered waits
 * longer than any bound.
 */
public final class FailFast implements Checker {
    private static final String NAME = "fail-fast";
    private static final double TOLERANCE = 0.01;

    private final Arguments bounds;

    private FailFast(Arguments bounds) {
        this.bounds = bounds;
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.liveness(
                            NAME,
                            "While faults are in place no question waits past its deadline: it is answered soon, be it with a no.")
                    .withAssertions("A1")
                    .withReads(
                            "judged samples of every capability in phases with faults; hung ones count as longer than any bound")
                    .withBounds(
                            "A person gives up and tries again after a few seconds, and callers stacked up behind a dead dependency "
                                    + "take the healthy paths down with them: 2 s leave room for one attempt and one quick retry, and 5 s "
                                    + "is where usual clients and load balancers begin to give up themselves.",
                            Parameter.duration(
                                    "p99",
                                    "2s",
                                    "1ms",
                                    "10m",
                                    "the longest that 99 of 100 answers may take; stack time"),
                            Parameter.duration(
                                    "max", "5s", "1ms", "10m", "the longest that any answer may take; stack time"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new FailFast(setting.arguments());
        }

        @Override
        public void check(Arguments arguments) {
            if (arguments.duration("p99").compareTo(arguments.duration("max")) > 0) {
                throw new InvalidFaultException(
                        "p99",
                        "p99 must be at most max (" + arguments.text("max") + "), but was " + arguments.text("p99"));
            }
        }

        @Override
        public Optional<String> refusal(Prospect prospect) {
            return Prospected.tooFew(prospect, prospect.setting().stack().capabilities(), TOLERANCE);
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var phases = Spans.faulted(run);
        if (phases.isEmpty()) {
            return List.of(Findings.noFault(NAME));
        }
        var findings = new ArrayList<Finding>();
        for (var capability : run.stack().capabilities()) {
            judge(capability, Samples.judged(run, capability.id(), phases)).ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    private Optional<Finding> judge(Capability capability, List<Sample> samples) {
        var id = capability.id();
        var never = later(samples, bounds.duration("max").toNanos());
        if (!never.isEmpty()) {
            return Optional.of(Findings.failure(
                    NAME,
                    id,
                    id + ": every answer must come within " + bounds.text("max") + " while faults are in place, but "
                            + never.size() + " of " + samples.size() + " did not (" + Samples.modes(never) + ")",
                    Samples.lines(never)));
        }
        var late = later(samples, bounds.duration("p99").toNanos());
        var share = Samples.share(late.size(), samples.size(), TOLERANCE);
        if (share == Share.BROKEN) {
            return Optional.of(Findings.failure(
                    NAME,
                    id,
                    id + ": 99 of 100 answers must come within " + Durations.format(bounds.duration("p99"))
                            + " while faults are in place, but " + late.size() + " of " + samples.size() + " did not ("
                            + Samples.modes(late) + ")",
                    Samples.lines(late)));
        }
        return share == Share.TOO_FEW
                ? Optional.of(Findings.tooFew(NAME, id, samples.size(), Evidence.needed(TOLERANCE)))
                : Optional.empty();
    }

    private static List<Sample> later(List<Sample> samples, long bound) {
        return samples.stream()
                .filter(s -> s.mode() == Mode.HUNG || s.latency() > bound)
                .toList();
    }
}
