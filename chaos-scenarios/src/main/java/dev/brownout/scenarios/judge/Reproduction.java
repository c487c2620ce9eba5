package dev.brownout.scenarios.judge;

import dev.brownout.api.Finding;
import dev.brownout.scenarios.journal.Event;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether judging a stored journal comes to what was said when the run ended: the same rules must, line for line. */
public final class Reproduction {
    private Reproduction() {}

    /**
     * Tell what differs.
     *
     * @param judge a judge that has been shown the whole journal; that it holds no signal which the rules do not give, it has
     *     checked already
     * @param verdict its verdict
     * @return the first difference, in words; empty when there is none, or when the journal says not what was judged. Where a
     *     checker was given up, then or now, only that is the same which does not hang on time and memory: nothing is compared
     */
    public static Optional<String> difference(Judge judge, Verdict verdict) {
        var stored = judge.stored();
        var now = verdict.findings().stream().map(Finding::message).toList();
        if (stored.isEmpty() || givenUp(stored.get().findings()) || givenUp(now)) {
            return Optional.empty();
        }
        return Stream.of(
                        different("was judged", stored.get().outcome(), verdict.outcome()),
                        different("had the findings", stored.get().findings(), now),
                        different(
                                "left out the signals",
                                List.of(),
                                judge.unsaid().stream()
                                        .map(Event.Signalled::signal)
                                        .toList()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> different(String what, Object then, Object now) {
        return then.equals(now)
                ? Optional.empty()
                : Optional.of("the run " + what + " " + then + " when it ended, but its journal gives " + now + " now");
    }

    private static boolean givenUp(List<String> findings) {
        return findings.stream().anyMatch(m -> m.startsWith("checker ") && m.contains(" could not judge: "));
    }
}
