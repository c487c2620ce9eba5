package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.OrderStatus;
import dev.brownout.examples.exchange.market.OrderType;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbol;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.TimeInForce;
import dev.brownout.examples.exchange.market.Trade;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Matches orders by price, then by arrival. A pure state machine: the same commands with the same times give the same
 * events with the same sequence numbers, so that a log of commands is enough to rebuild it. Not safe for threads: its
 * {@link Sequencer} calls it, one command at a time.
 *
 * <p>Idempotent by (account, client order id): a second order under the same id changes nothing and is answered with the
 * first. Orders are kept for the life of the process, ended ones too, because that is what makes an ambiguous answer
 * resolvable later.
 */
public final class MatchingEngine {
    private final Map<String, OrderBook> books = new LinkedHashMap<>();
    private final Map<String, Map<String, LiveOrder>> byClientId = new HashMap<>();
    private final Map<Long, LiveOrder> byId = new HashMap<>();
    private final Consumer<EngineEvent> events;
    private long sequence;
    private long trades;

    /**
     * Makes an engine with empty books.
     *
     * @param events is told every event, in order, before the command returns
     */
    public MatchingEngine(Consumer<EngineEvent> events) {
        this.events = events;
        Symbols.all().forEach(symbol -> books.put(symbol.name(), new OrderBook()));
    }

    /** Takes an order, trades it as far as it goes, and lets the rest rest or expire. */
    LiveOrder place(NewOrder spec, long timeMs) {
        Optional<LiveOrder> known = find(spec.account(), spec.clientOrderId());
        if (known.isPresent()) {
            return known.get();
        }
        LiveOrder order = register(spec, timeMs);
        OrderBook book = book(spec.symbol());
        boolean crosses = book.available(spec.side(), spec.price()).signum() > 0;
        if (spec.type() == OrderType.LIMIT_MAKER && crosses) {
            close(order, OrderStatus.REJECTED, timeMs);
        } else if (spec.timeInForce() == TimeInForce.FOK
                && book.available(spec.side(), spec.price()).compareTo(spec.quantity()) < 0) {
            close(order, OrderStatus.EXPIRED, timeMs);
        } else {
            match(order, book, timeMs);
        }
        return order;
    }

    private LiveOrder register(NewOrder spec, long timeMs) {
        LiveOrder order = new LiveOrder(spec, timeMs);
        byClientId
                .computeIfAbsent(spec.account(), account -> new LinkedHashMap<>())
                .put(spec.clientOrderId(), order);
        byId.put(spec.orderId(), order);
        events.accept(new EngineEvent.Accepted(++sequence, timeMs, spec));
        return order;
    }

    private void match(LiveOrder taker, OrderBook book, long timeMs) {
        NewOrder spec = taker.spec;
        while (taker.remaining.signum() > 0) {
            Optional<LiveOrder> best = book.best(spec.side().opposite());
            if (best.isEmpty() || !reaches(spec, best.get().spec.price())) {
                break;
            }
            trade(taker, best.get(), book, timeMs);
        }
        if (taker.remaining.signum() == 0) {
            return;
        }
        if (spec.timeInForce() == TimeInForce.GTC && spec.type() != OrderType.MARKET) {
            book.rest(taker);
        } else {
            close(taker, OrderStatus.EXPIRED, timeMs);
        }
    }

    private static boolean reaches(NewOrder taker, BigDecimal price) {
        int relation = taker.price().compareTo(price);
        return taker.side() == Side.BUY ? relation >= 0 : relation <= 0;
    }

    private void trade(LiveOrder taker, LiveOrder maker, OrderBook book, long timeMs) {
        boolean buys = taker.spec.side() == Side.BUY;
        NewOrder buy = buys ? taker.spec : maker.spec;
        NewOrder sell = buys ? maker.spec : taker.spec;
        Trade trade = new Trade(
                ++trades,
                taker.spec.symbol(),
                maker.spec.price(),
                taker.remaining.min(maker.remaining),
                buy.orderId(),
                sell.orderId(),
                buy.account(),
                sell.account(),
                taker.spec.side(),
                timeMs);
        taker.traded(trade);
        maker.traded(trade);
        book.shrunk(maker);
        events.accept(new EngineEvent.Traded(++sequence, timeMs, trade));
    }

    /**
     * Cancels an order if it is open.
     *
     * @return true if this call ended it
     */
    boolean cancel(LiveOrder order, long timeMs) {
        if (!order.status().open()) {
            return false;
        }
        book(order.spec.symbol()).remove(order);
        close(order, OrderStatus.CANCELED, timeMs);
        return true;
    }

    /**
     * Ends an order that was booked in the ledger and never arrived, so that it cannot be executed if it arrives after
     * all. An order that did arrive is left alone.
     */
    void voidUnseen(NewOrder spec, long timeMs) {
        if (find(spec.account(), spec.clientOrderId()).isEmpty()) {
            close(register(spec, timeMs), OrderStatus.EXPIRED, timeMs);
        }
    }

    private void close(LiveOrder order, OrderStatus status, long timeMs) {
        order.closed(status, timeMs);
        events.accept(new EngineEvent.Closed(++sequence, timeMs, order.spec, status));
    }

    Optional<LiveOrder> find(String account, String clientOrderId) {
        return Optional.ofNullable(byClientId.getOrDefault(account, Map.of()).get(clientOrderId));
    }

    Optional<LiveOrder> find(String account, long orderId) {
        return Optional.ofNullable(byId.get(orderId))
                .filter(order -> order.spec.account().equals(account));
    }

    /** Gives an account's orders, oldest first. */
    Collection<LiveOrder> orders(String account) {
        return byClientId.getOrDefault(account, Map.of()).values();
    }

    OrderBook book(Symbol symbol) {
        OrderBook book = books.get(symbol.name());
        if (book == null) {
            throw new IllegalArgumentException("symbol must be listed, but was " + symbol.name());
        }
        return book;
    }

    /** Gives the sequence number of the last event; 0 before the first. */
    long sequence() {
        return sequence;
    }
}
