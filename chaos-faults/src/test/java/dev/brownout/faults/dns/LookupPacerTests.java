package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LookupPacerTests {
    private final LookupPacer pacer = new LookupPacer();

    @Test
    void spaces_look_ups_of_one_name_in_one_jvm() {
        assertThat(pacer.reserve("a x", 0)).contains(Duration.ZERO);
        assertThat(pacer.reserve("a x", 0)).contains(Duration.ofMillis(500));
        assertThat(pacer.reserve("b x", 0)).contains(Duration.ZERO);
        assertThat(pacer.reserve("a x", Duration.ofMillis(900).toNanos())).contains(Duration.ofMillis(100));
        assertThat(pacer.reserve("a x", Duration.ofSeconds(10).toNanos())).contains(Duration.ZERO);
    }

    @Test
    void never_lets_a_queue_grow() {
        for (int i = 0; i <= 4; i++) {
            assertThat(pacer.reserve("a x", 0)).contains(LookupPacer.PAUSE.multipliedBy(i));
        }
        assertThat(pacer.reserve("a x", 0)).isEmpty();
        assertThat(pacer.reserve("a x", LookupPacer.PAUSE.toNanos())).contains(Duration.ofSeconds(2));
    }
}
