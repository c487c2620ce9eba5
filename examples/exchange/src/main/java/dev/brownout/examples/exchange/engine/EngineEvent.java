package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.OrderStatus;
import dev.brownout.examples.exchange.market.Trade;

/** What the engine did, in its order: what the settler books and the streams publish. */
public sealed interface EngineEvent {
    /** Ascending from 1 without gaps. */
    long sequence();

    /** When, epoch milliseconds. */
    long timeMs();

    /** An order was taken in. */
    record Accepted(long sequence, long timeMs, NewOrder order) implements EngineEvent {}

    /** Two orders matched. */
    record Traded(long sequence, long timeMs, Trade trade) implements EngineEvent {}

    /** An order ended with some of it not traded. */
    record Closed(long sequence, long timeMs, NewOrder order, OrderStatus status) implements EngineEvent {}
}
