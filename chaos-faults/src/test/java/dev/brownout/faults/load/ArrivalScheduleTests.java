package dev.brownout.faults.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrivalScheduleTests {
    private static final long MS = 1_000_000;
    private static final DecisionStream STREAM = DecisionStream.of("id", "link");

    private static ArrivalSchedule schedule(double rate, Duration ramp, Shape shape, long seed) {
        return new ArrivalSchedule(rate, ramp, shape, new Decisions(seed), STREAM);
    }

    private static List<Long> due(ArrivalSchedule schedule, long count) {
        return LongStream.range(0, count).mapToObj(schedule::due).toList();
    }

    private static long before(ArrivalSchedule schedule, Duration end) {
        return LongStream.iterate(0, n -> n + 1)
                .takeWhile(n -> schedule.due(n) < end.toNanos())
                .count();
    }

    @Test
    void should_lie_equally_far_apart() {
        assertThat(due(schedule(100, Duration.ZERO, Shape.EVEN, 1), 4)).containsExactly(0L, 10 * MS, 20 * MS, 30 * MS);
    }

    @Test
    void should_come_all_at_the_beginning_of_each_second() {
        var bursts = schedule(4, Duration.ZERO, Shape.BURSTS, 1);
        assertThat(due(bursts, 9))
                .containsExactly(0L, 0L, 0L, 0L, 1000 * MS, 1000 * MS, 1000 * MS, 1000 * MS, 2000 * MS);
    }

    @Test
    void should_place_each_in_its_own_interval_by_the_seed() {
        var jittered = schedule(100, Duration.ZERO, Shape.JITTERED, 1);
        for (int n = 0; n < 1000; n++) {
            assertThat(jittered.due(n)).isBetween(n * 10L * MS, (n + 1) * 10L * MS);
        }
        assertThat(due(jittered, 1000))
                .isEqualTo(due(schedule(100, Duration.ZERO, Shape.JITTERED, 1), 1000))
                .isNotEqualTo(due(schedule(100, Duration.ZERO, Shape.JITTERED, 2), 1000));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void should_grow_linearly_to_its_rate(Shape shape) {
        // five times as many within four minutes, as on 1 June 2020: the rate grows by 1 a second each 2.4 s
        var ramped = schedule(100, Duration.ofMinutes(4), shape, 1);
        assertThat(before(ramped, Duration.ofMinutes(1))).isCloseTo(750, within(30L));
        assertThat(before(ramped, Duration.ofMinutes(2))).isCloseTo(3_000, within(60L));
        assertThat(before(ramped, Duration.ofMinutes(4))).isCloseTo(12_000, within(120L));
        assertThat(before(ramped, Duration.ofMinutes(5))).isCloseTo(18_000, within(120L));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void should_never_go_back(Shape shape) {
        assertThat(due(schedule(333, Duration.ofSeconds(3), shape, 7), 3_000)).isSorted();
    }

    @Test
    void should_spread_a_number_over_a_time() {
        var all = ArrivalSchedule.spread(200, Duration.ofSeconds(10), Shape.EVEN, new Decisions(1), STREAM);
        assertThat(all.due(0)).isZero();
        assertThat(all.due(199)).isEqualTo(9_950 * MS);
        var atOnce = ArrivalSchedule.spread(200, Duration.ZERO, Shape.EVEN, new Decisions(1), STREAM);
        assertThat(due(atOnce, 200)).containsOnly(0L);
    }
}
