package dev.brownout.examples.exchange.market;

import dev.brownout.examples.exchange.http.Json;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders and trades as JSON, in the shapes of Binance's spot API ({@code GET /api/v3/order}, {@code POST /api/v3/order}
 * with {@code newOrderRespType=FULL}, {@code GET /api/v3/myTrades}).
 */
public final class Wire {
    private Wire() {}

    /** Writes an order as a query answers it. */
    public static ObjectNode order(OrderView view) {
        NewOrder order = view.order();
        ObjectNode json = Json.object();
        json.put("symbol", order.symbol().name());
        json.put("orderId", order.orderId());
        json.put("orderListId", -1);
        json.put("clientOrderId", order.clientOrderId());
        json.put("price", Decimals.wire(order.type() == OrderType.MARKET ? BigDecimal.ZERO : order.price()));
        json.put("origQty", Decimals.wire(order.quantity()));
        json.put("executedQty", Decimals.wire(view.executedQuantity()));
        json.put("cummulativeQuoteQty", Decimals.wire(view.executedQuote()));
        json.put("origQuoteOrderQty", Decimals.wire(BigDecimal.ZERO));
        json.put("status", view.status().name());
        json.put("timeInForce", order.timeInForce().name());
        json.put("type", order.type().name());
        json.put("side", order.side().name());
        json.put("stopPrice", Decimals.wire(BigDecimal.ZERO));
        json.put("icebergQty", Decimals.wire(BigDecimal.ZERO));
        json.put("time", view.createdMs());
        json.put("updateTime", view.updatedMs());
        json.put("workingTime", view.createdMs());
        json.put("isWorking", view.status().open());
        json.put("selfTradePreventionMode", "NONE");
        return json;
    }

    /** Writes an order as its placement answers it, with what it traded at once. */
    public static ObjectNode placed(OrderView view, List<Trade> fills) {
        ObjectNode json = order(view);
        json.put("transactTime", view.updatedMs());
        var array = json.putArray("fills");
        for (Trade trade : fills) {
            ObjectNode fill = array.addObject();
            fill.put("price", Decimals.wire(trade.price()));
            fill.put("qty", Decimals.wire(trade.quantity()));
            fill.put("commission", Decimals.wire(BigDecimal.ZERO));
            fill.put("commissionAsset", received(trade.symbol(), view.order().side()));
            fill.put("tradeId", trade.id());
        }
        return json;
    }

    /** Writes a trade as one of its two accounts sees it, once for each side it took. */
    public static ObjectNode trade(Trade trade, Side side) {
        ObjectNode json = Json.object();
        json.put("symbol", trade.symbol().name());
        json.put("id", trade.id());
        json.put("orderId", side == Side.BUY ? trade.buyOrderId() : trade.sellOrderId());
        json.put("orderListId", -1);
        json.put("price", Decimals.wire(trade.price()));
        json.put("qty", Decimals.wire(trade.quantity()));
        json.put("quoteQty", Decimals.wire(trade.quote()));
        json.put("commission", Decimals.wire(BigDecimal.ZERO));
        json.put("commissionAsset", received(trade.symbol(), side));
        json.put("time", trade.timeMs());
        json.put("isBuyer", side == Side.BUY);
        json.put("isMaker", side != trade.takerSide());
        json.put("isBestMatch", true);
        return json;
    }

    private static String received(Symbol symbol, Side side) {
        return side == Side.BUY ? symbol.base() : symbol.quote();
    }

    /** Writes an order on its way to the engine. */
    public static ObjectNode newOrder(NewOrder order) {
        ObjectNode json = Json.object();
        json.put("orderId", order.orderId());
        json.put("account", order.account());
        json.put("clientOrderId", order.clientOrderId());
        json.put("symbol", order.symbol().name());
        json.put("side", order.side().name());
        json.put("type", order.type().name());
        json.put("timeInForce", order.timeInForce().name());
        json.put("price", order.price().toPlainString());
        json.put("quantity", order.quantity().toPlainString());
        return json;
    }

    /**
     * Reads what {@link #newOrder} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static NewOrder newOrder(JsonNode json) {
        return new NewOrder(
                json.path("orderId").asLong(0),
                text(json, "account"),
                text(json, "clientOrderId"),
                Symbols.of(text(json, "symbol")),
                Side.valueOf(text(json, "side")),
                OrderType.valueOf(text(json, "type")),
                TimeInForce.valueOf(text(json, "timeInForce")),
                Decimals.read(text(json, "price")),
                Decimals.read(text(json, "quantity")));
    }

    private static String text(JsonNode json, String field) {
        String value = json.path(field).asString("");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("field " + field + " must be given, but was absent");
        }
        return value;
    }
}
