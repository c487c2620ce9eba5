package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Operation;
import dev.brownout.api.Stack;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.http.LostAnswerFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders at 200 a second, of some of which the answer is lost after they were executed: on the way to the customer, and on the
 * way from the engine to a gateway.
 */
class LostAnswerIT {
    /** At least three of five arrivals place an order: 264 orders a second are offered, a third more than are wanted. */
    private static final double ARRIVALS_PER_SECOND = 440;

    /** Ten seconds of the orders that are wanted; on a busy machine arrivals find every trader waiting, and it takes longer. */
    private static final int ORDERS = 2_000;

    /** Until the processes, each of them new, have compiled what an order runs through. */
    private static final int WARM_UP = 500;

    /**
     * Half of the 200 that are wanted, so that a busy machine passes and one that serves orders in single file does not. What
     * it really was is printed.
     */
    private static final double FEWEST_PER_SECOND = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final double SHARE = 0.2;
    private static final long ENOUGH = 100;

    @TempDir
    Path directory;

    private final ExchangeStack exchange = new ExchangeStack();
    private final Stack stack = exchange.describe("resilient", Map.of());
    private final LostAnswerFault.Kind kind = new LostAnswerFault.Kind();

    @Test
    void executesEveryOrderOnceWhoseAnswerIsLost() {
        var door = link(Layout.link(Layout.USERS, Layout.EDGE));
        try (var plane = LocalPlane.open(7);
                var running = exchange.start(stack, plane, directory)) {
            lostOnTheWayToTheCustomer(plane, running, door);
            lostOnTheWayToAGateway(plane, running);
        }
    }

    /** The customer sees the connection end and cannot know; the order is in the books, once. */
    private void lostOnTheWayToTheCustomer(LocalPlane plane, RunningExchange running, Link door) {
        var history = new ConcurrentLinkedQueue<Operation>();
        long hits;
        double perSecond;
        try (var workload = running.workload(1, ARRIVALS_PER_SECOND)) {
            workload.start(history::add);
            awaitOrders(history, WARM_UP);
            var injection = inject(plane, door, "/api/v3/order");
            perSecond = awaitOrders(history, ORDERS);
            injection.close();
            hits = injection.exposure().getOrDefault(Layout.USERS, 0L);
            workload.finish(Duration.ofSeconds(30));
        }
        assertFast(perSecond);
        var cut = placed(history, Operation.Type.INDETERMINATE, "(IO|Socket)Exception.*");
        assertThat(hits).as("answers that were lost").isGreaterThan(ENOUGH);
        assertThat(cut).as("orders whose customers saw no answer").hasSize((int) hits);
        assertThat(booked(history))
                .as("orders in the books")
                .containsAll(cut)
                .containsAll(placed(history, Operation.Type.OK, ".*"))
                .doesNotHaveDuplicates();
        assertThat(Watched.findings(stack, history)).isEmpty();
    }

    /** The gateway asks again under the same id, and the engine knows the order: nobody notices. */
    private void lostOnTheWayToAGateway(LocalPlane plane, RunningExchange running) {
        var history = new ConcurrentLinkedQueue<Operation>();
        var injections = new ArrayList<Injection>();
        long hits;
        double perSecond;
        try (var workload = running.workload(2, ARRIVALS_PER_SECOND)) {
            workload.start(history::add);
            for (var gateway : Layout.GATEWAYS) {
                injections.add(inject(plane, link(Layout.link(gateway, Layout.ENGINE)), "/engine/order"));
            }
            perSecond = awaitOrders(history, ORDERS);
            injections.forEach(Injection::close);
            hits = injections.stream()
                    .flatMap(injection -> injection.exposure().values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
            workload.finish(Duration.ofSeconds(30));
        }
        assertFast(perSecond);
        var unknown = placed(history, Operation.Type.INDETERMINATE, "504 .*");
        assertThat(hits).as("answers that were lost").isGreaterThan(ENOUGH);
        assertThat(unknown).as("orders whose second answer was lost too").hasSizeLessThan((int) hits / 2);
        assertThat(booked(history))
                .as("orders in the books")
                .containsAll(placed(history, Operation.Type.OK, ".*"))
                .doesNotHaveDuplicates();
        assertThat(Watched.findings(stack, history)).isEmpty();
    }

    private Link link(String id) {
        return stack.links().stream()
                .filter(link -> link.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Injection inject(LocalPlane plane, Link link, String path) {
        var arguments = Arguments.of(
                kind.parameters(), Map.of("ratio", SHARE, "method", "POST", "path", path, "answers", "successful"));
        return kind.inject(
                kind.create(arguments),
                link,
                new InjectionContext("lost/1/" + link.id(), 7, plane, (action, undo) -> () -> {}));
    }

    /** Wait until so many more orders were placed; say how fast that was. */
    private static double awaitOrders(ConcurrentLinkedQueue<Operation> history, int more) {
        long before = asked(history);
        long began = System.nanoTime();
        await("orders").atMost(PATIENCE).until(() -> asked(history) - before >= more);
        return (asked(history) - before) * 1e9 / (System.nanoTime() - began);
    }

    private static void assertFast(double perSecond) {
        System.out.printf(
                "%d orders at %.0f a second, lost answers (%.0f a second offered)%n",
                ORDERS, perSecond, ARRIVALS_PER_SECOND * 3 / 5);
        assertThat(perSecond).as("orders a second").isGreaterThan(FEWEST_PER_SECOND);
    }

    private static long asked(ConcurrentLinkedQueue<Operation> history) {
        return history.stream()
                .filter(o -> o.action().equals("place") && o.type() == Operation.Type.INVOKED)
                .count();
    }

    /** The client ids of orders by what their customers were told. */
    private static Set<String> placed(ConcurrentLinkedQueue<Operation> history, Operation.Type type, String why) {
        var ids = history.stream()
                .filter(o -> o.action().equals("place") && o.type() == type)
                .filter(o -> o.data().getOrDefault("why", "").matches(why))
                .map(Operation::id)
                .collect(Collectors.toSet());
        return history.stream()
                .filter(o -> o.type() == Operation.Type.INVOKED && ids.contains(o.id()))
                .map(o -> o.data().getOrDefault("client-id", ""))
                .collect(Collectors.toSet());
    }

    /** The client ids of the orders that the engine has taken, from the books. */
    private static List<String> booked(ConcurrentLinkedQueue<Operation> history) {
        return history.stream()
                .filter(o -> o.action().equals("final-order"))
                .filter(o -> Set.of("NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED")
                        .contains(o.data().get("status")))
                .map(o -> o.data().getOrDefault("client-id", ""))
                .toList();
    }
}
