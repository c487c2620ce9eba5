package dev.brownout.faults.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.Decisions;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTests {
    private static final int CONNECTIONS = 8;
    private static final int REQUESTS = 201;
    private static final Decisions DECISIONS = new Decisions(42);

    private static HttpRequest get(String path) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
    }

    /** Decide on all requests of all connections in an order, and give the decisions of each connection. */
    private static List<List<Boolean>> decide(List<Integer> order, boolean witnesses) {
        var rule = new Rule<>("p/1", "a-to-b", new Match("", "/hit", "", "", 0.3), new Object(), DECISIONS);
        var numbers = new AtomicLong();
        var tallies = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> new Tally(numbers::getAndIncrement))
                .toList();
        var decisions = new ArrayList<List<Boolean>>();
        tallies.forEach(tally -> {
            decisions.add(new ArrayList<>());
            // every connection is there, in this order, before any goes on
            tally.decide(rule, get("/hit"), Asker.VICTIM);
        });
        for (int connection : order) {
            var tally = tallies.get(connection);
            if (witnesses) {
                tally.decide(rule, get("/hit"), Asker.WITNESS);
                tally.decide(rule, get("/other"), Asker.VICTIM);
            }
            decisions
                    .get(connection)
                    .add(tally.decide(rule, get("/hit"), Asker.VICTIM).isPresent());
        }
        return decisions;
    }

    @Test
    void should_decide_the_same_on_each_connection_however_they_interleave() {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < CONNECTIONS * (REQUESTS - 1); i++) {
            order.add(i % CONNECTIONS);
        }
        var first = decide(order, false);
        assertThat(first)
                .allSatisfy(connection -> assertThat(Collections.frequency(connection, true))
                        .as("of 200, two blocks of a hundred")
                        .isEqualTo(60));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(order, new Random(seed));
            assertThat(decide(order, seed % 2 == 0)).isEqualTo(first);
        }
    }

    @Test
    void should_hold_the_ratio_for_connections_of_one_request() {
        var rule = new Rule<>("p/1", "a-to-b", Match.share(0.3), new Object(), DECISIONS);
        long hits = IntStream.range(0, 200)
                .filter(i ->
                        new Tally(() -> i).decide(rule, get("/"), Asker.VICTIM).isPresent())
                .count();
        assertThat(hits).isEqualTo(60);
    }

    @Test
    void should_forget_rules_that_are_gone() {
        var tally = new Tally(() -> 0);
        var gone = new Rule<Effect>("p/1", "a-to-b", Match.share(1), new Nothing(), DECISIONS);
        assertThat(tally.decide(gone, get("/"), Asker.VICTIM)).isPresent();
        tally.keep(List.of(), List.of());
        assertThat(tally.decide(gone, get("/"), Asker.VICTIM))
                .as("it begins anew")
                .isPresent();
        assertThat(gone.hits()).isZero();
    }

    /** An effect that changes nothing. */
    private record Nothing() implements Effect {
        @Override
        public Point point() {
            return Point.CHANGE;
        }

        @Override
        public Treatment treat(HttpRequest request, Hit hit) {
            return new Treatment() {};
        }
    }
}
