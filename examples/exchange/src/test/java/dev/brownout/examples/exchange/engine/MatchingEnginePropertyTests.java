package dev.brownout.examples.exchange.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.OrderType;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.TimeInForce;
import dev.brownout.examples.exchange.market.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of random commands: the engine and the slow book must trade the same and end with the same book. */
class MatchingEnginePropertyTests {
    private static final int COMMANDS = 3000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20251020, -7})
    void tradesAsTheSlowBookDoes(long seed) {
        Random random = new Random(seed);
        List<String> trades = new ArrayList<>();
        MatchingEngine engine = new MatchingEngine(event -> {
            if (event instanceof EngineEvent.Traded traded) {
                trades.add(describe(traded.trade()));
            }
        });
        SlowBook slow = new SlowBook();
        for (int id = 1; id <= COMMANDS; id++) {
            if (random.nextInt(4) == 0 && id > 1) {
                long victim = 1L + random.nextInt(id - 1);
                boolean was = slow.cancel(victim);
                boolean is = engine.find("a" + victim % 5, victim)
                        .map(order -> engine.cancel(order, 0))
                        .orElse(false);
                assertThat(is).as("cancel of %s, seed %s", victim, seed).isEqualTo(was);
            }
            NewOrder order = order(random, id);
            engine.place(order, id);
            slow.place(order);
        }
        assertThat(trades).as("seed %s", seed).isEqualTo(slow.trades).hasSizeGreaterThan(COMMANDS / 4);
        OrderBook book = engine.book(Symbols.of("BTCUSDT"));
        for (Side side : Side.values()) {
            assertThat(book.best(side).map(best -> best.spec.price())).isEqualTo(slow.best(side));
            assertThat(book.levels(side, Integer.MAX_VALUE).stream()
                            .map(OrderBook.Level::quantity)
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(slow.total(side));
        }
        assertCannotCross(book);
    }

    private static void assertCannotCross(OrderBook book) {
        if (book.best(Side.BUY).isPresent() && book.best(Side.SELL).isPresent()) {
            assertThat(book.best(Side.BUY).get().spec.price())
                    .isLessThan(book.best(Side.SELL).get().spec.price());
        }
    }

    private static NewOrder order(Random random, int id) {
        OrderType type = any(random, OrderType.values());
        TimeInForce timeInForce = type == OrderType.LIMIT
                ? any(random, TimeInForce.values())
                : type == OrderType.MARKET ? TimeInForce.IOC : TimeInForce.GTC;
        return Orders.of(
                id,
                "a" + id % 5,
                random.nextBoolean() ? Side.BUY : Side.SELL,
                type,
                timeInForce,
                Integer.toString(95 + random.nextInt(11)),
                BigDecimal.valueOf(1 + random.nextInt(40), 1).toPlainString());
    }

    private static <E> E any(Random random, E[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String describe(Trade trade) {
        boolean buys = trade.takerSide() == Side.BUY;
        long taker = buys ? trade.buyOrderId() : trade.sellOrderId();
        long maker = buys ? trade.sellOrderId() : trade.buyOrderId();
        return taker + "x" + maker + " " + trade.quantity().stripTrailingZeros() + "@"
                + trade.price().stripTrailingZeros();
    }
}
