package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.OrderStatus;
import dev.brownout.examples.exchange.market.OrderView;
import dev.brownout.examples.exchange.market.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** An order as the engine keeps it. Not safe for threads: belongs to its {@link MatchingEngine}. */
final class LiveOrder {
    final NewOrder spec;
    final long createdMs;
    final List<Trade> trades = new ArrayList<>(2);
    BigDecimal remaining;
    private BigDecimal executedQuote = BigDecimal.ZERO;
    private OrderStatus status = OrderStatus.NEW;
    private long updatedMs;

    LiveOrder(NewOrder spec, long createdMs) {
        this.spec = spec;
        this.createdMs = createdMs;
        this.updatedMs = createdMs;
        this.remaining = spec.quantity();
    }

    void traded(Trade trade) {
        trades.add(trade);
        remaining = remaining.subtract(trade.quantity());
        executedQuote = executedQuote.add(trade.quote());
        status = remaining.signum() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        updatedMs = trade.timeMs();
    }

    void closed(OrderStatus end, long timeMs) {
        status = end;
        updatedMs = timeMs;
    }

    OrderStatus status() {
        return status;
    }

    OrderView view() {
        return new OrderView(spec, status, spec.quantity().subtract(remaining), executedQuote, createdMs, updatedMs);
    }
}
