package dev.brownout.scenarios.checker;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Mode;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Sample;
import dev.brownout.api.RunView.Standing;
import dev.brownout.scenarios.checker.Samples.Share;
import dev.brownout.scenarios.plan.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A2: who is told no is told so honestly: 503 or 429, JSON with a stable code, and when to try again; never a provider's
 * page, a reset or nothing at all.
 */
public final class HonestErrors implements Checker {
    private static final String NAME = "honest-errors";

    private final double share;

    private HonestErrors(double share) {
        this.share = share;
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "Every failed answer is an honest no: 503 or 429, JSON with a stable code, and Retry-After; never a provider's page or a reset.")
                    .withAssertions("A2")
                    .withReads(
                            "samples of every capability from the steady stretch to the end, in transition too: each is refused (honest) or error (not)")
                    .withBounds(
                            "A client that is told what happened can wait, resend or ask; one that is shown a provider's page can only guess, "
                                    + "and one guess is one order too many: so every one of them.",
                            Parameter.ratio("share", "1", "the share of failed answers that must be honest"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new HonestErrors(setting.arguments().ratio("share"));
        }

        @Override
        public Optional<String> refusal(Prospect prospect) {
            double tolerance = 1 - prospect.setting().arguments().ratio("share");
            return Prospected.tooFew(prospect, prospect.setting().stack().capabilities(), tolerance);
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var findings = new ArrayList<Finding>();
        boolean seen = false;
        for (var capability : run.stack().capabilities()) {
            var id = capability.id();
            var samples = Samples.of(run, id).stream()
                    .filter(s -> s.standing() != Standing.BLIND)
                    .filter(s -> run.windows().stream().anyMatch(w -> w.has(s.due())))
                    .toList();
            seen |= samples.stream().anyMatch(s -> Spans.faulted(run).stream().anyMatch(w -> w.has(s.due())));
            judge(id, samples).ifPresent(findings::add);
        }
        if (!seen && findings.isEmpty()) {
            findings.add(Findings.noFault(NAME));
        }
        return List.copyOf(findings);
    }

    private Optional<Finding> judge(String id, List<Sample> samples) {
        var dishonest = samples.stream().filter(s -> s.mode() == Mode.ERROR).toList();
        long failed = dishonest.size()
                + samples.stream().filter(s -> s.mode() == Mode.REFUSED).count();
        var held = Samples.share(dishonest.size(), failed, 1 - share);
        if (dishonest.isEmpty() || held == Share.HELD) {
            return Optional.empty();
        }
        return Optional.of(
                held == Share.TOO_FEW
                        ? Findings.inconclusive(
                                NAME,
                                id,
                                dishonest.size() + " of " + failed + " failed answers of " + id
                                        + " were not honest, and it takes " + Evidence.needed(1 - share)
                                        + " failed ones to tell whether that is too many")
                        : Findings.failure(
                                NAME,
                                id,
                                id + ": a failed answer must be an honest no (503 or 429, JSON, Retry-After), but "
                                        + dishonest.size() + " of " + failed + " were not; the first: "
                                        + detail(dishonest.get(0)),
                                Samples.lines(dishonest)));
    }

    private static String detail(Sample s) {
        return s.detail().isEmpty() ? "(nothing is known of it)" : s.detail();
    }
}
