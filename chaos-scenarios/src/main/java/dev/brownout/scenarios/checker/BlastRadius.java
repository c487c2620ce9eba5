package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Capability;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Expectation;
import dev.brownout.api.Finding;
import dev.brownout.api.Mode;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Sample;
import dev.brownout.api.RunView.Window;
import dev.brownout.scenarios.plan.Evidence;
import dev.brownout.scenarios.plan.Noise;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A9: what does not need the dead dependency keeps working: no more errors than before the fault. */
public final class BlastRadius implements Checker {
    private static final String NAME = "blast-radius";
    /** What is no service at all: an honest no is one too, for who did not need what died. */
    private static final Set<Mode> NOT_SERVED = EnumSet.of(Mode.REFUSED, Mode.ERROR, Mode.HUNG, Mode.WRONG);

    private final Arguments bounds;

    private BlastRadius(Arguments bounds) {
        this.bounds = bounds;
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "What does not need the dead dependency keeps working: it gives no more errors than before the fault.")
                    .withAssertions("A9")
                    .withReads(
                            "judged samples in each phase with faults, of the capabilities that are expected to be unaffected there or that are "
                                    + "named; refused, error, hung and wrong ones are errors; the steady stretch is the baseline")
                    .withBounds(
                            "One point is less than anybody notices and more than a healthy stack shows. What chance explains in 99 of 100 cases "
                                    + "at the number of samples there is comes on top, so that a single odd sample is no outage.",
                            Parameter.text(
                                    "capabilities",
                                    "",
                                    "capabilities that must keep working in every phase with faults, separated by commas, beside those "
                                            + "that a phase expects to be unaffected"),
                            Parameter.number(
                                    "points",
                                    "0.01",
                                    "0",
                                    "0.5",
                                    "how far the share of errors may exceed the steady stretch's: 0.01 is one point"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new BlastRadius(setting.arguments());
        }

        @Override
        public Optional<String> refusal(Prospect prospect) {
            var stack = prospect.setting().stack();
            var named = prospect.setting().arguments().text("capabilities");
            var phases = prospect.phases().stream().filter(Stretch::faults).toList();
            return Samples.unknown(stack, "capabilities", named)
                    .or(() -> phases.stream()
                                    .allMatch(p -> concerned(stack.capabilities(), named, p.expect())
                                            .isEmpty())
                            ? Optional.of(
                                    "no phase with faults expects a capability to be unaffected, and capabilities "
                                            + "names none; name one")
                            : Optional.empty())
                    .or(() -> phases.stream()
                            .flatMap(p -> concerned(stack.capabilities(), named, p.expect()).stream()
                                    .filter(c -> Prospected.samples(c, p.judged()) < needed())
                                    .map(c -> "it needs " + needed() + " samples of " + c.id()
                                            + " outside transitions in phase " + p.phase() + ", but there will be "
                                            + Prospected.samples(c, p.judged())
                                            + " for sure; lengthen it with at-least, or leave the checker out"))
                            .findFirst());
        }
    }

    /** As many as {@code unaffected} needs: the same noise is allowed for. */
    private static int needed() {
        return Evidence.needed(1 - Expectation.STANDARD_SHARE);
    }

    private static List<Capability> concerned(List<Capability> all, String named, Map<String, Expectation> expect) {
        return all.stream()
                .filter(c -> Samples.names(named).contains(c.id())
                        || Optional.ofNullable(expect.get(c.id()))
                                .map(Expectation::unaffected)
                                .orElse(false))
                .toList();
    }

    @Override
    public List<Finding> finish(RunView run) {
        var steady = Spans.steady(run);
        var phases = Spans.faulted(run);
        if (steady.isEmpty() || phases.isEmpty()) {
            return List.of(Findings.noFault(NAME));
        }
        var findings = new ArrayList<Finding>();
        boolean any = false;
        for (var phase : phases) {
            for (var capability : concerned(run.stack().capabilities(), bounds.text("capabilities"), phase.expect())) {
                any = true;
                judge(run, steady.get(), phase, capability.id()).ifPresent(findings::add);
            }
        }
        if (!any) {
            findings.add(Findings.inconclusive(
                    NAME,
                    "capabilities",
                    "no capability was expected to be unaffected in the phases that were played"));
        }
        return Findings.few(NAME, findings);
    }

    private Optional<Finding> judge(RunView run, Window steady, Window phase, String id) {
        var before = Samples.judged(run, id, List.of(steady));
        var samples = Samples.judged(run, id, List.of(phase));
        var subject = id + " in " + phase.phase();
        if (before.isEmpty() || samples.size() < needed()) {
            return Optional.of(Findings.tooFew(NAME, subject, before.isEmpty() ? 0 : samples.size(), needed()));
        }
        var bad = errors(samples);
        double base = errors(before).size() / (double) before.size();
        double most = Noise.bound(base, before.size(), samples.size(), bounds.ratio("points"));
        return bad.size() / (double) samples.size() <= most
                ? Optional.empty()
                : Optional.of(Findings.failure(
                        NAME,
                        subject,
                        subject + ": must keep working (at most "
                                + String.format(java.util.Locale.ROOT, "%.1f", most * 100)
                                + " % errors, by this run's steady stretch), but of " + samples.size()
                                + " samples there were " + Samples.modes(bad),
                        Samples.lines(bad)));
    }

    private static List<Sample> errors(List<Sample> samples) {
        return samples.stream().filter(s -> NOT_SERVED.contains(s.mode())).toList();
    }
}
