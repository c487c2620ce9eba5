package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.account.Account;
import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Request;
import dev.brownout.examples.exchange.ledger.Booking;
import dev.brownout.examples.exchange.market.Decimals;
import dev.brownout.examples.exchange.market.OrderType;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbol;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads an order out of a request and checks it against the symbol's rules, before anything is touched. A market order
 * gets a collar: it may walk the book up to some percent from the best price, and that limit is what its funds are held
 * at. One given in the quote asset buys what that amount buys at the collar, so it may spend up to those percent less.
 */
final class OrderRules {
    private static final Pattern CLIENT_ID = Pattern.compile("[.A-Za-z0-9:/_-]{1,36}");

    private final BestPrice bestPrice;
    private final BigDecimal collar;

    /** Tells the best price that an order could trade at now. */
    interface BestPrice {
        BigDecimal against(Symbol symbol, Side side) throws ApiException, InterruptedException;
    }

    OrderRules(BestPrice bestPrice, int collarPercent) {
        this.bestPrice = bestPrice;
        this.collar = BigDecimal.valueOf(collarPercent).movePointLeft(2);
    }

    Booking read(Request request, Account account) throws ApiException, InterruptedException {
        Symbol symbol =
                Symbols.find(request.required("symbol")).orElseThrow(() -> new ApiException(ApiError.badSymbol()));
        Side side = constant(request, "side", Side.values());
        OrderType type = constant(request, "type", OrderType.values());
        String clientId = request.parameter("newClientOrderId")
                .orElseGet(() -> UUID.randomUUID().toString());
        if (!CLIENT_ID.matcher(clientId).matches()) {
            throw new ApiException(ApiError.parameter("newClientOrderId"));
        }
        BigDecimal price = type == OrderType.MARKET ? collarPrice(symbol, side) : decimal(request, "price");
        TimeInForce timeInForce = type == OrderType.LIMIT
                ? constant(request, "timeInForce", TimeInForce.values())
                : type == OrderType.MARKET ? TimeInForce.IOC : TimeInForce.GTC;
        BigDecimal quantity = quantity(request, symbol, type, price);
        if (!symbol.accepts(price)) {
            throw new ApiException(ApiError.filter("PRICE_FILTER"));
        }
        if (!symbol.acceptsQuantity(quantity)) {
            throw new ApiException(ApiError.filter("LOT_SIZE"));
        }
        if (price.multiply(quantity).compareTo(symbol.minNotional()) < 0) {
            throw new ApiException(ApiError.filter("NOTIONAL"));
        }
        return new Booking(
                account.name(), clientId, clientId, token(request), symbol, side, type, timeInForce, price, quantity);
    }

    /** A token of this very request: the edge's id alone could be chosen by a caller, and be the same twice. */
    private static String token(Request request) {
        return request.id() + "/" + UUID.randomUUID();
    }

    private static BigDecimal quantity(Request request, Symbol symbol, OrderType type, BigDecimal price)
            throws ApiException {
        Optional<String> inQuote = request.parameter("quoteOrderQty");
        if (type == OrderType.MARKET && inQuote.isPresent()) {
            return Decimals.floor(
                    decimal(request, "quoteOrderQty").divide(price, 12, RoundingMode.DOWN), symbol.step());
        }
        return decimal(request, "quantity");
    }

    private BigDecimal collarPrice(Symbol symbol, Side side) throws ApiException, InterruptedException {
        BigDecimal best = bestPrice.against(symbol, side);
        BigDecimal factor = side == Side.BUY ? BigDecimal.ONE.add(collar) : BigDecimal.ONE.subtract(collar);
        return Decimals.floor(best.multiply(factor), symbol.tick());
    }

    private static BigDecimal decimal(Request request, String name) throws ApiException {
        try {
            return Decimals.read(request.required(name));
        } catch (NumberFormatException e) {
            throw new ApiException(ApiError.parameter(name));
        }
    }

    private static <E extends Enum<E>> E constant(Request request, String name, E[] constants) throws ApiException {
        String value = request.required(name);
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new ApiException(ApiError.parameter(name)));
    }
}
