package dev.brownout.scenarios.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Finding;
import dev.brownout.api.Mode;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One run has one verdict, however often it is judged and in whatever order simultaneous answers were written down. */
class FlickerTests {
    private static final int TIMES = 100;

    /** Runs that end differently. */
    enum Run {
        DEGRADED,
        FAILED,
        BLIND,
        SLOW;

        Story story() {
            return switch (this) {
                case DEGRADED -> Story.degraded();
                case FAILED ->
                    new Story()
                            .steady()
                            .broken()
                            .samples("buy", 1, 4, due -> due % 3 == 0 ? Mode.ERROR : Mode.REFUSED, 7)
                            .samples("look", 1, 4, due -> due % (Story.SECOND / 5) == 0 ? Mode.SLOW : Mode.FULL, 600)
                            .lifted()
                            .recovered();
                case BLIND ->
                    Story.degraded().then(new Event.Stalled((long) (4.9 * Story.SECOND), (long) (5.2 * Story.SECOND)));
                case SLOW ->
                    new Story()
                            .steady()
                            .broken()
                            .samples("buy", 1, 4, Mode.REFUSED)
                            .samples("look", 1, 4, Mode.FULL)
                            .lifted()
                            .samples("buy", 4.2, 7.3, Mode.HUNG)
                            .samples("look", 4.2, 9, Mode.FULL)
                            .samples("buy", 7.3, 9, Mode.FULL)
                            .ended();
            };
        }
    }

    /** What a verdict says, but for the numbers of the lines, which are moved. */
    private record Said(Object outcome, List<String> findings, List<Row> rows, Map<String, Double> recovered) {
        static Said of(Verdict v) {
            return new Said(
                    v.outcome(),
                    v.findings().stream().map(Finding::message).toList(),
                    v.rows(),
                    v.recoveredEachMillis());
        }
    }

    private static Verdict judge(List<Line> lines) {
        var judge = new Judge(Readers.checkers());
        lines.forEach(judge::accept);
        var verdict = judge.finish(Optional.empty());
        assertThat(judge.unsaid()).isEmpty();
        return verdict;
    }

    @ParameterizedTest
    @EnumSource
    void should_judge_one_journal_the_same_a_hundred_times(Run run) {
        var lines = run.story().lines(Readers.checkers());
        assertThat(IntStream.range(0, TIMES).mapToObj(i -> judge(lines)).collect(Collectors.toSet()))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void should_judge_the_same_in_whatever_order_simultaneous_answers_were_written(Run run) {
        var verdicts = IntStream.range(0, TIMES)
                .mapToObj(seed -> Said.of(judge(
                        run.story().reordered(events -> shuffled(events, seed)).lines(Readers.checkers()))))
                .collect(Collectors.toSet());
        assertThat(verdicts).hasSize(1);
    }

    /** Each unbroken stretch of samples in order of the answers, those that were answered at the same time in any. */
    private static List<Event> shuffled(List<Event> events, int seed) {
        var random = new Random(seed);
        var out = new ArrayList<Event>();
        var probed = new ArrayList<Event.Probed>();
        for (var e : events) {
            if (e instanceof Event.Probed p) {
                probed.add(p);
            } else {
                drain(probed, random, out);
                out.add(e);
            }
        }
        drain(probed, random, out);
        return out;
    }

    private static void drain(List<Event.Probed> probed, Random random, List<Event> out) {
        Collections.shuffle(probed, random);
        ToLongFunction<Event.Probed> done = Event.Probed::done;
        probed.sort(java.util.Comparator.comparingLong(done));
        out.addAll(probed);
        probed.clear();
    }
}
