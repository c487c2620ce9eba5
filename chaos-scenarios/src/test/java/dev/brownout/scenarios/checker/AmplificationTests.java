package dev.brownout.scenarios.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Runs;
import dev.brownout.scenarios.fixture.Stacks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The figure behind retry-amplification, for whoever asks for it. */
class AmplificationTests {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    @Test
    void should_measure_what_each_role_got_for_each_of_the_users_requests() {
        // from 20 s to 30 s the engine gets twice as much, a seventh of the 70 s since the first fault
        var run = new Runs().more("gateway-1-to-engine", 20, 30, 0, 60, 0);
        var measured = Amplification.of(run.view(), WINDOW);
        assertThat(measured.keySet()).containsExactly("cloud", "engine", "gateway");
        assertThat(Readers.at(measured, "engine")).satisfies(a -> {
            assertThat(a.worst()).isCloseTo(2, within(1e-6));
            assertThat(a.sustained()).isCloseTo(1 + 1.0 / 7, within(1e-6));
        });
        assertThat(Readers.at(measured, "gateway")).isEqualTo(new Amplification("gateway", 1, 1));
    }

    @Test
    void should_leave_out_what_was_not_counted() {
        assertThat(Amplification.of(new Runs().uncounted("gateway-2-to-engine").view(), WINDOW))
                .doesNotContainKey("engine")
                .containsKey("gateway");
        assertThat(Amplification.of(new Runs().faults().view(), WINDOW)).isEmpty();
    }

    @Test
    void should_say_that_nobody_counts_users() {
        assertThatThrownBy(() -> Amplification.of(new Runs().of(Stacks.plain()).view(), WINDOW))
                .hasMessage(
                        "a link of fixture:plain must be labelled front: true, so that users' requests can be counted, but"
                                + " none is");
    }
}
