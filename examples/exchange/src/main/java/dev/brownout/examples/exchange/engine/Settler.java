package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.ledger.LedgerCalls;
import dev.brownout.examples.exchange.ledger.LedgerException;
import dev.brownout.examples.exchange.ledger.LedgerUnavailableException;
import dev.brownout.examples.exchange.ledger.Settlement;
import dev.brownout.examples.exchange.market.OrderView;
import dev.brownout.examples.exchange.market.Trade;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Books the engine's events in the ledger, in order, on one thread of its own. While the ledger is away they wait in the
 * engine's memory; afterwards they are drained. Idempotent by the engine's sequence numbers, so a batch whose answer was
 * lost is simply sent again. Also voids orders that were booked in the ledger and never reached the engine.
 */
public final class Settler implements AutoCloseable {
    /** A batch holds the rows of its accounts until it is booked, and their owners' new orders wait for as long. */
    private static final int BATCH = 20;

    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(1);
    private static final long SWEEP_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

    private final Sequencer sequencer;
    private final LedgerCalls ledger;
    private final Duration voidAfter;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Makes a settler; {@link #start} starts it.
     *
     * @param voidAfter the age at which an order that the engine has never seen is voided; longer than any gateway may
     *     still be submitting it, though one that comes later still is refused by the engine
     */
    public Settler(Sequencer sequencer, LedgerCalls ledger, Duration voidAfter) {
        this.sequencer = sequencer;
        this.ledger = ledger;
        this.voidAfter = voidAfter;
        this.thread = new Thread(this::run, "brownout-settler");
        thread.setDaemon(true);
    }

    /** Starts settling. */
    public void start() {
        thread.start();
    }

    private void run() {
        long nextSweep = System.nanoTime() + SWEEP_NANOS;
        while (!closed) {
            try {
                List<EngineEvent> batch = sequencer.awaitUnsettled(BATCH, WAIT);
                if (!batch.isEmpty()) {
                    String json = json(batch);
                    sequencer.settled(
                            ledger.call(Deadline.in(Duration.ZERO), connection -> Settlement.settle(connection, json)));
                }
                if (System.nanoTime() - nextSweep >= 0) {
                    sweep();
                    nextSweep = System.nanoTime() + SWEEP_NANOS;
                }
            } catch (LedgerUnavailableException e) {
                pause(PAUSE);
            } catch (LedgerException e) {
                LOG.error("ledger refused to settle; {} events wait", sequencer.backlog(), e);
                pause(LONG_PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void sweep() throws LedgerUnavailableException, InterruptedException {
        for (OrderView order :
                ledger.call(Deadline.in(Duration.ZERO), connection -> Settlement.pending(connection, voidAfter))) {
            sequencer.voidUnseen(order.order());
        }
    }

    /** Writes events as {@code settle} in {@code ledger.sql} reads them. */
    static String json(List<EngineEvent> events) {
        ArrayNode array = Json.array();
        for (EngineEvent event : events) {
            ObjectNode json = array.addObject();
            json.put("sequence", event.sequence());
            if (event instanceof EngineEvent.Accepted accepted) {
                json.put("kind", "accepted").put("order", accepted.order().orderId());
                json.putArray("accounts").add(accepted.order().account());
            } else if (event instanceof EngineEvent.Closed done) {
                json.put("kind", "closed").put("order", done.order().orderId());
                json.put("status", done.status().name());
                json.putArray("accounts").add(done.order().account());
            } else if (event instanceof EngineEvent.Traded traded) {
                Trade trade = traded.trade();
                json.put("kind", "traded").put("trade", trade.id());
                json.put("price", trade.price().toPlainString());
                json.put("quantity", trade.quantity().toPlainString());
                json.put("buy", trade.buyOrderId()).put("sell", trade.sellOrderId());
                json.put("taker", trade.takerSide().name()).put("time", trade.timeMs());
                json.putArray("accounts").add(trade.buyer()).add(trade.seller());
            }
        }
        return new String(Json.bytes(array), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(LONG_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
