package dev.brownout.faults.vantage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourceMarksTests {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final SourceMarks marks = new SourceMarks(now::get);

    private static InetSocketAddress source(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void a_mark_ends_by_time_even_where_the_clock_wraps() {
        assertThat(marks.isMarked(source(1))).isFalse();
        marks.mark(source(1), SECOND);
        assertThat(marks.isMarked(source(1))).isTrue();
        assertThat(marks.isMarked(source(2))).isFalse();
        now.addAndGet(SECOND.toNanos());
        assertThat(marks.isMarked(source(1))).isFalse();
    }

    @Test
    void a_new_mark_takes_the_place_of_the_old() {
        marks.mark(source(1), SECOND.multipliedBy(10));
        marks.mark(source(1), SECOND);
        now.addAndGet(SECOND.toNanos());
        assertThat(marks.isMarked(source(1))).isFalse();
    }

    @Test
    void a_mark_that_is_taken_is_gone() {
        marks.mark(source(1), SECOND);
        assertThat(marks.take(source(1))).isTrue();
        assertThat(marks.take(source(1))).isFalse();
        marks.mark(source(1), SECOND);
        now.addAndGet(SECOND.toNanos());
        assertThat(marks.take(source(1))).as("over").isFalse();
    }

    @Test
    void memory_is_bounded() {
        for (int port = 1; port <= SourceMarks.MOST + 1; port++) {
            marks.mark(source(port), SECOND);
        }
        assertThat(marks.isMarked(source(1))).isFalse();
        assertThat(marks.isMarked(source(2))).isTrue();
        assertThat(marks.isMarked(source(SourceMarks.MOST + 1))).isTrue();
    }
}
