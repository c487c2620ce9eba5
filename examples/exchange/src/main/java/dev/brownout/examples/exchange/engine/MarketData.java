package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import dev.brownout.examples.exchange.market.Decimals;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbol;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Market data over REST, in Binance's shapes. Every answer carries the moment it was made ({@code E} in depth, which
 * Binance's REST depth lacks; {@code closeTime} in the ticker), so that a frozen feed can be told from a quiet one.
 */
final class MarketData {
    private static final int MAX_LEVELS = 5000;

    private final Sequencer sequencer;

    MarketData(Sequencer sequencer) {
        this.sequencer = sequencer;
    }

    private static Symbol symbol(Request request) throws ApiException {
        return Symbols.find(request.required("symbol")).orElseThrow(() -> new ApiException(ApiError.badSymbol()));
    }

    Reply depth(Request request) throws ApiException {
        long limit = request.number("limit").orElse(100L);
        Sequencer.Market market = sequencer.market(symbol(request), (int) Math.min(Math.max(1, limit), MAX_LEVELS));
        ObjectNode json = Json.object();
        json.put("lastUpdateId", market.updateId());
        json.put("E", market.timeMs());
        levels(json.putArray("bids"), market.bids());
        levels(json.putArray("asks"), market.asks());
        return Reply.ok(json);
    }

    static void levels(ArrayNode array, List<OrderBook.Level> levels) {
        levels.forEach(
                level -> array.addArray().add(Decimals.wire(level.price())).add(Decimals.wire(level.quantity())));
    }

    Reply ticker(Request request) throws ApiException {
        if (request.parameter("symbol").isPresent()) {
            return Reply.ok(ticker(symbol(request)));
        }
        ArrayNode all = Json.array();
        Symbols.all().forEach(symbol -> all.add(ticker(symbol)));
        return Reply.ok(all);
    }

    private ObjectNode ticker(Symbol symbol) {
        Sequencer.Market market = sequencer.market(symbol, 1);
        TickerWindow.Totals totals = market.ticker();
        BigDecimal change = totals.last().subtract(totals.open());
        ObjectNode json = Json.object();
        json.put("symbol", symbol.name());
        json.put("priceChange", signed(change));
        json.put(
                "priceChangePercent",
                change.multiply(BigDecimal.valueOf(100))
                        .divide(totals.open(), 3, RoundingMode.HALF_EVEN)
                        .toPlainString());
        json.put("weightedAvgPrice", Decimals.wire(average(totals)));
        json.put("prevClosePrice", Decimals.wire(totals.open()));
        json.put("lastPrice", Decimals.wire(totals.last()));
        json.put("lastQty", Decimals.wire(totals.lastQuantity()));
        best(json, "bid", market.bids());
        best(json, "ask", market.asks());
        json.put("openPrice", Decimals.wire(totals.open()));
        json.put("highPrice", Decimals.wire(totals.high()));
        json.put("lowPrice", Decimals.wire(totals.low()));
        json.put("volume", Decimals.wire(totals.volume()));
        json.put("quoteVolume", Decimals.wire(totals.quoteVolume()));
        json.put("openTime", market.timeMs() - 24L * 60 * 60 * 1000);
        json.put("closeTime", market.timeMs());
        json.put("firstId", totals.firstId());
        json.put("lastId", totals.lastId());
        json.put("count", totals.count());
        return json;
    }

    private static String signed(BigDecimal value) {
        return value.setScale(8, RoundingMode.DOWN).toPlainString();
    }

    private static BigDecimal average(TickerWindow.Totals totals) {
        return totals.volume().signum() == 0
                ? totals.last()
                : totals.quoteVolume().divide(totals.volume(), 8, RoundingMode.HALF_EVEN);
    }

    private static void best(ObjectNode json, String side, List<OrderBook.Level> levels) {
        Optional<OrderBook.Level> first = levels.stream().findFirst();
        json.put(side + "Price", Decimals.wire(first.map(OrderBook.Level::price).orElse(BigDecimal.ZERO)));
        json.put(
                side + "Qty", Decimals.wire(first.map(OrderBook.Level::quantity).orElse(BigDecimal.ZERO)));
    }

    Reply price(Request request) throws ApiException {
        if (request.parameter("symbol").isPresent()) {
            return Reply.ok(price(symbol(request)));
        }
        ArrayNode all = Json.array();
        Symbols.all().forEach(symbol -> all.add(price(symbol)));
        return Reply.ok(all);
    }

    private ObjectNode price(Symbol symbol) {
        return Json.object()
                .put("symbol", symbol.name())
                .put("price", Decimals.wire(sequencer.market(symbol, 1).ticker().last()));
    }

    Reply trades(Request request) throws ApiException {
        List<Trade> trades = sequencer.tradesIn(symbol(request));
        int limit = (int) Math.min(1000L, request.number("limit").orElse(500L));
        ArrayNode json = Json.array();
        for (Trade trade : trades.subList(Math.max(0, trades.size() - limit), trades.size())) {
            json.addObject()
                    .put("id", trade.id())
                    .put("price", Decimals.wire(trade.price()))
                    .put("qty", Decimals.wire(trade.quantity()))
                    .put("quoteQty", Decimals.wire(trade.quote()))
                    .put("time", trade.timeMs())
                    .put("isBuyerMaker", trade.takerSide() == Side.SELL)
                    .put("isBestMatch", true);
        }
        return Reply.ok(json);
    }
}
