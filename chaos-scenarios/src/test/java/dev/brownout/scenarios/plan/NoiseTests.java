package dev.brownout.scenarios.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brownout.api.Mode;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Standing;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoiseTests {
    @Test
    void should_allow_the_steady_share_one_point_and_what_chance_explains() {
        // (1 + 1) / (100 + 2) + 0.01 = 0.0296; 0.02 + 2.33 × √(0.0296 × 0.9704 × (1/100 + 1/400))
        assertThat(Noise.bound(0.01, 100, 400)).isCloseTo(0.02 + 0.0441, within(0.0005));
    }

    @Test
    void should_allow_less_the_more_samples_there_are_but_never_less_than_the_point() {
        assertThat(Noise.bound(0, 100, 1000)).isLessThan(Noise.bound(0, 100, 100));
        assertThat(Noise.bound(0, 1_000_000, 1_000_000)).isBetween(0.01, 0.0105);
        assertThat(Noise.bound(1, 10, 10)).isEqualTo(1);
    }

    @Test
    void should_seldom_call_a_difference_what_is_none() {
        var random = new SplittableRandom(7);
        int wrong = 0;
        for (int run = 0; run < 2000; run++) {
            double steady = bad(random, 100) / 100.0;
            wrong += bad(random, 200) / 200.0 > Noise.bound(steady, 100, 200) ? 1 : 0;
        }
        assertThat(wrong).isLessThan(20);
    }

    private static int bad(SplittableRandom random, int of) {
        int bad = 0;
        for (int i = 0; i < of; i++) {
            bad += random.nextDouble() < 0.03 ? 1 : 0;
        }
        return bad;
    }

    @Test
    void should_not_count_blind_samples_of_the_steady_phase() {
        var seen = sample(Mode.FULL, Standing.JUDGED);
        var blind = sample(Mode.HUNG, Standing.BLIND);
        assertThat(Noise.bound(List.of(seen, blind), 50)).isEqualTo(Noise.bound(0, 1, 50));
        assertThat(Noise.notFull(List.of(seen, blind))).isEqualTo(0.5);
        assertThat(Noise.notFull(List.of())).isZero();
    }

    private static RunView.Sample sample(Mode mode, Standing standing) {
        return new RunView.Sample(1, 0, 1, mode, OptionalLong.empty(), "", standing);
    }
}
