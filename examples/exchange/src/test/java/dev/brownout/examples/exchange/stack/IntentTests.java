package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntentTests {
    private static List<Intent> draw(long seed) {
        var chance = new SplittableRandom(seed);
        return Stream.generate(() -> Intent.draw(chance, 50)).limit(2000).toList();
    }

    @Test
    void followFromTheSeedAlone() {
        assertThat(draw(7)).isEqualTo(draw(7)).isNotEqualTo(draw(8));
    }

    @Test
    void keepTheRulesOfTheirSymbol() {
        assertThat(draw(7)).allSatisfy(intent -> {
            assertThat(intent.trader()).isBetween(0, 49);
            assertThat(intent.symbol().accepts(intent.price())).isTrue();
            assertThat(intent.symbol().acceptsQuantity(intent.quantity())).isTrue();
            assertThat(intent.price().multiply(intent.quantity()))
                    .isGreaterThanOrEqualTo(intent.symbol().minNotional());
        });
    }

    @Test
    void areMostlyOrdersOnBothSides() {
        var kinds = draw(7).stream().collect(Collectors.groupingBy(Intent::kind, Collectors.counting()));
        assertThat(kinds.get(Intent.Kind.PLACE)).isBetween(1100L, 1300L);
        assertThat(kinds.get(Intent.Kind.CANCEL)).isBetween(320L, 480L);
        assertThat(kinds.get(Intent.Kind.READ_BALANCE)).isBetween(320L, 480L);
        assertThat(draw(7).stream().map(Intent::side).distinct()).hasSize(2);
    }
}
