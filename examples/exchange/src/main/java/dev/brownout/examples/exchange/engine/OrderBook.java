package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.market.Side;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The resting orders of one symbol, by price and then by arrival. Not safe for threads. */
final class OrderBook {
    private final NavigableMap<BigDecimal, Deque<LiveOrder>> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, Deque<LiveOrder>> asks = new TreeMap<>();
    private final TreeSet<BigDecimal> changedBids = new TreeSet<>();
    private final TreeSet<BigDecimal> changedAsks = new TreeSet<>();
    private long updateId = 1;
    private long publishedId = 1;

    /** One price and the quantity that rests there; zero if nothing does any more. */
    record Level(BigDecimal price, BigDecimal quantity) {}

    /** What changed between two update ids, both inclusive, as Binance's diff depth stream tells it. */
    record Changes(long firstId, long lastId, List<Level> bids, List<Level> asks) {}

    private NavigableMap<BigDecimal, Deque<LiveOrder>> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private void touch(Side side, BigDecimal price) {
        updateId++;
        (side == Side.BUY ? changedBids : changedAsks).add(price);
    }

    void rest(LiveOrder order) {
        side(order.spec.side())
                .computeIfAbsent(order.spec.price(), price -> new ArrayDeque<>())
                .addLast(order);
        touch(order.spec.side(), order.spec.price());
    }

    void remove(LiveOrder order) {
        Deque<LiveOrder> level = side(order.spec.side()).get(order.spec.price());
        if (level != null && level.remove(order)) {
            dropIfEmpty(order.spec.side(), order.spec.price(), level);
            touch(order.spec.side(), order.spec.price());
        }
    }

    /** Tells that a resting order shrank, and removes it if nothing of it is left. */
    void shrunk(LiveOrder order) {
        if (order.remaining.signum() == 0) {
            remove(order);
        } else {
            touch(order.spec.side(), order.spec.price());
        }
    }

    private void dropIfEmpty(Side side, BigDecimal price, Deque<LiveOrder> level) {
        if (level.isEmpty()) {
            side(side).remove(price);
        }
    }

    /** Gives the order of a side that trades first, if any rests there. */
    Optional<LiveOrder> best(Side side) {
        Map.Entry<BigDecimal, Deque<LiveOrder>> first = side(side).firstEntry();
        return first == null ? Optional.empty() : Optional.of(first.getValue().getFirst());
    }

    /** Gives the quantity that an order of a side could trade at once at a limit. */
    BigDecimal available(Side taker, BigDecimal limit) {
        return side(taker.opposite()).headMap(limit, true).values().stream()
                .flatMap(Deque::stream)
                .map(order -> order.remaining)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Gives the best levels of a side, best first. */
    List<Level> levels(Side side, int limit) {
        List<Level> levels = new ArrayList<>();
        for (BigDecimal price : side(side).keySet()) {
            if (levels.size() == limit) {
                break;
            }
            levels.add(level(side, price));
        }
        return levels;
    }

    private Level level(Side side, BigDecimal price) {
        Deque<LiveOrder> orders = side(side).getOrDefault(price, new ArrayDeque<>());
        return new Level(price, orders.stream().map(order -> order.remaining).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    long updateId() {
        return updateId;
    }

    /** Takes what changed since the last call; nothing if nothing did. */
    Optional<Changes> takeChanges() {
        if (publishedId == updateId) {
            return Optional.empty();
        }
        Changes changes = new Changes(
                publishedId + 1,
                updateId,
                changedBids.stream().map(price -> level(Side.BUY, price)).toList(),
                changedAsks.stream().map(price -> level(Side.SELL, price)).toList());
        changedBids.clear();
        changedAsks.clear();
        publishedId = updateId;
        return Optional.of(changes);
    }
}
