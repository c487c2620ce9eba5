package dev.brownout.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PaceTests {
    private static final long MS = 1_000_000;

    private static Pace pace(long most, Duration life) {
        return new Pace(
                new ArrivalSchedule(1000, Duration.ZERO, Shape.EVEN, new Decisions(1), DecisionStream.of("id")),
                most,
                life);
    }

    private static List<Long> takeAll(Pace pace, long elapsed) {
        var taken = new ArrayList<Long>();
        for (var next = pace.poll(elapsed); next.isPresent(); next = pace.poll(elapsed)) {
            taken.add(next.getAsLong());
        }
        return taken;
    }

    @Test
    void should_hand_out_each_once_when_it_is_due() {
        var pace = pace(100, Duration.ofMinutes(1));
        assertThat(takeAll(pace, 0)).containsExactly(0L);
        assertThat(pace.left(0)).hasValue(MS);
        assertThat(takeAll(pace, MS - 1)).isEmpty();
        assertThat(takeAll(pace, 2 * MS)).containsExactly(1L, 2L);
    }

    @Test
    void should_hand_out_what_a_pause_has_made_late() {
        var pace = pace(100, Duration.ofMinutes(1));
        assertThat(takeAll(pace, 0)).hasSize(1);
        assertThat(pace.left(50 * MS)).hasValue(-49 * MS);
        assertThat(takeAll(pace, 50 * MS)).hasSize(50);
    }

    @Test
    void should_end_with_the_last() {
        var pace = pace(3, Duration.ofMinutes(1));
        assertThat(takeAll(pace, 1000 * MS)).hasSize(3);
        assertThat(pace.left(1000 * MS)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void should_end_with_its_life() {
        var pace = pace(1_000_000, Duration.ofSeconds(1));
        assertThat(takeAll(pace, 5_000 * MS)).hasSize(1001);
        assertThat(pace.left(5_000 * MS)).isEmpty();
    }
}
