package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Upstream;
import dev.brownout.examples.exchange.ledger.Booking;
import dev.brownout.examples.exchange.ledger.LedgerCalls;
import dev.brownout.examples.exchange.ledger.LedgerStatements;
import dev.brownout.examples.exchange.ledger.LedgerUnavailableException;
import java.time.Duration;

/**
 * Books and submits the order again under a new client order id whenever the engine's answer is lost: the documented
 * mistake of the fragile posture. If the first one had arrived, the customer now has two.
 */
final class NewIdSubmission implements Submission {
    private static final int TRIES = 3;

    private final EngineClient engine;
    private final LedgerCalls ledger;

    NewIdSubmission(EngineClient engine, LedgerCalls ledger) {
        this.engine = engine;
        this.ledger = ledger;
    }

    @Override
    public Reply submit(Booking booking, long orderId, Deadline deadline) throws ApiException, InterruptedException {
        Booking current = booking;
        long number = orderId;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                return engine.submit(current.numbered(number), deadline);
            } catch (Upstream.Unsent | Upstream.Unanswered e) {
                Booking again = booking.under(booking.clientOrderId() + "-r" + attempt);
                number = book(again, deadline);
                current = again;
            }
        }
        throw new ApiException(ApiError.unknown(Duration.ZERO));
    }

    private long book(Booking booking, Deadline deadline) throws ApiException, InterruptedException {
        try {
            LedgerStatements.Booked booked =
                    ledger.call(deadline, connection -> LedgerStatements.book(connection, booking));
            if (booked.outcome() == LedgerStatements.Outcome.BOOKED) {
                return booked.orderId();
            }
        } catch (LedgerUnavailableException e) {
            // answered below
        }
        throw new ApiException(ApiError.unknown(Duration.ZERO));
    }
}
