package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import dev.brownout.examples.exchange.http.Upstream;
import dev.brownout.examples.exchange.market.Decimals;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbol;
import dev.brownout.examples.exchange.market.Symbols;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What needs no signature: time, trading rules, and market data passed on from the engine, none of it cached. */
final class PublicReads implements OrderRules.BestPrice {
    private static final String MAX = "9000000.00000000";

    private final EngineClient engine;
    private final Clock clock;
    private final Duration limit;
    private final Duration retryAfter;

    PublicReads(EngineClient engine, Clock clock, Duration limit, Duration retryAfter) {
        this.engine = engine;
        this.clock = clock;
        this.limit = limit;
        this.retryAfter = retryAfter;
    }

    /** {@code GET /api/v3/ping}. */
    Reply ping(Request request) {
        return Reply.ok(Json.object());
    }

    /** {@code GET /api/v3/time}. */
    Reply time(Request request) {
        return Reply.ok(Json.object().put("serverTime", clock.millis()));
    }

    /** {@code GET /api/v3/exchangeInfo}, for one symbol or all. */
    Reply exchangeInfo(Request request) throws ApiException {
        Optional<String> one = request.parameter("symbol");
        if (one.isPresent() && Symbols.find(one.get()).isEmpty()) {
            throw new ApiException(ApiError.badSymbol());
        }
        ObjectNode json = Json.object();
        json.put("timezone", "UTC").put("serverTime", clock.millis());
        json.putArray("rateLimits");
        json.putArray("exchangeFilters");
        ArrayNode symbols = json.putArray("symbols");
        Symbols.all().stream()
                .filter(symbol -> one.isEmpty() || one.get().equals(symbol.name()))
                .forEach(symbol -> symbols.add(rules(symbol)));
        return Reply.ok(json);
    }

    private static ObjectNode rules(Symbol symbol) {
        ObjectNode json = Json.object();
        json.put("symbol", symbol.name()).put("status", "TRADING");
        json.put("baseAsset", symbol.base()).put("baseAssetPrecision", 8);
        json.put("quoteAsset", symbol.quote()).put("quotePrecision", 8).put("quoteAssetPrecision", 8);
        json.put("baseCommissionPrecision", 8).put("quoteCommissionPrecision", 8);
        json.putArray("orderTypes").add("LIMIT").add("LIMIT_MAKER").add("MARKET");
        json.put("icebergAllowed", false).put("ocoAllowed", false).put("quoteOrderQtyMarketAllowed", true);
        json.put("allowTrailingStop", false).put("cancelReplaceAllowed", false);
        json.put("isSpotTradingAllowed", true).put("isMarginTradingAllowed", false);
        ArrayNode filters = json.putArray("filters");
        String tick = Decimals.wire(symbol.tick());
        String step = Decimals.wire(symbol.step());
        filters.addObject()
                .put("filterType", "PRICE_FILTER")
                .put("minPrice", tick)
                .put("maxPrice", MAX)
                .put("tickSize", tick);
        filters.addObject()
                .put("filterType", "LOT_SIZE")
                .put("minQty", step)
                .put("maxQty", MAX)
                .put("stepSize", step);
        filters.addObject()
                .put("filterType", "NOTIONAL")
                .put("minNotional", Decimals.wire(symbol.minNotional()))
                .put("applyMinToMarket", true)
                .put("maxNotional", MAX)
                .put("applyMaxToMarket", false)
                .put("avgPriceMins", 5);
        json.putArray("permissions");
        json.putArray("permissionSets").addArray().add("SPOT");
        json.put("defaultSelfTradePreventionMode", "NONE");
        json.putArray("allowedSelfTradePreventionModes").add("NONE");
        return json;
    }

    /** Market data of every kind: the same path at the engine. */
    Reply market(Request request) throws ApiException, InterruptedException {
        return market(request.path(), request.parameters(), Deadline.after(request.arrivedNanos(), limit));
    }

    private Reply market(String path, Map<String, String> parameters, Deadline deadline)
            throws ApiException, InterruptedException {
        try {
            return engine.get(path, parameters, deadline);
        } catch (Upstream.Unsent | Upstream.Unanswered e) {
            throw new ApiException(ApiError.refused("engine does not answer", retryAfter));
        }
    }

    @Override
    public BigDecimal against(Symbol symbol, Side side) throws ApiException, InterruptedException {
        Reply reply = market("/api/v3/depth", Map.of("symbol", symbol.name(), "limit", "1"), Deadline.in(limit));
        JsonNode levels = Json.parse(reply.body()).path(side == Side.BUY ? "asks" : "bids");
        return Optional.of(levels.path(0).path(0).asString(""))
                .filter(Predicate.not(String::isEmpty))
                .map(Decimals::read)
                .orElseThrow(() -> new ApiException(ApiError.rejected("Market is closed.")));
    }
}
