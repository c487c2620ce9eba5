package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Bulkhead;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import dev.brownout.examples.exchange.http.Router;
import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.OrderStatus;
import dev.brownout.examples.exchange.market.OrderView;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.Trade;
import dev.brownout.examples.exchange.market.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the gateways ask of the engine, behind the front door and without signatures: {@code POST /engine/order}, {@code
 * POST /engine/cancel}, {@code GET /engine/order}, {@code /engine/orders}, {@code /engine/trades}; what happened in which
 * order, for auditors ({@code /engine/events}); and the public market data under the paths of the front door.
 */
final class EngineApi {
    private static final int EVENTS_AT_ONCE = 2000;

    private final Sequencer sequencer;

    EngineApi(Sequencer sequencer) {
        this.sequencer = sequencer;
    }

    Router routes(String name, Bulkhead trading, Bulkhead market) {
        MarketData data = new MarketData(sequencer);
        return new Router(name, Duration.ofSeconds(1))
                .inline("GET /healthz", request -> health())
                .on("POST /engine/order", trading, this::place)
                .on("POST /engine/cancel", trading, this::cancel)
                .on("GET /engine/order", trading, this::order)
                .on("GET /engine/orders", trading, this::orders)
                .on("GET /engine/trades", trading, this::trades)
                .on("GET /engine/events", market, this::events)
                .on("GET /api/v3/depth", market, data::depth)
                .on("GET /api/v3/ticker/24hr", market, data::ticker)
                .on("GET /api/v3/ticker/price", market, data::price)
                .on("GET /api/v3/trades", market, data::trades);
    }

    private Reply health() {
        return Reply.ok(Json.object().put("status", "ok").put("settlementBacklog", sequencer.backlog()));
    }

    private Reply place(Request request) throws ApiException {
        NewOrder order;
        try {
            order = Wire.newOrder(Json.parse(request.body().getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new ApiException(ApiError.parameter("body"));
        }
        Sequencer.Placed placed = sequencer.place(order);
        if (placed.view().status() == OrderStatus.REJECTED) {
            throw new ApiException(ApiError.rejected("Order would immediately match and take."));
        }
        return Reply.ok(Wire.placed(placed.view(), placed.fills()));
    }

    private Reply cancel(Request request) throws ApiException {
        Sequencer.Cancelled cancelled = sequencer
                .cancel(
                        request.required("account"),
                        request.number("orderId"),
                        request.parameter("origClientOrderId").orElse(""))
                .orElseThrow(() -> new ApiException(ApiError.unknownOrder()));
        ObjectNode json = Wire.order(cancelled.view());
        json.put("transactTime", cancelled.view().updatedMs());
        json.put("changed", cancelled.changed());
        return Reply.ok(json);
    }

    private Reply order(Request request) throws ApiException {
        return Reply.ok(Wire.order(sequencer
                .order(
                        request.required("account"),
                        request.number("orderId"),
                        request.parameter("origClientOrderId").orElse(""))
                .orElseThrow(() -> new ApiException(ApiError.noSuchOrder()))));
    }

    private Reply orders(Request request) throws ApiException {
        boolean open = request.parameter("open").isPresent();
        Optional<String> symbol = request.parameter("symbol");
        List<OrderView> found = sequencer.orders(request.required("account"), open).stream()
                .filter(view -> symbol.isEmpty()
                        || symbol.get().equals(view.order().symbol().name()))
                .toList();
        int limit = (int) Math.min(1000L, request.number("limit").orElse(500L));
        ArrayNode json = Json.array();
        // open orders are never cut short; of all orders the newest are given
        found.subList(open ? 0 : Math.max(0, found.size() - limit), found.size())
                .forEach(view -> json.add(Wire.order(view)));
        return Reply.ok(json);
    }

    private Reply trades(Request request) throws ApiException {
        String account = request.required("account");
        String symbol = request.required("symbol");
        if (Symbols.find(symbol).isEmpty()) {
            throw new ApiException(ApiError.badSymbol());
        }
        Optional<Long> orderId = request.number("orderId");
        ArrayNode json = Json.array();
        for (Trade trade : sequencer.tradesOf(account)) {
            for (Side side : Side.values()) {
                boolean mine = account.equals(side == Side.BUY ? trade.buyer() : trade.seller());
                long id = side == Side.BUY ? trade.buyOrderId() : trade.sellOrderId();
                if (mine && trade.symbol().name().equals(symbol) && (orderId.isEmpty() || orderId.get() == id)) {
                    json.add(Wire.trade(trade, side));
                }
            }
        }
        return Reply.ok(json);
    }

    private Reply events(Request request) throws ApiException {
        Sequencer.Happened happened = sequencer.happened(request.number("after").orElse(0L), EVENTS_AT_ONCE);
        ObjectNode json = Json.object().put("sequence", happened.sequence());
        ArrayNode array = json.putArray("events");
        for (EngineEvent event : happened.events()) {
            ObjectNode entry = array.addObject().put("sequence", event.sequence());
            if (event instanceof EngineEvent.Accepted accepted) {
                entry.put("kind", "accepted").setAll(Wire.newOrder(accepted.order()));
            } else if (event instanceof EngineEvent.Closed closed) {
                entry.put("kind", "closed").put("orderId", closed.order().orderId());
                entry.put("symbol", closed.order().symbol().name());
            } else if (event instanceof EngineEvent.Traded traded) {
                Trade trade = traded.trade();
                boolean buyerTakes = trade.takerSide() == Side.BUY;
                entry.put("kind", "traded").put("symbol", trade.symbol().name());
                entry.put("maker", buyerTakes ? trade.sellOrderId() : trade.buyOrderId());
                entry.put("taker", buyerTakes ? trade.buyOrderId() : trade.sellOrderId());
                entry.put("price", trade.price().toPlainString());
                entry.put("quantity", trade.quantity().toPlainString());
            }
        }
        return Reply.ok(json);
    }
}
