package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.OrderView;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbol;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.Trade;
import dev.brownout.examples.exchange.market.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts commands into one order, logs each before it is carried out, and keeps the events until they are settled. Safe for
 * any thread; every call is short.
 */
public final class Sequencer implements AutoCloseable {
    private static final int TRADES_KEPT = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<EngineEvent> unsettled = new ArrayDeque<>();
    private final EventLog events = new EventLog(EventLog.MOST);
    private final Map<String, Deque<Trade>> tradesBySymbol = new HashMap<>();
    private final Map<String, Deque<Trade>> tradesByAccount = new HashMap<>();
    private final Map<String, TickerWindow> tickers = new HashMap<>();
    private final List<Consumer<EngineEvent>> listeners = new CopyOnWriteArrayList<>();
    private final MatchingEngine engine = new MatchingEngine(this::happened);
    private final Clock clock;
    private final CommandLog log;

    /** An order, and what it has traded so far. */
    public record Placed(OrderView view, List<Trade> fills) {}

    /** What became of a cancel: the order as it stands, and whether this very call ended it. */
    public record Cancelled(OrderView view, boolean changed) {}

    /** Some of the engine's events, and the sequence number of its last: a command's events are in it all or not at all. */
    record Happened(long sequence, List<EngineEvent> events) {}

    /** A symbol's book and ticker at one moment. */
    record Market(
            long timeMs,
            long updateId,
            List<OrderBook.Level> bids,
            List<OrderBook.Level> asks,
            TickerWindow.Totals ticker) {}

    /**
     * Opens a sequencer and rebuilds its state.
     *
     * @param clock the time that commands are stamped with
     * @param file the command log; nothing keeps it in memory only
     * @throws IOException if the log cannot be read or opened
     */
    public Sequencer(Clock clock, Optional<Path> file) throws IOException {
        this.clock = clock;
        Symbols.all().forEach(symbol -> tickers.put(symbol.name(), new TickerWindow(symbol.reference())));
        if (file.isPresent()) {
            CommandLog.read(file.get()).forEach(this::replay);
            this.log = CommandLog.open(file.get());
        } else {
            this.log = CommandLog.inMemory();
        }
    }

    private void replay(JsonNode command) {
        long time = command.path("time").asLong(0);
        switch (command.path("do").asString("")) {
            case "place" -> engine.place(Wire.newOrder(command), time);
            case "void" -> engine.voidUnseen(Wire.newOrder(command), time);
            case "cancel" ->
                engine.find(
                                command.path("account").asString(""),
                                command.path("orderId").asLong(0))
                        .ifPresent(order -> engine.cancel(order, time));
            default ->
                throw new IllegalStateException(
                        "command log must hold place, void and cancel, but held " + command + "; remove the file");
        }
    }

    private void write(String what, ObjectNode command, long time) {
        try {
            command.put("do", what).put("time", time);
            log.append(command);
        } catch (IOException e) {
            throw new UncheckedIOException("command log must be writable", e);
        }
    }

    /** Places an order; one that is known by its account and client order id is answered as it stands. */
    public Placed place(NewOrder order) {
        lock.lock();
        try {
            Optional<LiveOrder> known = engine.find(order.account(), order.clientOrderId());
            if (known.isEmpty()) {
                long now = clock.millis();
                write("place", Wire.newOrder(order), now);
                known = Optional.of(engine.place(order, now));
            }
            return new Placed(known.get().view(), List.copyOf(known.get().trades));
        } finally {
            lock.unlock();
        }
    }

    /** Cancels an order by the ledger's number or by its client order id; nothing if the engine has never seen it. */
    public Optional<Cancelled> cancel(String account, Optional<Long> orderId, String clientOrderId) {
        lock.lock();
        try {
            Optional<LiveOrder> found = find(account, orderId, clientOrderId);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            LiveOrder order = found.get();
            boolean changed = order.status().open();
            if (changed) {
                long now = clock.millis();
                write("cancel", Wire.newOrder(order.spec), now);
                engine.cancel(order, now);
            }
            return Optional.of(new Cancelled(order.view(), changed));
        } finally {
            lock.unlock();
        }
    }

