package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.OrderType;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Price-time priority, done the slow and obvious way: one list in order of arrival, searched from the start each time. */
final class SlowBook {
    private final List<Entry> resting = new ArrayList<>();
    final List<String> trades = new ArrayList<>();

    private static final class Entry {
        final NewOrder order;
        BigDecimal left;

        Entry(NewOrder order) {
            this.order = order;
            this.left = order.quantity();
        }
    }

    void place(NewOrder order) {
        List<Entry> matches = new ArrayList<>(resting.stream()
                .filter(entry -> entry.order.side() != order.side())
                .filter(entry -> order.side() == Side.BUY
                        ? entry.order.price().compareTo(order.price()) <= 0
                        : entry.order.price().compareTo(order.price()) >= 0)
                .toList());
        Comparator<Entry> byPrice = Comparator.comparing(entry -> entry.order.price());
        matches.sort(order.side() == Side.BUY ? byPrice : byPrice.reversed()); // stable: arrival breaks ties
        BigDecimal reachable = matches.stream().map(entry -> entry.left).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (order.type() == OrderType.LIMIT_MAKER && !matches.isEmpty()) {
            return;
        }
        if (order.timeInForce() == TimeInForce.FOK && reachable.compareTo(order.quantity()) < 0) {
            return;
        }
        Entry taker = new Entry(order);
        for (Entry maker : matches) {
            BigDecimal quantity = taker.left.min(maker.left);
            if (quantity.signum() > 0) {
                taker.left = taker.left.subtract(quantity);
                maker.left = maker.left.subtract(quantity);
                trades.add(order.orderId() + "x" + maker.order.orderId() + " " + quantity.stripTrailingZeros() + "@"
                        + maker.order.price().stripTrailingZeros());
            }
        }
        resting.removeIf(entry -> entry.left.signum() == 0);
        if (taker.left.signum() > 0 && order.timeInForce() == TimeInForce.GTC) {
            resting.add(taker);
        }
    }

    boolean cancel(long orderId) {
        return resting.removeIf(entry -> entry.order.orderId() == orderId);
    }

    Optional<BigDecimal> best(Side side) {
        Comparator<BigDecimal> order = Comparator.naturalOrder();
        return resting.stream()
                .filter(entry -> entry.order.side() == side)
                .map(entry -> entry.order.price())
                .min(side == Side.SELL ? order : order.reversed());
    }

    BigDecimal total(Side side) {
        return resting.stream()
                .filter(entry -> entry.order.side() == side)
                .map(entry -> entry.left)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
