package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.config.NameCaches;
import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.examples.exchange.http.Bulkhead;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.HttpProcess;
import dev.brownout.examples.exchange.http.ProcessLog;
import dev.brownout.examples.exchange.ledger.LedgerAccess;
import dev.brownout.examples.exchange.ledger.LedgerSetup;
import dev.brownout.examples.exchange.ledger.LedgerUnavailableException;
import dev.brownout.examples.exchange.ledger.Settlement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * The engine process. Makes the ledger if the database is empty, lays the house's orders, settles, and serves.
 *
 * <p>Arguments (see {@code common.properties}): {@code port}, {@code ledger}, and optionally {@code posture}, {@code
 * command-log}, {@code traders}, {@code name} and any strategy or timing. The command log and the ledger belong together:
 * an engine that knows less than its ledger refuses to start.
 */
public final class EngineMain {
    private EngineMain() {}

    /** Starts the process; returns while it serves. */
    public static void main(String[] arguments) throws Exception {
        ProcessLog.choose();
        Settings settings = Settings.read(arguments, System.getenv());
        NameCaches.declare(settings);
        Clock clock = Clock.systemUTC();
        Sequencer sequencer =
                new Sequencer(clock, settings.optional("command-log").map(Path::of));
        LedgerAccess ledger = LedgerAccess.ofSettler(settings);
        open(settings, ledger, sequencer);
        Settler settler = new Settler(sequencer, ledger.calls(), settings.duration("pending-void-after"));
        settler.start();
        MarketStreams streams = new MarketStreams(sequencer, clock, settings.duration("depth-period"));
        Bulkhead trading = new Bulkhead("trading", 8, 1000);
        Bulkhead market = new Bulkhead("market", 8, 1000);
        EngineApi api = new EngineApi(sequencer);
        HttpProcess.serve(
                settings,
                streams.before(api.routes(settings.optional("name").orElse("engine"), trading, market)),
                sequencer,
                ledger,
                settler,
                streams,
                market,
                trading);
    }

    /** Waits for the ledger, a limited time, and brings it and the sequencer to the same state. */
    private static void open(Settings settings, LedgerAccess ledger, Sequencer sequencer)
            throws InterruptedException, LedgerUnavailableException, IOException {
        Deadline deadline = Deadline.in(settings.duration("start-timeout"));
        Accounts accounts = Accounts.seeded(settings.number("traders"));
        while (true) {
            try {
                long settled = ledger.pool().once(connection -> {
                    LedgerSetup.ensure(connection, accounts);
                    return Settlement.lastSequence(connection);
                });
                if (settled > sequencer.sequence()) {
                    throw new IllegalStateException(
                            "engine must know every event that the ledger has settled, but knew "
                                    + sequencer.sequence() + " of " + settled
                                    + "; start it with the command-log that belongs to this ledger");
                }
                sequencer.settled(settled);
                ledger.pool().once(connection -> {
                    HouseOrders.lay(connection, sequencer);
                    return settled;
                });
                return;
            } catch (LedgerUnavailableException e) {
                if (deadline.passed()) {
                    throw e;
                }
                Thread.sleep(Duration.ofMillis(100).toMillis());
            }
        }
    }
}
