package dev.brownout.faults.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.decide.DecisionLog.Decision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionLogTests {
    private final DecisionLog log = new DecisionLog();

    @Test
    void should_tell_each_decision_of_an_injection_once_and_in_order() {
        log.note("a", "s", 1, true);
        log.note("b", "s", 0, true);
        log.note("a", "s", 0, false);
        log.note("a", "s", 1, true);
        log.note("a", "t", 0, true);
        assertThat(log.of("a"))
                .isEqualTo(Map.of(
                        "s", List.of(new Decision("a", "s", 0, false), new Decision("a", "s", 1, true)),
                        "t", List.of(new Decision("a", "t", 0, true))));
        assertThat(log.of("c")).isEmpty();
        assertThat(log.dropped()).isZero();
    }

    @Test
    void should_drop_the_oldest_and_say_so() {
        for (int i = 0; i < DecisionLog.MOST + 5; i++) {
            log.note("a", "s", i, false);
        }
        assertThat(log.dropped()).isEqualTo(5);
        assertThat(log.of("a").get("s"))
                .hasSize(DecisionLog.MOST)
                .first()
                .extracting(Decision::ordinal)
                .isEqualTo(5L);
    }

    @Test
    void should_be_told_by_whoever_decides_for_a_stream() {
        var decider = new Decisions(7, log).decider("a", "s", DecisionStream.of("s"));
        boolean hit = decider.hit(0.5, 3);
        boolean part = decider.parts(3, "up").hit(0.5, 0);
        assertThat(log.of("a"))
                .isEqualTo(Map.of(
                        "s", List.of(new Decision("a", "s", 3, hit)),
                        "s 3 up", List.of(new Decision("a", "s 3 up", 0, part))));
        assertThat(hit).isEqualTo(new Decisions(7).hit(0.5, DecisionStream.of("s"), 3));
    }
}
