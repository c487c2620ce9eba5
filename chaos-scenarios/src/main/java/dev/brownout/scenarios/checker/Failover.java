package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Capability;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Sample;
import dev.brownout.scenarios.checker.Spans.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A10: what a fault took away is usable again while the fault is still in place, by itself. */
public final class Failover implements Checker {
    private static final String NAME = "failover";

    private final Arguments bounds;

    private Failover(Arguments bounds) {
        this.bounds = bounds;
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.liveness(
                            NAME,
                            "A capability that a fault took away is usable again while the fault is still in place.")
                    .withAssertions("A10")
                    .withReads(
                            "samples of the named capabilities while faults are in place, in transition too; full and slow ones are usable")
                    .withBounds(
                            "A client that knows a second provider needs a few failed attempts and a probe or two: 30 s is generous. "
                                    + "Failover by DNS takes the record's time to live on top; give it 120s.",
                            Parameter.text(
                                    "capabilities",
                                    "",
                                    "the capabilities that must fail over, separated by commas; every one unless given"),
                            Parameter.duration(
                                    "within",
                                    "30s",
                                    "10ms",
                                    "1h",
                                    "how long after the first sample that was not usable it must be again; stack time"),
                            Parameter.duration(
                                    "hold",
                                    "1s",
                                    "100ms",
                                    "10m",
                                    "how long every sample must be usable to count; stack time"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new Failover(setting.arguments());
        }

        @Override
        public Optional<String> refusal(Prospect prospect) {
            var bounds = prospect.setting().arguments();
            var needed = bounds.duration("within").plus(bounds.duration("hold"));
            var longest = Prospected.longestFault(prospect);
            return Samples.unknown(prospect.setting().stack(), "capabilities", bounds.text("capabilities"))
                    .or(() -> longest.compareTo(needed) > 0
                            ? Optional.empty()
                            : Optional.of("within and hold take " + Spans.words(needed)
                                    + ", but faults are in place for at most " + Spans.words(longest)
                                    + " without a break, so it could never be broken; ask for less, or lengthen a phase "
                                    + "with at-least"));
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var findings = new ArrayList<Finding>();
        boolean seen = false;
        for (var span : Spans.inPlace(run)) {
            if (span.proven()) {
                seen = true;
                for (var capability : Samples.named(run.stack(), bounds.text("capabilities"))) {
                    judge(run, span, capability).ifPresent(findings::add);
                }
            }
        }
        return seen ? Findings.few(NAME, findings) : List.of(Findings.noFault(NAME));
    }

    private Optional<Finding> judge(RunView run, Span span, Capability capability) {
        var samples = Samples.seen(run, capability.id(), span);
        if (samples.isEmpty()) {
            return Optional.of(Findings.tooFew(NAME, capability.id(), 0, 1));
        }
        long within = bounds.duration("within").toNanos();
        long hold = bounds.duration("hold").toNanos();
        boolean failedOver = false;
        for (int i = 0; i < samples.size(); ) {
            if (usable(samples.get(i), span)) {
                i++;
                continue;
            }
            var lost = samples.get(i);
            var back = back(samples, i, span, hold);
            if (back.isPresent() && samples.get(back.get()).due() - lost.due() <= within) {
                failedOver = true;
                i = back.get();
                continue;
            }
            long watched = span.to() - lost.due();
            if (back.isPresent() || watched >= within + hold + Samples.grain(capability)) {
                return Optional.of(Findings.failure(
                        NAME,
                        capability.id(),
                        capability.id() + ": must be usable again within " + bounds.text("within")
                                + " while the fault is in place, but "
                                + back.map(b -> "took "
                                                + Spans.words(samples.get(b).due() - lost.due()))
                                        .orElse("was not for " + Spans.words(watched) + ", until it was taken away"),
                        List.of(lost.line())));
            }
            // cut off by the removal: a loss in the last moments says nothing, nor does a later one after a failover
            return failedOver || watched <= hold
                    ? Optional.empty()
                    : Optional.of(Findings.inconclusive(
                            NAME,
                            capability.id(),
                            capability.id() + " was not usable for the last " + Spans.words(watched)
                                    + " before the fault was taken away, less than the " + bounds.text("within")
                                    + " it has and " + bounds.text("hold") + " to see it"));
        }
        return Optional.empty();
    }

    /** Where the first stretch of usable samples begins that lasts long enough. */
    private static Optional<Integer> back(List<Sample> samples, int lost, Span span, long hold) {
        int from = -1;
        for (int i = lost + 1; i < samples.size(); i++) {
            if (!usable(samples.get(i), span)) {
                from = -1;
            } else if (from < 0) {
                from = i;
            }
            if (from >= 0 && samples.get(i).due() - samples.get(from).due() >= hold) {
                return Optional.of(from);
            }
        }
        return Optional.empty();
    }

    /** An answer that came after the fault was gone is none that was given in spite of it. */
    private static boolean usable(Sample s, Span span) {
        return Samples.usable(s) && s.done() <= span.to();
    }
}
