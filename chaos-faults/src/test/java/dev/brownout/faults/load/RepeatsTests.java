package dev.brownout.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RepeatsTests {
    private static Repeats repeats(double givenUp, boolean jittered) {
        return new Repeats(
                3, givenUp, Duration.ofMillis(100), jittered, new Decisions(1), DecisionStream.of("id", "repeats"));
    }

    @Test
    void should_repeat_what_failed_as_often_as_asked() {
        var repeats = repeats(0, false);
        assertThat(repeats.again(0, 0, true)).isTrue();
        assertThat(repeats.again(0, 2, true)).isTrue();
        assertThat(repeats.again(0, 3, true)).isFalse();
        assertThat(repeats.again(0, 0, false)).isFalse();
        assertThat(Repeats.none().again(0, 0, true)).isFalse();
    }

    @Test
    void should_repeat_the_share_of_good_answers_that_nobody_waits_for() {
        var repeats = repeats(0.3, false);
        assertThat(LongStream.range(0, 200).filter(n -> repeats.again(n, 0, false)))
                .hasSize(60);
    }

    @Test
    void should_wait_in_step_or_each_its_own_time() {
        assertThat(LongStream.range(0, 100).map(n -> repeats(0, false).waitNanos(n, 0)))
                .containsOnly(100_000_000L);
        var jittered = LongStream.range(0, 100)
                .map(n -> repeats(0, true).waitNanos(n, 1))
                .boxed()
                .toList();
        assertThat(jittered).allSatisfy(ns -> assertThat(ns).isBetween(0L, 200_000_000L));
        assertThat(jittered.stream().distinct()).hasSizeGreaterThan(90);
        assertThat(LongStream.range(0, 100)
                        .map(n -> repeats(0, true).waitNanos(n, 1))
                        .boxed())
                .isEqualTo(jittered);
    }
}
