package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Operation;
import dev.brownout.api.Workload;
import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.ledger.LedgerAudit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fifty traders who place, cancel and look at their balances, and write down what they were told ({@code
 * docs/history.md}), and an auditor who looks at the ledger meanwhile and reads everything back in the end. Arrivals are a
 * Poisson process drawn from the seed, kept by one thread that never waits for an answer; an arrival that finds every trader
 * busy is lost, as it would be at a broker's. Thread safe.
 */
public final class TraderWorkload implements Workload {
    private static final Logger LOG = LoggerFactory.getLogger(TraderWorkload.class);

    /** How long a trader waits for an answer. */
    static final Duration GIVEN_UP = Duration.ofSeconds(5);

    private static final int TRADERS = 50;
    /** How many arrive in a second where nothing else is asked for. */
    static final double ARRIVALS_PER_SECOND = 40;
    /** Kept back from the limit of {@link #finish} for reading the books one last time. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private static final Duration JOIN = Duration.ofSeconds(1);

    private final SplittableRandom chance;
    private final double arrivalsPerSecond;
    private final String prefix;
    private final FrontDoor door;
    private final FundsTold told;
    private final Checkpoints checkpoints;
    private final LedgerReader ledger;
    private final List<Trader> traders;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    /** By operation's id, those without an answer yet. */
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch givenUp = new CountDownLatch(1);
    private Optional<Thread> schedule = Optional.empty();
    private Recorder recorder = operation -> {};

    /** Cancelling the request ends the exchange of messages; then, as after any answer, what is known is recorded. */
    private record Open(CompletableFuture<?> request, CompletableFuture<?> recorded) {}

    /**
     * Make traders who do nothing yet.
     *
     * @param seed everything they intend follows from it
     * @param number tells this workload's client order ids from those of others of the same exchange
     * @param arrivalsPerSecond how many arrive, on average
     */
    TraderWorkload(
            long seed, int number, double arrivalsPerSecond, FrontDoor door, Accounts accounts, LedgerReader ledger) {
        this.chance = new SplittableRandom(seed);
        this.arrivalsPerSecond = arrivalsPerSecond;
        this.prefix = "w" + number + "-";
        this.door = door;
        this.told = new FundsTold(accounts);
        this.ledger = ledger;
        this.checkpoints = new Checkpoints(ledger, told);
        this.traders = IntStream.range(0, TRADERS)
                .mapToObj(i -> new Trader(accounts.named("trader-" + i)))
                .toList();
    }

    @Override
    public synchronized void start(Recorder recorder) {
        if (schedule.isPresent() || stopped.getCount() == 0) {
            throw new IllegalStateException("a workload must be started once; ask the stack for another");
        }
        this.recorder = recorder;
        var thread = new Thread(this::run, "brownout-traders");
        thread.setDaemon(true);
        schedule = Optional.of(thread);
        thread.start();
        checkpoints.start(this::saw);
    }

