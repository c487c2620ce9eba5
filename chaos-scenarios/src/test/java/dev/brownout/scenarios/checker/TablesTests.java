package dev.brownout.scenarios.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables in which checkers keep what they remember, against those of the JDK. */
class TablesTests {
    @ParameterizedTest
    @ValueSource(longs = {1, -1, 1L << 32, 1L << 56, 0x9E3779B97F4A7C15L})
    void should_remember_what_is_unanswered_until_it_is_answered(long step) {
        var random = new SplittableRandom(7);
        var open = new Unanswered<Integer>();
        var model = new HashMap<Long, Integer>();
        for (int i = 0; i < 20_000; i++) {
            // few ids, so that they come again, in every phase between empty and several times grown
            long id = random.nextInt(1 + i / 50 % 300) * step;
            if (random.nextInt(100) < 50 + 40 * (i / 4000 % 2 == 0 ? 1 : -1)) {
                open.put(id, i);
                model.put(id, i);
            } else {
                assertThat(open.remove(id)).isEqualTo(model.remove(id));
            }
        }
        var left = new ArrayList<Integer>();
        open.forEach(left::add);
        assertThat(left).containsExactlyInAnyOrderElementsOf(model.values());
        model.forEach((id, what) -> assertThat(open.remove(id)).isEqualTo(what));
        open.forEach(what -> assertThat(what).as("what is left").isNull());
    }

    private static void numbered(IntFunction<String> name) {
        var keys = new Keys();
        var model = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < 30_000; i++) {
            var text = name.apply(i);
            int next = model.size();
            assertThat(keys.find(text)).isEqualTo(model.getOrDefault(text, -1));
            assertThat(keys.add(text)).isEqualTo(model.computeIfAbsent(text, t -> next));
        }
        assertThat(keys.size()).isEqualTo(model.size());
        model.forEach((text, number) -> {
            assertThat(keys.find(text)).isEqualTo(number);
            assertThat(keys.text(number)).isEqualTo(text);
        });
    }

    @Test
    void should_number_texts_in_the_order_in_which_they_come() {
        var random = new SplittableRandom(7);
        numbered(i -> "w1-" + i);
        numbered(i -> "w1-" + i / 3);
        numbered(i -> Integer.toString(random.nextInt(20_000)));
        numbered(i -> Long.toHexString(random.nextLong()));
    }

    @Test
    void should_number_texts_of_one_hash_code() {
        // "Aa" and "BB" have one hash code, and so have all words of them
        numbered(i -> Integer.toBinaryString(256 + i % 256).replace("0", "Aa").replace("1", "BB"));
    }
}
