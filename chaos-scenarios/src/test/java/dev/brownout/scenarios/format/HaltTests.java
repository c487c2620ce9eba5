package dev.brownout.scenarios.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Halt;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of halt conditions. */
class HaltTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "place-order full < 20% for 10s",
                "place-order graceful < 12.5% for 1m30s",
                "no-lost-acks broken",
                "stop-file ops/stop",
                "stop-file /tmp/a file"
            })
    void should_write_what_it_has_read(String text) {
        assertThat(Halt.parse(text).words()).isEqualTo(text);
        assertThat(Halt.parse(Halt.parse(text).words())).isEqualTo(Halt.parse(text));
    }

    @Test
    void should_read_a_share_either_way_and_any_white_space() {
        assertThat(Halt.parse("  place-order  full <  0.2 for 10s "))
                .isEqualTo(Halt.parse("place-order full < 20% for 10s"))
                .isEqualTo(new Halt.Below("place-order", Halt.Quality.FULL, 0.2, Duration.ofSeconds(10)));
        assertThat(Halt.parse("x full < 100% for 1s").words()).isEqualTo("x full < 100% for 1s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "place-order below 20% for 10s; halt condition must be CAPABILITY full|graceful < SHARE for DURATION",
                "place-order full < 20%; halt condition must be CAPABILITY",
                "place-order full > 20% for 10s; halt condition must be CAPABILITY",
                "place-order fine < 20% for 10s; must count full or graceful answers, but counts \"fine\"",
                "place-order full < 0% for 10s; must be over 0% and up to 100%, but was 0.0: no share is below that",
                "place-order full < 120% for 10s; must be over 0% and up to 100%, but was 1.2",
                "place-order full < some for 10s; must be a number such as 20% or 0.2, but was \"some\"",
                "place-order full < -1% for 10s; must be a number such as 20% or 0.2, but was \"-1%\"",
                "place-order full < 20% for 0s; \"for\" of a halt condition must be > 0",
                "place-order full < 20% for 10; duration must be a number with a unit",
                "Place_Order full < 20% for 10s; capability of a halt condition must be lower-case letters",
                "stop-file; stop-file must name a path",
                "broken; halt condition must be CAPABILITY",
                "''; halt condition must be CAPABILITY"
            })
    void should_say_what_is_wrong(String text, String words) {
        assertThatThrownBy(() -> Halt.parse(text))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining(words);
    }
}
