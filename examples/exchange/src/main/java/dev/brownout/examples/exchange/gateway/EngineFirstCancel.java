package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Upstream;
import java.time.Duration;

/** Asks the engine and nobody else; the settler releases the held funds when the ledger can be reached. */
final class EngineFirstCancel implements CancelPath {
    private static final int TRIES = 2;

    private final EngineClient engine;
    private final Duration retryAfter;

    EngineFirstCancel(EngineClient engine, Duration retryAfter) {
        this.engine = engine;
        this.retryAfter = retryAfter;
    }

    @Override
    public Reply cancel(OrderReference order, Deadline deadline) throws ApiException, InterruptedException {
        boolean mayHaveArrived = false;
        for (int attempt = 1; attempt <= TRIES && !deadline.passed(); attempt++) {
            try {
                return CancelReplies.translate(
                        engine.cancel(order.account(), order.orderId(), order.clientOrderId(), deadline),
                        mayHaveArrived);
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
