package dev.brownout.faults.tcp.toxic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RampTests {
    @ParameterizedTest
    @CsvSource({"-5,0", "100,0", "150,0.25", "200,0.5", "300,1", "900,1"})
    void should_grow_in_proportion_to_time(long now, double strength) {
        assertThat(new Ramp(100, 200).strength(now)).isEqualTo(strength);
    }

    @Test
    void should_have_its_full_strength_at_once_without_a_length() {
        assertThat(new Ramp(100, 0).strength(100)).isEqualTo(1);
        assertThat(new Ramp(100, -7).done(100)).isTrue();
        assertThat(new Ramp(100, 0).onset(0.9)).isEqualTo(100);
    }

    @Test
    void should_begin_with_each_in_turn() {
        var ramp = new Ramp(100, 200);
        assertThat(ramp.onset(0)).isEqualTo(100);
        assertThat(ramp.onset(0.5)).isEqualTo(200);
        assertThat(ramp.strength(ramp.onset(0.75))).isEqualTo(0.75);
        assertThat(ramp.done(299)).isFalse();
        assertThat(ramp.done(300)).isTrue();
    }
}
