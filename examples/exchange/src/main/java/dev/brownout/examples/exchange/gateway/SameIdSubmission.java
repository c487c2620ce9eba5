package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Upstream;
import dev.brownout.examples.exchange.ledger.Booking;
import java.time.Duration;

/**
 * Tries again a bounded number of times, with the same client order id, which the engine recognises. Says "unknown" when
 * any try may have arrived, and "refused" only when none left this process.
 */
final class SameIdSubmission implements Submission {
    private static final int TRIES = 2;

    private final EngineClient engine;
    private final Duration retryAfter;

    SameIdSubmission(EngineClient engine, Duration retryAfter) {
        this.engine = engine;
        this.retryAfter = retryAfter;
    }

    @Override
    public Reply submit(Booking booking, long orderId, Deadline deadline) throws ApiException, InterruptedException {
        boolean mayHaveArrived = false;
        for (int attempt = 1; attempt <= TRIES && !deadline.passed(); attempt++) {
            try {
                return engine.submit(booking.numbered(orderId), deadline);
            } catch (Upstream.Unsent e) {
                // not there: another try costs nothing
            } catch (Upstream.Unanswered e) {
                mayHaveArrived = true;
            }
        }
        throw new ApiException(
                mayHaveArrived ? ApiError.unknown(retryAfter) : ApiError.refused("engine unreachable", retryAfter));
    }
}
