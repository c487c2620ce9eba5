package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.dns.CacheLag.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheLagTests {
    private final CacheLag lag = new CacheLag();

    private String note(State wire, State lookup, int millis) {
        return lag.note("a", wire, lookup, Duration.ofMillis(millis).toNanos());
    }

    @Test
    void should_tell_how_late_onset_and_recovery_are_noticed() {
        assertThat(note(State.HEALTH, State.HEALTH, 0)).isEmpty();
        assertThat(note(State.SYMPTOM, State.HEALTH, 100)).isEqualTo("look-up still as before, 0.0 s after the wire");
        assertThat(note(State.NEITHER, State.HEALTH, 300)).isEmpty();
        assertThat(note(State.SYMPTOM, State.HEALTH, 600)).isEqualTo("look-up still as before, 0.5 s after the wire");
        assertThat(note(State.SYMPTOM, State.SYMPTOM, 1000)).isEqualTo("look-up followed the wire 0.9 s later");
        assertThat(note(State.SYMPTOM, State.SYMPTOM, 9000)).isEqualTo("look-up followed the wire 0.9 s later");
        assertThat(note(State.HEALTH, State.SYMPTOM, 10_000))
                .isEqualTo("look-up still as before, 0.0 s after the wire");
        assertThat(note(State.HEALTH, State.HEALTH, 12_000)).isEqualTo("look-up followed the wire 2.0 s later");
    }

    @Test
    void should_not_time_what_it_did_not_see_turn() {
        assertThat(note(State.SYMPTOM, State.HEALTH, 0)).isEqualTo("look-up still as before");
        assertThat(note(State.SYMPTOM, State.SYMPTOM, 500)).isEmpty();
        assertThat(lag.note("b", State.HEALTH, State.HEALTH, 0)).isEmpty();
    }
}
