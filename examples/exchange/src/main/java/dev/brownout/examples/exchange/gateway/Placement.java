package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Endpoint;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import dev.brownout.examples.exchange.ledger.Booking;
import dev.brownout.examples.exchange.ledger.LedgerCalls;
import dev.brownout.examples.exchange.ledger.LedgerStatements;
import dev.brownout.examples.exchange.ledger.LedgerUnavailableException;
import java.time.Duration;

/**
 * {@code POST /api/v3/order}: authenticate, check, book the order and hold its funds in the ledger, submit it to the
 * engine, answer. Fills are settled later by the engine's settler.
 *
 * <p>A booking whose answer is lost is refused, not unknown: nobody but this request would have submitted the order, and
 * it will not. If it was booked after all, the settler voids it.
 */
final class Placement implements Endpoint {
    private final Signatures signatures;
    private final OrderRules rules;
    private final LedgerCalls ledger;
    private final Submission submission;
    private final Duration limit;
    private final Duration retryAfter;

    Placement(
            Signatures signatures,
            OrderRules rules,
            LedgerCalls ledger,
            Submission submission,
            Duration limit,
            Duration retryAfter) {
        this.signatures = signatures;
        this.rules = rules;
        this.ledger = ledger;
        this.submission = submission;
        this.limit = limit;
        this.retryAfter = retryAfter;
    }

    @Override
    public Reply answer(Request request) throws ApiException, InterruptedException {
        Deadline deadline = Deadline.after(request.arrivedNanos(), limit);
        Booking booking = rules.read(request, signatures.authenticate(request));
        return submission.submit(booking, book(booking, deadline), deadline);
    }

    private long book(Booking booking, Deadline deadline) throws ApiException, InterruptedException {
        LedgerStatements.Booked booked;
        try {
            booked = ledger.call(deadline, connection -> LedgerStatements.book(connection, booking));
        } catch (LedgerUnavailableException e) {
            throw new ApiException(ApiError.refused("ledger unreachable, order not placed", retryAfter));
        }
        return switch (booked.outcome()) {
            case BOOKED -> booked.orderId();
            case DUPLICATE -> throw new ApiException(ApiError.rejected("Duplicate order sent."));
            case INSUFFICIENT ->
                throw new ApiException(ApiError.rejected("Account has insufficient balance for requested action."));
            case NO_ACCOUNT -> throw new ApiException(ApiError.badKey());
        };
    }
}
