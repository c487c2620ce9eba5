package dev.brownout.scenarios.checker;

import dev.brownout.api.Capability;
import dev.brownout.api.Checker.Prospect;
import dev.brownout.api.Checker.Stretch;
import dev.brownout.scenarios.plan.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What checkers can tell from a plan before anything is played. */
final class Prospected {
    private Prospected() {}

    /** Say of which capability phases with faults will give too few samples for a share bound. */
    static Optional<String> tooFew(Prospect prospect, List<Capability> capabilities, double tolerance) {
        var judged = prospect.phases().stream()
                .filter(Stretch::faults)
                .map(Stretch::judged)
                .reduce(Duration.ZERO, Duration::plus);
        int needed = Evidence.needed(tolerance);
        return capabilities.stream()
                .filter(c -> samples(c, judged) < needed)
                .findFirst()
                .map(c -> "it needs " + needed + " samples of " + c.id()
                        + " outside transitions in phases with faults, but there will be " + samples(c, judged)
                        + " for sure; lengthen them with at-least by "
                        + Spans.words(Duration.ofMillis(
                                (long) Math.ceil(1000.0 * (needed - samples(c, judged)) / c.probesPerSecond())))
                        + " in all, or leave the checker out");
    }

    static long samples(Capability capability, Duration length) {
        return length.toMillis() * capability.probesPerSecond() / 1000;
    }

    /** The longest stretch of phases without a break in which something is wrong. */
    static Duration longestFault(Prospect prospect) {
        var longest = Duration.ZERO;
        var now = Duration.ZERO;
        for (var phase : prospect.phases()) {
            now = phase.faults() ? now.plus(phase.length()) : Duration.ZERO;
            longest = now.compareTo(longest) > 0 ? now : longest;
        }
        return longest;
    }
}
