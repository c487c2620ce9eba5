package dev.brownout.faults.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionsTests {
    private static final DecisionStream STREAM = DecisionStream.of("fault/1", "a-to-b", "downstream");

    @Test
    void should_follow_a_seed_that_becomes_another_one() {
        var seed = new AtomicLong(1);
        var decisions = new Decisions(seed::get, (injection, stream, ordinal, hit) -> {});
        assertThat(hits(decisions)).isEqualTo(hits(new Decisions(1)));
        seed.set(2);
        assertThat(hits(decisions)).isEqualTo(hits(new Decisions(2))).isNotEqualTo(hits(new Decisions(1)));
    }

    private static List<Boolean> hits(Decisions decisions) {
        return IntStream.range(0, 200)
                .mapToObj(i -> decisions.hit(0.3, STREAM, i))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.014, 0.05, 0.07, 0.1, 0.17, 0.25, 0.3, 0.333, 0.5, 0.51, 0.67, 0.9, 0.99, 1})
    void should_hold_exactly_the_asked_share_in_each_hundred(double ratio) {
        for (long seed = 0; seed < 50; seed++) {
            var decisions = new Decisions(seed);
            for (int block = 0; block < 20; block++) {
                int from = block * 100;
                assertThat(IntStream.range(from, from + 100).filter(i -> decisions.hit(ratio, STREAM, i)))
                        .as("seed %d, block %d", seed, block)
                        .hasSize((int) Math.round(100 * ratio));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.002, 0.01, 0.014, 0.03, 0.1, 0.17, 0.25, 0.333, 0.5, 0.67, 0.9, 1})
    void should_hit_in_every_window(double ratio) {
        int window = Decisions.window(ratio);
        for (long seed = 0; seed < 50; seed++) {
            var decisions = new Decisions(seed);
            int drought = 0;
            int longest = 0;
            for (int i = 0; i < 6000; i++) {
                drought = decisions.hit(ratio, STREAM, i) ? 0 : drought + 1;
                longest = Math.max(longest, drought);
            }
            assertThat(longest).as("seed %d", seed).isLessThan(window);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 0.75, 1})
    void should_never_be_dry_for_twice_the_mean_distance(double ratio) {
        assertThat(Decisions.window(ratio)).isLessThanOrEqualTo(2 * (int) Math.ceil(1 / ratio));
        assertThat((double) Decisions.window(ratio) - 1).isLessThan(2 / ratio);
    }

    @Test
    void should_not_depend_on_the_order_in_which_streams_ask() {
        var streams = IntStream.range(0, 20)
                .mapToObj(i -> DecisionStream.of("fault", i))
                .toList();
        record Ask(DecisionStream stream, int ordinal) {}
        var asks = new ArrayList<Ask>();
        streams.forEach(s -> IntStream.range(0, 200).forEach(i -> asks.add(new Ask(s, i))));
        var inOrder = new HashMap<Ask, Boolean>();
        var decisions = new Decisions(7);
        asks.forEach(a -> inOrder.put(a, decisions.hit(0.3, a.stream(), a.ordinal())));

        Collections.shuffle(asks, new Random(1));

        assertThat(asks)
                .allSatisfy(a -> assertThat(new Decisions(7).hit(0.3, a.stream(), a.ordinal()))
                        .isEqualTo(inOrder.get(a)));
    }

    @Test
    void should_repeat_for_one_seed_and_differ_between_seeds_and_streams() {
        assertThat(pattern(1, STREAM)).isEqualTo(pattern(1, STREAM)).isNotEqualTo(pattern(2, STREAM));
        assertThat(pattern(1, STREAM)).isNotEqualTo(pattern(1, DecisionStream.of("fault/1", "a-to-b", "upstream")));
        assertThat(DecisionStream.of("a", "b")).isNotEqualTo(DecisionStream.of("ab"));
    }

    @Test
    void should_not_favour_a_place_within_a_stratum() {
        int[] counts = new int[10];
        for (int seed = 0; seed < 500; seed++) {
            for (int i = 0; i < 100; i++) {
                counts[i % 10] += new Decisions(seed).hit(0.1, STREAM, i) ? 1 : 0;
            }
        }
        // 5000 hits over 10 places; five standard deviations are 106
        assertThat(Arrays.stream(counts).boxed()).allSatisfy(c -> assertThat(c).isBetween(394, 606));
    }

    @Test
    void should_draw_uniformly() {
        var decisions = new Decisions(3);
        var draws = IntStream.range(0, 10_000)
                .mapToObj(i -> decisions.uniform(STREAM, i))
                .toList();

        assertThat(draws).allMatch(d -> d >= 0 && d < 1);
        assertThat(draws.stream().mapToDouble(d -> d).average().orElseThrow()).isCloseTo(0.5, within(0.02));
    }

    @Test
    void should_never_hit_for_nothing_and_always_for_all() {
        var decisions = new Decisions(5);
        assertThat(IntStream.range(0, 500).anyMatch(i -> decisions.hit(0, STREAM, i) || decisions.hit(-1, STREAM, i)))
                .isFalse();
        assertThat(IntStream.range(0, 500).allMatch(i -> decisions.hit(1, STREAM, i) && decisions.hit(2.5, STREAM, i)))
                .isTrue();
    }

    private static List<Boolean> pattern(long seed, DecisionStream stream) {
        return IntStream.range(0, 200)
                .mapToObj(i -> new Decisions(seed).hit(0.2, stream, i))
                .toList();
    }
}
