package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Operation;
import dev.brownout.examples.exchange.ledger.LedgerAudit;
import dev.brownout.examples.exchange.market.OrderStatus;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Reads back what became of everything, once the engine's events are all in the ledger and no order is undecided, or as
 * much time as there is has passed.
 */
final class FinalRead {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final LedgerReader ledger;
    private final FundsTold told;
    private final Predicate<LedgerAudit.Order> ours;
    private final CountDownLatch givenUp;

    /** Takes what was read. */
    interface Out {
        void record(String action, Operation.Type type, Map<String, String> data);
    }

    /**
     * Make a final read.
     *
     * @param ours tells the orders that are to be recorded
     * @param givenUp counted down when nobody waits any more
     */
    FinalRead(LedgerReader ledger, FundsTold told, Predicate<LedgerAudit.Order> ours, CountDownLatch givenUp) {
        this.ledger = ledger;
        this.told = told;
        this.ours = ours;
        this.givenUp = givenUp;
    }

    /** One look at the books; {@code unsettled} says what is not decided yet, if anything. */
    private record Look(Optional<LedgerAudit.Result> books, String unsettled) {}

    /** Read until settled, at most until a moment of {@link System#nanoTime()}, and record. Looks once in any case. */
    void record(long endNanos, Out out) throws InterruptedException {
        var look = look();
        while (!look.unsettled().isEmpty()
                && System.nanoTime() - endNanos < 0
                && !givenUp.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            look = look();
        }
        var unsettled = look.unsettled();
        look.books()
                .ifPresentOrElse(
                        books -> tell(books, unsettled, out),
                        () -> out.record("final-read", Operation.Type.INDETERMINATE, Map.of("why", unsettled)));
    }

    private Look look() throws InterruptedException {
        try {
            long backlog = ledger.backlog();
            var books = ledger.audit();
            long undecided = books.orders().stream()
                    .filter(ours)
                    .filter(order -> order.status().equals(OrderStatus.PENDING_NEW.name()))
                    .count();
            return new Look(
                    Optional.of(books),
                    backlog == 0 && undecided == 0
                            ? ""
                            : backlog + " of the engine's events were not in the ledger yet, and " + undecided
                                    + " orders undecided");
        } catch (IOException | SQLException | IllegalArgumentException e) {
            return new Look(Optional.empty(), "the books could not be read: " + e.getMessage());
        }
    }

    private void tell(LedgerAudit.Result books, String unsettled, Out out) {
        long orders = 0;
        for (var order : books.orders()) {
            if (ours.test(order)) {
                orders++;
                out.record(
                        "final-order",
                        Operation.Type.OK,
                        Map.of(
                                "account", order.account(),
                                "client-id", order.clientOrderId(),
                                "order-id", Long.toString(order.id()),
                                "status", order.status(),
                                "executed", order.executedQuantity().toPlainString()));
            }
        }
        told.record("final", books.funds(), out);
        if (unsettled.isEmpty()) {
            out.record("final-read", Operation.Type.OK, Map.of("orders", Long.toString(orders)));
        } else {
            out.record("final-read", Operation.Type.INDETERMINATE, Map.of("why", unsettled));
        }
    }
}