    /** Ends an order that is booked and never arrived; see {@link MatchingEngine}. */
    public void voidUnseen(NewOrder order) {
        lock.lock();
        try {
            if (engine.find(order.account(), order.clientOrderId()).isEmpty()) {
                long now = clock.millis();
                write("void", Wire.newOrder(order), now);
                engine.voidUnseen(order, now);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Finds an order by number or, if none is given, by client order id. */
    public Optional<OrderView> order(String account, Optional<Long> orderId, String clientOrderId) {
        lock.lock();
        try {
            return find(account, orderId, clientOrderId).map(LiveOrder::view);
        } finally {
            lock.unlock();
        }
    }

    private Optional<LiveOrder> find(String account, Optional<Long> orderId, String clientOrderId) {
        return orderId.isPresent() ? engine.find(account, orderId.get()) : engine.find(account, clientOrderId);
    }

    /** Gives an account's orders, oldest first, of every symbol. */
    public List<OrderView> orders(String account, boolean openOnly) {
        lock.lock();
        try {
            return engine.orders(account).stream()
                    .filter(order -> !openOnly || order.status().open())
                    .map(LiveOrder::view)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the last trades of an account, oldest first, at most 1000; the ledger has all of them. */
    public List<Trade> tradesOf(String account) {
        return copy(tradesByAccount, account);
    }

    /** Gives the last trades of a symbol, oldest first, at most 1000. */
    public List<Trade> tradesIn(Symbol symbol) {
        return copy(tradesBySymbol, symbol.name());
    }

    private List<Trade> copy(Map<String, Deque<Trade>> trades, String key) {
        lock.lock();
        try {
            return List.copyOf(trades.getOrDefault(key, new ArrayDeque<>()));
        } finally {
            lock.unlock();
        }
    }

    Market market(Symbol symbol, int levels) {
        lock.lock();
        try {
            OrderBook book = engine.book(symbol);
            long now = clock.millis();
            TickerWindow ticker = tickers.getOrDefault(symbol.name(), new TickerWindow(symbol.reference()));
            return new Market(
                    now,
                    book.updateId(),
                    book.levels(Side.BUY, levels),
                    book.levels(Side.SELL, levels),
                    ticker.totals(now));
        } finally {
            lock.unlock();
        }
    }

    Optional<OrderBook.Changes> takeChanges(Symbol symbol) {
        lock.lock();
        try {
            return engine.book(symbol).takeChanges();
        } finally {
            lock.unlock();
        }
    }

    /** Adds someone who is told every event, in order, on the thread of the command; must be quick. */
    public void listen(Consumer<EngineEvent> listener) {
        listeners.add(listener);
    }

    private void happened(EngineEvent event) {
        unsettled.addLast(event);
        events.add(event);
        if (event instanceof EngineEvent.Traded traded) {
            Trade trade = traded.trade();
            keep(tradesBySymbol, trade.symbol().name(), trade);
            keep(tradesByAccount, trade.buyer(), trade);
            if (!trade.seller().equals(trade.buyer())) {
                keep(tradesByAccount, trade.seller(), trade);
            }
            tickers.computeIfAbsent(trade.symbol().name(), name -> new TickerWindow(trade.price()))
                    .add(trade);
        }
        listeners.forEach(listener -> listener.accept(event));
        if (lock.isHeldByCurrentThread()) {
            arrived.signalAll();
        }
    }

    private static void keep(Map<String, Deque<Trade>> trades, String key, Trade trade) {
        Deque<Trade> kept = trades.computeIfAbsent(key, absent -> new ArrayDeque<>());
        kept.addLast(trade);
        if (kept.size() > TRADES_KEPT) {
            kept.removeFirst();
        }
    }

    /** Waits until something is to be settled, and gives the oldest of it; empty if nothing came in time. */
    List<EngineEvent> awaitUnsettled(int max, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (unsettled.isEmpty() && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            List<EngineEvent> batch = new ArrayList<>();
            for (EngineEvent event : unsettled) {
                if (batch.size() == max) {
                    break;
                }
                batch.add(event);
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what is settled, up to and including a sequence number. */
    void settled(long sequence) {
        lock.lock();
        try {
            while (!unsettled.isEmpty() && unsettled.getFirst().sequence() <= sequence) {
                unsettled.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives the sequence number of the last event. */
    public long sequence() {
        lock.lock();
        try {
            return engine.sequence();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the events after a sequence number, oldest first; empty if there are no more, or no more were kept. */
    Happened happened(long after, int limit) {
        lock.lock();
        try {
            return new Happened(engine.sequence(), events.after(after, limit));
        } finally {
            lock.unlock();
        }
    }

    /** Gives how many events wait to be settled; −1 if the engine is too busy to say within a second. */
    public int backlog() {
        try {
            if (!lock.tryLock(1, TimeUnit.SECONDS)) {
                return -1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
        try {
            return unsettled.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            log.close();
        } finally {
            lock.unlock();
        }
    }
}
