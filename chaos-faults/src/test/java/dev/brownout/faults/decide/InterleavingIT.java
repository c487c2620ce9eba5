package dev.brownout.faults.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.decide.DecisionLog.Decision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That the order in which streams draw changes nothing, through the real planes and their sockets. */
class InterleavingIT {
    private static final int SAMPLES = 200;
    private static final int BLOCK = 100;

    /** Draw on every stream as often, in an order that follows from a seed, with others in between. */
    private static Map<String, List<Decision>> draw(long seed, long shuffle, int others) throws IOException {
        try (var streams = new Streams(seed)) {
            var before = streams.decided();
            var order = new ArrayList<String>();
            streams.names().forEach(name -> order.addAll(Collections.nCopies(SAMPLES, name)));
            order.addAll(Collections.nCopies(others, ""));
            var chance = new Random(shuffle);
            Collections.shuffle(order, chance);
            for (var name : order) {
                if (name.isEmpty()) {
                    streams.another(chance.nextInt());
                } else {
                    streams.step(name);
                }
            }
            var decided = streams.decided();
            var drawn = new TreeMap<String, List<Boolean>>();
            decided.forEach((name, all) -> drawn.put(
                    name,
                    all.stream()
                            .skip(before.getOrDefault(name, List.of()).size())
                            .map(Decision::hit)
                            .toList()));
            assertThat(drawn).as("the log says what the clients saw").isEqualTo(streams.seen());
            assertThat(decided).allSatisfy((name, all) -> holdsItsRatio(name, all, streams.ratio(name)));
            return decided;
        }
    }

    private static void holdsItsRatio(String name, List<Decision> decided, double ratio) {
        assertThat(decided)
                .extracting(Decision::ordinal)
                .as("ordinals of %s", name)
                .containsExactlyElementsOf(IntStream.range(0, decided.size())
                        .mapToObj(i -> (long) i)
                        .toList());
        for (int block = 0; block < SAMPLES; block += BLOCK) {
            assertThat(decided.subList(block, block + BLOCK))
                    .as("decisions of %s from %s on", name, block)
                    .filteredOn(Decision::hit)
                    .hasSize((int) Math.round(BLOCK * ratio));
        }
    }

    @Test
    void should_decide_the_same_in_each_stream_however_they_interleave() throws IOException {
        var first = draw(42, 1, 0);
        assertThat(draw(42, 2, 300))
                .as("in another order, with witnesses, a load and another victim in between")
                .isEqualTo(first);
        assertThat(draw(43, 1, 0))
                .hasSameSizeAs(first)
                .allSatisfy((name, decided) -> assertThat(decided)
                        .as("another seed, stream %s", name)
                        .hasSameSizeAs(first.get(name))
                        .isNotEqualTo(first.get(name)));
    }
}
