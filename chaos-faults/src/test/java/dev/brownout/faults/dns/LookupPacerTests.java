package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LookupPacerTests {
    private static final Duration PATIENCE = LookupPacer.LONGEST_WAIT;
    private final LookupPacer pacer = new LookupPacer();

    @Test
    void should_space_look_ups_of_one_name_in_one_jvm() {
        assertThat(pacer.reserve("a x", 0, PATIENCE)).contains(Duration.ZERO);
        assertThat(pacer.reserve("a x", 0, PATIENCE)).contains(Duration.ofMillis(500));
        assertThat(pacer.reserve("b x", 0, PATIENCE)).contains(Duration.ZERO);
        assertThat(pacer.reserve("a x", Duration.ofMillis(900).toNanos(), PATIENCE))
                .contains(Duration.ofMillis(100));
        assertThat(pacer.reserve("a x", Duration.ofSeconds(10).toNanos(), PATIENCE))
                .contains(Duration.ZERO);
    }

    @Test
    void should_never_let_a_queue_grow() {
        for (int i = 0; i <= 4; i++) {
            assertThat(pacer.reserve("a x", 0, PATIENCE)).contains(LookupPacer.PAUSE.multipliedBy(i));
        }
        assertThat(pacer.reserve("a x", 0, PATIENCE)).isEmpty();
        assertThat(pacer.reserve("a x", LookupPacer.PAUSE.toNanos(), PATIENCE)).contains(Duration.ofSeconds(2));
    }

    @Test
    void should_reserve_nothing_for_who_does_not_wait() {
        assertThat(pacer.reserve("a x", 0, Duration.ZERO)).contains(Duration.ZERO);
        assertThat(pacer.reserve("a x", 0, Duration.ZERO)).isEmpty();
        assertThat(pacer.reserve("a x", LookupPacer.PAUSE.toNanos(), Duration.ZERO))
                .contains(Duration.ZERO);
    }
}