    /** From the beginning on, not from the last arrival: being late once makes nobody later. */
    private void run() {
        long began = System.nanoTime();
        double due = 0;
        try {
            while (true) {
                due += -Math.log(1 - chance.nextDouble()) / arrivalsPerSecond;
                var intent = Intent.draw(chance, TRADERS);
                long wait = began + (long) (due * 1e9) - System.nanoTime();
                if (stopped.await(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
                    return;
                }
                idle(intent.trader()).ifPresentOrElse(trader -> act(trader, intent), lost::incrementAndGet);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Take the trader whose turn it is, or the next who is idle. */
    private Optional<Trader> idle(int turn) {
        return IntStream.range(0, TRADERS)
                .mapToObj(i -> traders.get((turn + i) % TRADERS))
                .filter(Trader::begin)
                .findFirst();
    }

    private void act(Trader trader, Intent intent) {
        switch (intent.kind()) {
            case PLACE -> place(trader, intent);
            case CANCEL -> trader.oldest().ifPresentOrElse(order -> cancel(trader, order), () -> place(trader, intent));
            case READ_BALANCE -> readBalance(trader);
        }
    }

    private void place(Trader trader, Intent intent) {
        long id = ids.incrementAndGet();
        var clientId = prefix + id;
        var symbol = intent.symbol().name();
        var asked = new TreeMap<>(Map.of(
                "account", trader.account().name(),
                "client-id", clientId,
                "symbol", symbol,
                "side", intent.side().name(),
                "quantity", intent.quantity().toPlainString(),
                "price", intent.price().toPlainString()));
        var parameters = Map.of(
                "symbol",
                symbol,
                "side",
                intent.side().name(),
                "type",
                "LIMIT",
                "timeInForce",
                "GTC",
                "quantity",
                intent.quantity().toPlainString(),
                "price",
                intent.price().toPlainString(),
                "newClientOrderId",
                clientId);
        send(id, trader, "place", asked, "POST", "/api/v3/order", parameters, answer -> {
            var learned = TraderAnswers.placed(answer);
            var status = learned.data().getOrDefault("status", "");
            if (status.equals("NEW") || status.equals("PARTIALLY_FILLED")) {
                trader.rests(new Trader.Order(symbol, clientId));
            }
            return learned;
        });
    }

    private void cancel(Trader trader, Trader.Order order) {
        send(
                ids.incrementAndGet(),
                trader,
                "cancel",
                Map.of("account", trader.account().name(), "client-id", order.clientId()),
                "DELETE",
                "/api/v3/order",
                Map.of("symbol", order.symbol(), "origClientOrderId", order.clientId()),
                TraderAnswers::cancelled);
    }

    private void readBalance(Trader trader) {
        send(
                ids.incrementAndGet(),
                trader,
                "read-balance",
                Map.of("account", trader.account().name()),
                "GET",
                "/api/v3/account",
                Map.of(),
                TraderAnswers::balance);
    }

    private void send(
            long id,
            Trader trader,
            String action,
            Map<String, String> asked,
            String method,
            String path,
            Map<String, String> parameters,
            Function<HttpAnswer, TraderAnswers.Learned> learn) {
        var process = trader.account().name();
        record(new Operation(id, process, action, Operation.Type.INVOKED, asked));
        var request = door.signed(trader.account(), method, path, parameters);
        var recorded = request.thenApply(learn)
                .exceptionally(TraderAnswers::unanswered)
                .thenAccept(learned -> record(new Operation(id, process, action, learned.type(), learned.data())));
        open.put(id, new Open(request, recorded));
        recorded.whenComplete((nothing, failure) -> {
            open.remove(id);
            trader.end();
        });
    }

    private synchronized Recorder recorder() {
        return recorder;
    }

    private void record(Operation operation) {
        recorder().record(operation);
    }

    private void saw(String action, Operation.Type type, Map<String, String> data) {
        record(new Operation(ids.incrementAndGet(), "auditor", action, type, data));
    }

    @Override
    public void finish(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        stop();
        awaitAnswers(limit);
        if (lost.get() > 0) {
            LOG.info("{} arrivals found every trader busy and were lost", lost.get());
        }
        var names = traders.stream().map(trader -> trader.account().name()).collect(Collectors.toSet());
        try {
            // the books matter more, so they have at least half of the time
            long now = System.nanoTime();
            new EngineLog(ledger, givenUp).record(now + (end - now) / 2, this::saw);
            new FinalRead(ledger, told, order -> names.contains(order.account()) && !another(order), givenUp)
                    .record(end - LAST_LOOK.toNanos(), this::saw);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tell whether an order was asked for by another workload of this exchange. Orders that nobody asked for are ours. */
    private boolean another(LedgerAudit.Order order) {
        return order.clientOrderId().matches("w\\d+-.*")
                && !order.clientOrderId().startsWith(prefix);
    }

    private void awaitAnswers(Duration limit) {
        try {
            var all = CompletableFuture.allOf(
                    open.values().stream().map(Open::recorded).toArray(CompletableFuture<?>[]::new));
            long patience = Math.min(limit.toMillis(), GIVEN_UP.plusSeconds(1).toMillis());
            all.get(patience, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            giveUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** End the arrivals and the checkpoints; no operation begins after this returns. */
    private void stop() {
        stopped.countDown();
        checkpoints.close();
        Optional<Thread> thread;
        synchronized (this) {
            thread = schedule;
        }
        if (thread.isPresent()) {
            try {
                thread.get().join(JOIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        givenUp.countDown();
        stop();
        giveUp();
    }

    private void giveUp() {
        open.values().forEach(operation -> operation.request().cancel(true));
    }
}
