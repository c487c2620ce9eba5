package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import dev.brownout.examples.exchange.http.Upstream;
import dev.brownout.examples.exchange.ledger.LedgerCalls;
import dev.brownout.examples.exchange.ledger.LedgerStatements;
import dev.brownout.examples.exchange.ledger.LedgerUnavailableException;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.Wire;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads of orders and trades. The engine knows every order that ever reached it, ended ones too; an order that only the
 * ledger knows is still {@code PENDING_NEW}, and will either reach the engine or be voided.
 */
final class OrderQueries {
    private final Signatures signatures;
    private final EngineClient engine;
    private final LedgerCalls ledger;
    private final Duration limit;
    private final Duration retryAfter;

    OrderQueries(Signatures signatures, EngineClient engine, LedgerCalls ledger, Duration limit, Duration retryAfter) {
        this.signatures = signatures;
        this.engine = engine;
        this.ledger = ledger;
        this.limit = limit;
        this.retryAfter = retryAfter;
    }

    /** {@code GET /api/v3/order}. */
    Reply order(Request request) throws ApiException, InterruptedException {
        OrderReference order =
                OrderReference.of(request, signatures.authenticate(request).name());
        Deadline deadline = Deadline.after(request.arrivedNanos(), limit);
        try {
            Reply reply = engine.order(order.account(), order.orderId(), order.clientOrderId(), deadline);
            if (reply.status() == 200) {
                return reply;
            }
        } catch (Upstream.Unsent | Upstream.Unanswered e) {
            // the ledger may know
        }
        try {
            return Reply.ok(Wire.order(ledger.call(
                            deadline,
                            connection -> LedgerStatements.order(
                                    connection, order.account(), order.orderId(), order.clientOrderId()))
                    .orElseThrow(() -> new ApiException(ApiError.noSuchOrder()))));
        } catch (LedgerUnavailableException e) {
            throw new ApiException(ApiError.refused("ledger unreachable, order unknown", retryAfter));
        }
    }

    /** {@code GET /api/v3/openOrders}. */
    Reply open(Request request) throws ApiException, InterruptedException {
        return list(request, "/engine/orders", Map.of("open", "true"), false);
    }

    /** {@code GET /api/v3/allOrders}. */
    Reply all(Request request) throws ApiException, InterruptedException {
        return list(request, "/engine/orders", Map.of(), true);
    }

    /** {@code GET /api/v3/myTrades}. */
    Reply trades(Request request) throws ApiException, InterruptedException {
        return list(request, "/engine/trades", Map.of(), true);
    }

    private Reply list(Request request, String path, Map<String, String> fixed, boolean symbolNeeded)
            throws ApiException, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>(fixed);
        parameters.put("account", signatures.authenticate(request).name());
        Optional<String> symbol = symbolNeeded ? Optional.of(request.required("symbol")) : request.parameter("symbol");
        if (symbol.isPresent() && Symbols.find(symbol.get()).isEmpty()) {
            throw new ApiException(ApiError.badSymbol());
        }
        symbol.ifPresent(name -> parameters.put("symbol", name));
        request.number("orderId").ifPresent(id -> parameters.put("orderId", id.toString()));
        request.number("limit").ifPresent(count -> parameters.put("limit", count.toString()));
        return ask(path, parameters, Deadline.after(request.arrivedNanos(), limit));
    }

    private Reply ask(String path, Map<String, String> parameters, Deadline deadline)
            throws ApiException, InterruptedException {
        try {
            return engine.get(path, parameters, deadline);
        } catch (Upstream.Unsent | Upstream.Unanswered e) {
            throw new ApiException(ApiError.refused("engine does not answer", retryAfter));
        }
    }
}
