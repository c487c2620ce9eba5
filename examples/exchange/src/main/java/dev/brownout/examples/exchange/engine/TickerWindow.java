package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.market.Trade;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last 24 hours of one symbol, kept by the minute. Not safe for threads. */
final class TickerWindow {
    private static final long MINUTE_MS = 60_000;
    private static final long MINUTES = 24 * 60;

    private final Deque<Minute> minutes = new ArrayDeque<>();
    private BigDecimal last;
    private BigDecimal lastQuantity = BigDecimal.ZERO;

    /** What the window adds up to. */
    record Totals(
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal last,
            BigDecimal lastQuantity,
            BigDecimal volume,
            BigDecimal quoteVolume,
            long firstId,
            long lastId,
            long count) {}

    private static final class Minute {
        final long index;
        final BigDecimal open;
        final long firstId;
        BigDecimal high;
        BigDecimal low;
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal quoteVolume = BigDecimal.ZERO;
        long lastId;
        long count;

        Minute(long index, Trade first) {
            this.index = index;
            this.open = first.price();
            this.high = first.price();
            this.low = first.price();
            this.firstId = first.id();
        }
    }

    /**
     * Makes an empty window.
     *
     * @param reference what the price is said to be until something trades
     */
    TickerWindow(BigDecimal reference) {
        this.last = reference;
    }

    void add(Trade trade) {
        long index = trade.timeMs() / MINUTE_MS;
        Minute minute = minutes.peekLast();
        if (minute == null || minute.index != index) {
            minute = new Minute(index, trade);
            minutes.addLast(minute);
        }
        minute.high = minute.high.max(trade.price());
        minute.low = minute.low.min(trade.price());
        minute.volume = minute.volume.add(trade.quantity());
        minute.quoteVolume = minute.quoteVolume.add(trade.quote());
        minute.lastId = trade.id();
        minute.count++;
        last = trade.price();
        lastQuantity = trade.quantity();
    }

    Totals totals(long nowMs) {
        while (!minutes.isEmpty() && minutes.getFirst().index <= nowMs / MINUTE_MS - MINUTES) {
            minutes.removeFirst();
        }
        Minute first = minutes.peekFirst();
        Minute end = minutes.peekLast();
        if (first == null || end == null) {
            return new Totals(last, last, last, last, lastQuantity, BigDecimal.ZERO, BigDecimal.ZERO, -1, -1, 0);
        }
        BigDecimal high = first.high;
        BigDecimal low = first.low;
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal quoteVolume = BigDecimal.ZERO;
        long count = 0;
        for (Minute minute : minutes) {
            high = high.max(minute.high);
            low = low.min(minute.low);
            volume = volume.add(minute.volume);
            quoteVolume = quoteVolume.add(minute.quoteVolume);
            count += minute.count;
        }
        return new Totals(
                first.open, high, low, last, lastQuantity, volume, quoteVolume, first.firstId, end.lastId, count);
    }
}
