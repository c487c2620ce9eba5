package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Operation;
import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.http.LostAnswerFault;
import java.net.InetSocketAddress;
import java.net.URI;
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
    /** Four of five arrivals place an order at first, and three of five for good. */
    private static final double ARRIVALS_PER_SECOND = 300;

    private static final double ORDERS_PER_SECOND = 200;
    private static final Duration STRETCH = Duration.ofSeconds(10);
    private static final double SHARE = 0.2;

    @TempDir
    Path directory;

    private final ExchangeStack exchange = new ExchangeStack();
    private final Stack stack = exchange.describe("resilient", Map.of());
    private final LostAnswerFault.Kind kind = new LostAnswerFault.Kind();

    @Test
    void executesEveryOrderOnceWhoseAnswerIsLost() {
        var door = Link.between(
                new Component("traders", Map.of(), Timings.NONE), stack.component(Layout.EDGE), Protocol.HTTP1);
        try (var plane = LocalPlane.open(7);
                var running = exchange.start(stack, plane, directory)) {
            var address = plane.open(door);
            plane.connect(door, new InetSocketAddress("127.0.0.1", running.address().getPort()));
            var base = URI.create("http://127.0.0.1:" + address.getPort());
            lostOnTheWayToTheCustomer(plane, running, base, door);
            lostOnTheWayToAGateway(plane, running, base);
        }
    }

    /** The customer sees the connection end and cannot know; the order is in the books, once. */
    private void lostOnTheWayToTheCustomer(LocalPlane plane, RunningExchange running, URI base, Link door) {
        var history = new ConcurrentLinkedQueue<Operation>();
        long hits;
        try (var workload = running.workload(1, base, ARRIVALS_PER_SECOND)) {
            workload.start(history::add);
            await("a steady flow of orders")
                    .atMost(Duration.ofSeconds(45))
                    .until(() -> ordersWithin(history, Duration.ofSeconds(1)) > ORDERS_PER_SECOND / 2);
            long before = count(history, "place", Operation.Type.INVOKED);
            try (var injection = inject(plane, door, "/api/v3/order")) {
                stretch();
                injection.close();
                hits = injection.exposure().getOrDefault("traders", 0L);
            }
            assertThat((count(history, "place", Operation.Type.INVOKED) - before) / (double) STRETCH.toSeconds())
                    .as("orders a second")
                    .isGreaterThanOrEqualTo(0.9 * ORDERS_PER_SECOND);
            workload.finish(Duration.ofSeconds(30));
        }
        var unknown = unknown(history);
        assertThat(hits).as("answers that were lost").isGreaterThan(200);
        assertThat(unknown).as("orders of which the customer does not know").hasSize((int) hits);
        assertThat(count(history, "place", Operation.Type.FAILED)).isZero();
        assertThat(reasons(history)).as("what the customer saw").allMatch(why -> why.startsWith("IOException"));
        assertThat(booked(history)).as("orders in the books").containsAll(unknown).doesNotHaveDuplicates();
        assertThat(Watched.findings(history)).isEmpty();
    }

    /** The gateway asks again under the same id, and the engine knows the order: nobody notices. */
    private void lostOnTheWayToAGateway(LocalPlane plane, RunningExchange running, URI base) {
        var history = new ConcurrentLinkedQueue<Operation>();
        var injections = new ArrayList<Injection>();
        long hits;
        try (var workload = running.workload(2, base, ARRIVALS_PER_SECOND)) {
            workload.start(history::add);
            for (var gateway : Layout.GATEWAYS) {
                injections.add(inject(plane, link(Layout.link(gateway, Layout.ENGINE)), "/engine/order"));
            }
            stretch();
            injections.forEach(Injection::close);
            hits = injections.stream()
                    .flatMap(injection -> injection.exposure().values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
            workload.finish(Duration.ofSeconds(30));
        }
        assertThat(hits).as("answers that were lost").isGreaterThan(200);
        assertThat(unknown(history)).as("orders whose second answer was lost too").hasSizeLessThan((int) hits / 2);
        assertThat(booked(history))
                .as("orders in the books")
                .containsAll(unknown(history))
                .containsAll(placed(history, Operation.Type.OK))
                .doesNotHaveDuplicates();
        assertThat(Watched.findings(history)).isEmpty();
    }

    private Link link(String id) {
        return stack.links().stream()
                .filter(link -> link.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Injection inject(LocalPlane plane, Link link, String path) {
        var arguments =
                Arguments.of(kind.parameters(), Map.of("ratio", SHARE, "method", "POST", "path", path, "how", "reset"));
        return kind.inject(
                kind.create(arguments),
                link,
                new InjectionContext("lost/1/" + link.id(), 7, plane, (action, undo) -> () -> {}));
    }

    private static void stretch() {
        var end = System.nanoTime() + STRETCH.toNanos();
        await().atMost(STRETCH.plusSeconds(5)).until(() -> System.nanoTime() - end >= 0);
    }

    private static long ordersWithin(Iterable<Operation> history, Duration time) {
        long before = size(history);
        var end = System.nanoTime() + time.toNanos();
        await().until(() -> System.nanoTime() - end >= 0);
        return (size(history) - before) / 2;
    }

    private static long size(Iterable<Operation> history) {
        long n = 0;
        for (var operation : history) {
            n += operation.action().equals("place") ? 1 : 0;
        }
        return n;
    }

    private static long count(ConcurrentLinkedQueue<Operation> history, String action, Operation.Type type) {
        return history.stream()
                .filter(o -> o.action().equals(action) && o.type() == type)
                .count();
    }

    /** The client ids of orders by what their customers were told. */
    private static Set<String> placed(ConcurrentLinkedQueue<Operation> history, Operation.Type type) {
        var ids = history.stream()
                .filter(o -> o.action().equals("place") && o.type() == type)
                .map(Operation::id)
                .collect(Collectors.toSet());
        return history.stream()
                .filter(o -> o.type() == Operation.Type.INVOKED && ids.contains(o.id()))
                .map(o -> o.data().get("client-id"))
                .collect(Collectors.toSet());
    }

    private static Set<String> unknown(ConcurrentLinkedQueue<Operation> history) {
        return placed(history, Operation.Type.INDETERMINATE);
    }

    private static List<String> reasons(ConcurrentLinkedQueue<Operation> history) {
        return history.stream()
                .filter(o -> o.action().equals("place") && o.type() == Operation.Type.INDETERMINATE)
                .map(o -> o.data().get("why"))
                .toList();
    }

    /** The client ids of the orders that the engine has taken, from the books. */
    private static List<String> booked(ConcurrentLinkedQueue<Operation> history) {
        return history.stream()
                .filter(o -> o.action().equals("final-order"))
                .filter(o -> Set.of("NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED")
                        .contains(o.data().get("status")))
                .map(o -> o.data().get("client-id"))
                .toList();
    }
}
