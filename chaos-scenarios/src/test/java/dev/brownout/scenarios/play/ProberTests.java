package dev.brownout.scenarios.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProberTests {
    private static final Capability BUY = new Capability("buy", "", Duration.ofMillis(500), Duration.ofSeconds(2), 20);

    @Test
    void latencyTurnsFullIntoSlowAndAnythingIntoHung() {
        assertThat(Prober.mode(BUY, 0, 500_000_000L, Mode.FULL)).isEqualTo(Mode.FULL);
        assertThat(Prober.mode(BUY, 0, 500_000_001L, Mode.FULL)).isEqualTo(Mode.SLOW);
        assertThat(Prober.mode(BUY, 0, 1_999_999_999L, Mode.REFUSED)).isEqualTo(Mode.REFUSED);
        assertThat(Prober.mode(BUY, 0, 2_000_000_000L, Mode.REFUSED)).isEqualTo(Mode.HUNG);
    }

    @Test
    void aStallIsAGapBetweenTwoLooksAtTheClock() {
        assertThat(StallMeter.note(0, 10_000_000)).isEmpty();
        assertThat(StallMeter.note(0, 110_000_000)).isEmpty();
        assertThat(StallMeter.note(0, 110_000_001)).isPresent();
    }
}
