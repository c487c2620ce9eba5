package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.config.NameCaches;
import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.examples.exchange.http.Bulkhead;
import dev.brownout.examples.exchange.http.HttpProcess;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.ProcessLog;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Router;
import dev.brownout.examples.exchange.http.Upstream;
import dev.brownout.examples.exchange.ledger.LedgerAccess;
import dev.brownout.examples.exchange.ledger.LedgerStatements;
import dev.brownout.examples.exchange.ledger.LedgerUnavailableException;
import dev.brownout.examples.exchange.session.SessionAccess;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway process: the front door's API. Any number of them may run side by side.
 *
 * <p>Arguments (see {@code common.properties}): {@code port}, {@code ledger}, {@code engine}, and optionally {@code
 * posture}, {@code name}, {@code sessions}, {@code traders} and any strategy or timing. Serves at once, whether or not
 * ledger, engine and session store can be reached; {@code GET /healthz} touches none of them.
 */
public final class GatewayMain {
    private GatewayMain() {}

    /** Starts the process; returns while it serves. */
    public static void main(String[] arguments) {
        ProcessLog.choose();
        Settings settings = Settings.read(arguments, System.getenv());
        NameCaches.declare(settings);
        LedgerAccess ledger = LedgerAccess.ofGateway(settings);
        SessionAccess sessions = new SessionAccess(settings, Clock.systemUTC());
        Bulkhead orders = new Bulkhead("orders", settings.number("order-threads"), settings.number("order-queue"));
        Bulkhead cancels = new Bulkhead("cancels", settings.number("order-threads"), settings.number("order-queue"));
        Bulkhead reads = new Bulkhead("reads", settings.number("read-threads"), settings.number("read-queue"));
        Bulkhead market = new Bulkhead("market", settings.number("read-threads"), settings.number("read-queue"));
        Bulkhead logIns = new Bulkhead("sessions", settings.number("read-threads"), settings.number("read-queue"));
        Signatures signatures = new Signatures(Accounts.seeded(settings.number("traders")), Clock.systemUTC());
        Router router = routes(settings, signatures, ledger, orders, cancels, reads, market);
        SessionApi api = new SessionApi(signatures, sessions.sessions());
        router.on("POST /api/v3/session", logIns, api::open)
                .on("GET /api/v3/session", logIns, api::find)
                .on("DELETE /api/v3/session", logIns, api::close);
        HttpProcess.serve(settings, router, ledger, sessions, logIns, market, reads, cancels, orders);
    }

    private static Router routes(
            Settings settings,
            Signatures signatures,
            LedgerAccess ledger,
            Bulkhead orders,
            Bulkhead cancels,
            Bulkhead reads,
            Bulkhead market) {
        Clock clock = Clock.systemUTC();
        Duration limit = settings.duration("order-deadline");
        Duration retryAfter = settings.duration("retry-after");
        EngineClient engine = new EngineClient(
                new Upstream(settings.text("engine"), settings.duration("connect-timeout")),
                settings.duration("client-timeout"));
        PublicReads open = new PublicReads(engine, clock, limit, retryAfter);
        OrderQueries queries = new OrderQueries(signatures, engine, ledger.calls(), limit, retryAfter);
        CancelPath cancel = settings.choose(
                "cancels",
                Map.of(
                        "engine-first", () -> new EngineFirstCancel(engine, retryAfter),
                        "ledger-first", () -> new LedgerFirstCancel(engine, ledger.calls())));
        Submission submission = settings.choose(
                "unknown-submission",
                Map.of(
                        "same-id", () -> new SameIdSubmission(engine, retryAfter),
                        "new-id", () -> new NewIdSubmission(engine, ledger.calls())));
        OrderRules rules = new OrderRules(open, settings.number("market-collar-percent"));
        return new Router(settings.optional("name").orElse("gateway"), retryAfter)
                .inline("GET /healthz", request -> health(ledger))
                .inline("GET /api/v3/ping", open::ping)
                .inline("GET /api/v3/time", open::time)
                .inline("GET /api/v3/exchangeInfo", open::exchangeInfo)
                .on("GET /api/v3/depth", market, open::market)
                .on("GET /api/v3/trades", market, open::market)
                .on("GET /api/v3/ticker/24hr", market, open::market)
                .on("GET /api/v3/ticker/price", market, open::market)
                .on(
                        "GET /api/v3/account",
                        reads,
                        new AccountReads(signatures, balances(settings, ledger, clock), limit))
                .on(
                        "POST /api/v3/order",
                        orders,
                        new Placement(signatures, rules, ledger.calls(), submission, limit, retryAfter))
                .on("DELETE /api/v3/order", cancels, new Cancels(signatures, cancel, limit))
                .on("GET /api/v3/order", reads, queries::order)
                .on("GET /api/v3/openOrders", reads, queries::open)
                .on("GET /api/v3/allOrders", reads, queries::all)
                .on("GET /api/v3/myTrades", reads, queries::trades);
    }

    private static BalanceReads balances(Settings settings, LedgerAccess ledger, Clock clock) {
        return settings.choose(
                "balances",
                Map.of(
                        "stale-or-refused",
                        () -> new StaleOrRefused(
                                (account, deadline) -> {
                                    try {
                                        return Optional.of(ledger.calls()
                                                .call(
                                                        deadline,
                                                        connection -> LedgerStatements.balances(connection, account)));
                                    } catch (LedgerUnavailableException e) {
                                        return Optional.empty();
                                    }
                                },
                                clock,
                                settings.duration("balance-max-age"),
                                settings.duration("retry-after")),
                        "zero-when-unknown",
                        () -> new ZeroWhenUnknown(
                                (account, deadline) -> {
                                    try {
                                        return Optional.of(ledger.pool()
                                                .once(connection -> LedgerStatements.balances(connection, account)));
                                    } catch (LedgerUnavailableException e) {
                                        return Optional.empty();
                                    }
                                },
                                clock)));
    }

    private static Reply health(LedgerAccess ledger) {
        return Reply.ok(Json.object()
                .put("status", "ok")
                .put("ledger", ledger.pool().reachable() ? "reachable" : "unreachable"));
    }
}
