package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Request;
import dev.brownout.examples.exchange.market.Symbols;
import java.util.Optional;

/**
 * Which order a request means.
 *
 * @param account whose it is
 * @param orderId its number, if given; it wins, as Binance documents
 * @param clientOrderId the client order id; empty if only a number was given
 */
record OrderReference(String account, Optional<Long> orderId, String clientOrderId) {
    /**
     * Reads it from {@code orderId} or {@code origClientOrderId}.
     *
     * @throws ApiException −1121 without a listed symbol, −1102 if neither id is given
     */
    static OrderReference of(Request request, String account) throws ApiException {
        if (Symbols.find(request.required("symbol")).isEmpty()) {
            throw new ApiException(ApiError.badSymbol());
        }
        Optional<Long> orderId = request.number("orderId");
        String clientOrderId = orderId.isPresent() ? "" : request.required("origClientOrderId");
        return new OrderReference(account, orderId, clientOrderId);
    }
}
