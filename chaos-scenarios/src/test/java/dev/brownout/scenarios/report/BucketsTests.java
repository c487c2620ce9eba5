package dev.brownout.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Mode;
import dev.brownout.scenarios.report.Chronicle.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketsTests {
    private static final long MS = 1_000_000;

    private static Point point(long due, long took, Mode mode) {
        return new Point(1, due * MS, (due + took) * MS, mode, "");
    }

    @Test
    void should_count_each_sample_once_in_the_bucket_in_which_it_was_due() {
        var samples = List.of(
                point(0, 1, Mode.FULL),
                point(99, 500, Mode.REFUSED),
                point(100, 1, Mode.FULL),
                point(299, 1, Mode.FULL));
        var buckets = Buckets.of(samples, 0, 300 * MS, 100 * MS);
        assertThat(buckets.size()).isEqualTo(3);
        assertThat(buckets.of(Mode.FULL)).containsExactly(1, 1, 1);
        assertThat(buckets.of(Mode.REFUSED)).containsExactly(1, 0, 0);
        assertThat(buckets.p99()[0]).isEqualTo(500);
    }

    @Test
    void should_leave_out_what_was_due_before_and_after() {
        var samples = List.of(point(49, 1, Mode.FULL), point(50, 1, Mode.FULL), point(150, 1, Mode.FULL));
        assertThat(Buckets.of(samples, 50 * MS, 150 * MS, 100 * MS).of(Mode.FULL))
                .containsExactly(1);
    }

    @Test
    void should_measure_only_answers() {
        var buckets = Buckets.of(List.of(point(0, 3000, Mode.HUNG), point(150, 7, Mode.FULL)), 0, 200 * MS, 100 * MS);
        assertThat(buckets.p50()[0]).isNaN();
        assertThat(buckets.p50()[1]).isEqualTo(7);
    }

    @Test
    void should_give_percentiles_by_nearest_rank() {
        var samples = new ArrayList<Point>();
        for (int i = 1; i <= 200; i++) {
            samples.add(point(i, i, Mode.FULL));
        }
        var buckets = Buckets.of(samples, 0, 1000 * MS, 1000 * MS);
        assertThat(buckets.p50()[0]).isEqualTo(100);
        assertThat(buckets.p99()[0]).isEqualTo(198);
    }

    @Test
    void should_choose_widths_that_keep_a_run_of_any_length_small() {
        assertThat(Buckets.width(60_000 * MS, 20)).isEqualTo(500 * MS);
        assertThat(Buckets.width(60_000 * MS, 1000)).isEqualTo(50 * MS);
        for (long seconds = 1; seconds < 1_000_000; seconds *= 3) {
            for (int rate : new int[] {1, 7, 20, 1000}) {
                long width = Buckets.width(seconds * 1000 * MS, rate);
                assertThat(seconds * 1000 * MS / width)
                        .as("%d s at %d/s", seconds, rate)
                        .isLessThanOrEqualTo(Buckets.MOST);
                assertThat(width * rate).isGreaterThanOrEqualTo(50 * MS);
            }
        }
    }
}
