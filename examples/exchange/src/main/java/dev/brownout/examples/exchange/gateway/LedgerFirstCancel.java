package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Upstream;
import dev.brownout.examples.exchange.ledger.LedgerCalls;
import dev.brownout.examples.exchange.ledger.LedgerStatements;
import dev.brownout.examples.exchange.ledger.LedgerUnavailableException;
import dev.brownout.examples.exchange.market.OrderView;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks the order up in the ledger before it bothers the engine: the documented mistake of the fragile posture. Without
 * the ledger, a customer cannot even get out.
 */
final class LedgerFirstCancel implements CancelPath {
    private final EngineClient engine;
    private final LedgerCalls ledger;

    LedgerFirstCancel(EngineClient engine, LedgerCalls ledger) {
        this.engine = engine;
        this.ledger = ledger;
    }

    @Override
    public Reply cancel(OrderReference order, Deadline deadline) throws ApiException, InterruptedException {
        try {
            OrderView found = ledger.call(
                            deadline,
                            connection -> LedgerStatements.order(
                                    connection, order.account(), order.orderId(), order.clientOrderId()))
                    .orElseThrow(() -> new ApiException(ApiError.unknownOrder()));
            return CancelReplies.translate(
                    engine.cancel(
                            order.account(), Optional.of(found.order().orderId()), order.clientOrderId(), deadline),
                    false);
        } catch (LedgerUnavailableException | Upstream.Unsent e) {
            throw new ApiException(ApiError.refused("order not found in time", Duration.ZERO));
        } catch (Upstream.Unanswered e) {
            throw new ApiException(ApiError.unknown(Duration.ZERO));
        }
    }
}
