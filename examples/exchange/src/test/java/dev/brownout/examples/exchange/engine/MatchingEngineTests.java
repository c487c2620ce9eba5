package dev.brownout.examples.exchange.engine;

import static dev.brownout.examples.exchange.engine.Orders.limit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.examples.exchange.market.OrderStatus;
import dev.brownout.examples.exchange.market.OrderType;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.TimeInForce;
import dev.brownout.examples.exchange.market.Trade;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingEngineTests {
    private final List<EngineEvent> events = new ArrayList<>();
    private final MatchingEngine engine = new MatchingEngine(events::add);

    private List<Trade> trades() {
        return events.stream()
                .filter(EngineEvent.Traded.class::isInstance)
                .map(event -> ((EngineEvent.Traded) event).trade())
                .toList();
    }

    @Test
    void bestPriceTradesFirstThenTheOneThatCameFirst() {
        engine.place(limit(1, "a", Side.SELL, "101", "1"), 1);
        engine.place(limit(2, "b", Side.SELL, "100", "1"), 2);
        engine.place(limit(3, "c", Side.SELL, "100", "1"), 3);
        LiveOrder taker = engine.place(limit(4, "d", Side.BUY, "101", "2.5"), 4);

        assertThat(trades()).extracting(Trade::sellOrderId).containsExactly(2L, 3L, 1L);
        assertThat(trades()).extracting(trade -> trade.price().toPlainString()).containsExactly("100", "100", "101");
        assertThat(taker.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(taker.view().executedQuote()).isEqualByComparingTo("250.5");
        assertThat(engine.book(Symbols.of("BTCUSDT")).levels(Side.SELL, 10))
                .singleElement()
                .satisfies(level -> assertThat(level.quantity()).isEqualByComparingTo("0.5"));
    }

    @Test
    void eventsAreNumberedWithoutGaps() {
        engine.place(limit(1, "a", Side.SELL, "100", "1"), 1);
        engine.place(limit(2, "b", Side.BUY, "100", "2"), 2);
        engine.cancel(engine.find("b", 2).orElseThrow(), 3);

        assertThat(events).extracting(EngineEvent::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(events.get(3)).isInstanceOf(EngineEvent.Closed.class);
    }

    @Test
    void theSameClientOrderIdIsExecutedOnce() {
        engine.place(limit(1, "a", Side.SELL, "100", "5"), 1);
        LiveOrder first = engine.place(limit(2, "b", Side.BUY, "100", "1"), 2);
        LiveOrder second = engine.place(limit(2, "b", Side.BUY, "100", "1"), 3);

        assertThat(second).isSameAs(first);
        assertThat(trades()).hasSize(1);
    }

    @Test
    void aMarketOrderStopsAtItsCollarAndTheRestExpires() {
        engine.place(limit(1, "a", Side.SELL, "100", "1"), 1);
        engine.place(limit(2, "a", Side.SELL, "110", "1"), 1);
        LiveOrder taker = engine.place(Orders.of(3, "b", Side.BUY, OrderType.MARKET, TimeInForce.IOC, "102", "2"), 2);

        assertThat(taker.status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(taker.view().executedQuantity()).isEqualByComparingTo("1");
    }

    @Test
    void fillOrKillTakesAllOrNothing() {
        engine.place(limit(1, "a", Side.SELL, "100", "1"), 1);
        LiveOrder tooBig = engine.place(Orders.of(2, "b", Side.BUY, OrderType.LIMIT, TimeInForce.FOK, "100", "1.5"), 2);
        LiveOrder fitting = engine.place(Orders.of(3, "b", Side.BUY, OrderType.LIMIT, TimeInForce.FOK, "100", "1"), 3);

        assertThat(tooBig.status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(fitting.status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void postOnlyIsRejectedIfItWouldTake() {
        engine.place(limit(1, "a", Side.SELL, "100", "1"), 1);
        assertThat(engine.place(Orders.of(2, "b", Side.BUY, OrderType.LIMIT_MAKER, TimeInForce.GTC, "100", "1"), 2)
                        .status())
                .isEqualTo(OrderStatus.REJECTED);
        assertThat(engine.place(Orders.of(3, "b", Side.BUY, OrderType.LIMIT_MAKER, TimeInForce.GTC, "99", "1"), 3)
                        .status())
                .isEqualTo(OrderStatus.NEW);
    }

    @Test
    void anOrderVoidedUnseenCannotBeExecutedLater() {
        engine.voidUnseen(limit(1, "a", Side.BUY, "100", "1"), 1);
        engine.place(limit(2, "b", Side.SELL, "100", "1"), 2);
        LiveOrder late = engine.place(limit(1, "a", Side.BUY, "100", "1"), 3);

        assertThat(late.status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(trades()).isEmpty();
    }

    @Test
    void cancellingTwiceChangesNothing() {
        LiveOrder order = engine.place(limit(1, "a", Side.BUY, "100", "1"), 1);
        assertThat(engine.cancel(order, 2)).isTrue();
        assertThat(engine.cancel(order, 3)).isFalse();
        assertThat(engine.find("b", 1)).as("another account's order").isEmpty();
    }
}
