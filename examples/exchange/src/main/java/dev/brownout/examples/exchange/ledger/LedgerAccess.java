package dev.brownout.examples.exchange.ledger;

import dev.brownout.examples.exchange.config.Settings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way to the ledger, put together from the settings' strategies: {@code name-lookup} (last-good, stock), {@code
 * reconnects} (jittered, doubling) and {@code ledger-calls} (deadline, patient).
 */
public final class LedgerAccess implements AutoCloseable {
    private final List<Runnable> closers = new ArrayList<>();
    private final LedgerPool pool;
    private final LedgerCalls calls;

    private LedgerAccess(Settings settings, String deadlineKey, int idle) {
        Reconnects reconnects = settings.choose(
                "reconnects",
                Map.of(
                        "jittered",
                        () -> new JitteredReconnects(
                                System::nanoTime,
                                () -> ThreadLocalRandom.current().nextDouble(),
                                settings.duration("backoff-initial"),
                                settings.duration("backoff-cap")),
                        "doubling",
                        () -> new DoublingReconnects(
                                System::nanoTime,
                                settings.duration("backoff-initial"),
                                settings.duration("backoff-cap"))));
        NameLookup lookup = settings.choose(
                "name-lookup", Map.of("last-good", () -> lastGood(settings), "stock", StockLookup::new));
        LedgerConnections connections = new LedgerConnections(
                LedgerTarget.of(settings.text("ledger")),
                settings.text("ledger-user"),
                settings.optional("ledger-password").orElse(""),
                settings.duration("connect-timeout"),
                settings.duration("query-timeout"),
                lookup,
                reconnects);
        int size = settings.number("ledger-pool-size");
        this.pool = new LedgerPool(
                connections,
                new LedgerPool.Sizes(size, idle, settings.duration("pool-lifetime"), settings.duration("pool-wait")));
        closers.add(pool::close);
        this.calls = settings.choose(
                "ledger-calls",
                Map.of(
                        "deadline",
                        () -> {
                            DeadlineCalls deadline = new DeadlineCalls(
                                    pool,
                                    settings.duration(deadlineKey),
                                    settings.number("ledger-attempts"),
                                    settings.number("order-threads"),
                                    () -> ThreadLocalRandom.current().nextDouble());
                            closers.add(deadline::close);
                            return deadline;
                        },
                        "patient",
                        () -> new PatientCalls(pool, reconnects, settings.number("ledger-attempts"))));
    }

    /** Makes the access of a gateway: a pool that is renewed in the background if the posture says so. */
    public static LedgerAccess ofGateway(Settings settings) {
        return new LedgerAccess(settings, "ledger-deadline", settings.number("ledger-pool-idle"));
    }

    /** Makes the access of the settler: its calls may take longer, because nobody waits for them. */
    public static LedgerAccess ofSettler(Settings settings) {
        return new LedgerAccess(settings, "settle-deadline", 0);
    }

    private NameLookup lastGood(Settings settings) {
        ExecutorService resolver = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "brownout-lookup");
            thread.setDaemon(true);
            return thread;
        });
        closers.add(resolver::shutdownNow);
        return new LastGoodLookup(
                InetAddress::getAllByName,
                resolver,
                System::nanoTime,
                settings.duration("lookup-timeout"),
                settings.duration("last-good-limit"));
    }

    /** Gives the strategy that decides how long to try. */
    public LedgerCalls calls() {
        return calls;
    }

    /** Gives the pool, for those who try once and do without. */
    public LedgerPool pool() {
        return pool;
    }

    @Override
    public void close() {
        closers.forEach(Runnable::run);
    }
}
