package dev.brownout.scenarios.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Checker;
import dev.brownout.api.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each checker against every small history: it fails exactly those that nothing explains. */
class ExhaustiveTests {
    private static final String[] PLACED = {": status=NEW", "! code=1", "~"};

    private final SmallHistories all = new SmallHistories();

    private long failed;
    private long held;

    /** The checker fails a history if and only if the reference cannot explain it; both happen. */
    private void exactly(Checker.Factory factory, Map<String, ?> bounds, Predicate<List<Operation>> explained) {
        exactly(factory, bounds, UnaryOperator.identity(), explained);
    }

    private void exactly(
            Checker.Factory factory,
            Map<String, ?> bounds,
            UnaryOperator<List<Operation>> completed,
            Predicate<List<Operation>> explained) {
        all.forEach(merged -> {
            var history = completed.apply(merged);
            boolean fails = Tales.failed(Tales.judge(factory, bounds, history));
            if (fails == explained.test(history)) {
                throw new AssertionError(factory.name() + (fails ? " fails" : " passes") + ":\n" + text(history));
            }
            failed += fails ? 1 : 0;
            held += fails ? 0 : 1;
        });
        assertThat(failed).as("histories that break it").isGreaterThan(20);
        assertThat(held).as("histories that keep it").isGreaterThan(20);
    }

    static String text(List<Operation> history) {
        var lines = new StringBuilder();
        history.forEach(o -> lines.append(o).append('\n'));
        return lines.toString();
    }

    @Test
    void should_lose_exactly_what_no_world_explains() {
        all.process(
                all.op("ann place? account=ann client-id=a1", PLACED),
                all.op("ann cancel? account=ann client-id=a1", ":", "! code=1", "~"));
        all.process(all.op("bob place? account=bob client-id=b1", ": status=NEW", "~"));
        all.process(all.op("eve read-order? account=bob client-id=b1", ": status=NEW", "! code=1"));
        all.endings(
                all.maybe(
                        "final-order: account=ann client-id=a1 status=NEW",
                        "final-order: account=ann client-id=a1 status=CANCELED"),
                all.maybe("final-order: account=bob client-id=b1 status=FILLED"),
                all.sees("final-read:"));
        exactly(new NoLostAcks.Registered(), Map.of(), Explained::nothingIsLost);
    }

    @Test
    void should_find_doubled_exactly_what_no_world_explains() {
        // two submissions of one id, by a user and by his retry
        all.process(all.op("ann place? account=ann client-id=a1", PLACED));
        all.process(all.op("ann2 place? account=ann client-id=a1", PLACED));
        all.process(all.op("bob place? account=bob client-id=b1", "! code=1"));
        all.endings(
                all.maybe(
                        "final-order: account=ann client-id=a1 status=NEW executed=0",
                        "final-order: account=ann client-id=a1 status=FILLED executed=1",
                        "final-order: account=ann client-id=a1 status=EXPIRED executed=0"),
                all.maybe("final-order: account=ann client-id=a1 status=CANCELED executed=0"),
                all.maybe(
                        "final-order: account=bob client-id=x1 status=NEW executed=0",
                        "final-order: account=house client-id=h1 status=NEW executed=0"),
                all.sees("final-read:"));
        exactly(new NoDoubleExecution.Registered(), Map.of(), Explained::nothingIsDoubled);
    }

    @Test
    void should_condemn_withdrawals_exactly_when_no_world_explains_them() {
        String[] answers = {":", "! code=1", "~"};
        all.process(all.op("ann withdraw? account=ann withdraw-id=w1 amount=1", answers));
        all.process(all.op("ann2 withdraw? account=ann withdraw-id=w1 amount=1", answers));
        all.process(
                all.maybe(
                        "broadcast: withdraw-id=w1 account=ann amount=1",
                        "broadcast: withdraw-id=w1 account=ann amount=2"),
                all.maybe(
                        "broadcast: withdraw-id=w2 account=ann amount=1",
                        "broadcast: withdraw-id=w1 account=ann amount=1"));
        all.process(all.sees("stage: stage=full"), all.sees("stage: stage=withdrawals"));
        exactly(
                new WithdrawalsExactlyOnce.Registered(),
                Map.of(),
                ExhaustiveTests::withBroadcastsCounted,
                Explained::everyWithdrawalOnce);
    }

    private static List<Operation> withBroadcastsCounted(List<Operation> history) {
        var read = new ArrayList<>(history);
        read.add(Tales.entry(
                9_999,
                "auditor final-read: broadcasts="
                        + Worlds.at(history, "broadcast").size()));
        return read;
    }

    @Test
    void should_condemn_re_opening_exactly_when_no_world_explains_it() {
        all.process(
                all.maybe("stage: stage=halted", "stage: stage=full"),
                all.maybe("stage: stage=cancel-only", "stage: stage=oracle-fresh"),
                all.maybe("stage: stage=post-only", "stage: stage=auction", "stage: stage=full"),
                all.maybe("stage: stage=auction", "stage: stage=full"));
        all.process(all.op("ann place? client-id=a1", PLACED));
        all.process(all.op("bob place? client-id=b1 type=LIMIT_MAKER", ": status=NEW"));
        exactly(new ReOpenOrder.Registered(), Map.of(), Explained::opensInOrder);
    }

    @Test
    void should_condemn_zeros_only_where_no_world_explains_them() {
        String[] told = {": balance.BTC=0", ": balance.BTC=5", "~"};
        all.process(all.op("ann read-balance? account=ann", told), all.op("ann read-balance? account=ann", told));
        all.process(all.op("tab read-balance? account=ann", told));
        all.process(all.op("app withdraw? account=ann", ":", "! code=1", "~"));
        exactly(new UnknownIsNotZero.Registered(), Map.of(), h -> {
            boolean passes = Explained.zeroIsNotJudged(h);
            if (!passes && Explained.zeroIsTrue(h)) {
                throw new AssertionError("a zero that some world explains is never condemned:\n" + text(h));
            }
            return passes;
        });
    }

    @Test
    void should_condemn_books_exactly_when_they_do_not_add_up() {
        for (int checkpoint = 0; checkpoint < 2; checkpoint++) {
            all.process(
                    all.maybe(
                            "checkpoint-total: asset=BTC genesis=5 total=5",
                            "checkpoint-total: asset=BTC genesis=5 total=4"),
                    all.maybe(
                            "checkpoint-total: asset=USD genesis=5 total=5",
                            "checkpoint-negative: asset=USD account=a amount=-1"),
                    all.sees("checkpoint-read:", "checkpoint-read~"));
        }
        all.endings(
                all.maybe("final-total: asset=BTC genesis=5 total=5", "final-total: asset=BTC genesis=5 total=6"),
                all.sees("final-read:", "final-read~"));
        exactly(new FundsConserved.Registered(), Map.of(), Explained::booksAddUp);
    }

    @Test
    void should_condemn_prices_exactly_when_the_source_never_said_so() {
        all.process(
                all.sees("source-price: symbol=BTC price=1"),
                all.maybe("source-price: symbol=BTC price=2"),
                all.maybe("source-price: symbol=BTC price=3", "source-price: symbol=BTC price=1"));
        all.process(all.op(
                "ann read-price? symbol=BTC",
                ": price=1 age-ms=900",
                ": price=2 age-ms=0",
                ": price=1 age-ms=9000",
                ": price=3 age-ms=9000 stale=true",
                ": price=1",
                "~"));
        all.process(all.op("bob read-balance? account=bob", ":"), all.op("bob read-balance? account=bob", ":"));
        exactly(
                new StaleIsLabelled.Registered(),
                Map.of("limit", "2s", "lag", "0s"),
                h -> Explained.pricesAreFresh(h, 2));
    }

    @Test
    void should_condemn_risks_exactly_when_the_source_never_said_so() {
        all.process(
                all.sees("source-price: symbol=BTC price=1"),
                all.maybe("source-price: symbol=BTC price=2"),
                all.maybe("source-price: symbol=BTC price=3"));
        all.process(
                all.maybe(
                        "risk-action: kind=stop symbol=BTC price=1 age-ms=0",
                        "risk-action: kind=stop symbol=BTC price=1"),
                all.maybe(
                        "risk-action: kind=stop symbol=BTC price=2 age-ms=0",
                        "risk-action: kind=stop symbol=BTC price=1 age-ms=2001"));
        all.process(all.op("bob read-balance? account=bob", ":"), all.op("bob read-balance? account=bob", ":"));
        exactly(
                new NoTradingOnStale.Registered(),
                Map.of("limit", "2s", "lag", "0s"),
                h -> Explained.nothingIsDoneOnStale(h, 2));
    }

    @Test
    void should_condemn_configurations_exactly_when_no_world_explains_them() {
        String[] answers = {":", "! code=1", "~"};
        all.process(all.op("ops load-config? component=c version=1 valid=true", answers));
        all.process(all.op("sre load-config? component=c version=2 valid=true", answers));
        all.process(
                all.maybe("active-config: component=c version=0", "active-config: component=c version=1"),
                all.maybe(
                        "active-config: component=c version=0",
                        "active-config: component=c version=1",
                        "active-config: component=c version=2"));
        exactly(new ConfigSafety.Registered(), Map.of("alarm-within", "0s"), Explained::theLastGoodRuns);
    }

    @Test
    void should_condemn_bad_configurations_exactly_when_they_run() {
        String[] answers = {":", "! code=1", "~"};
        all.process(
                all.op("ops load-config? component=c version=1 valid=true", answers),
                all.op("ops load-config? component=c version=bad valid=false", answers));
        all.process(
                all.maybe("active-config: component=c version=0", "active-config: component=c version=bad"),
                all.maybe("active-config: component=c version=1", "active-config: component=c version=bad"));
        exactly(new ConfigSafety.Registered(), Map.of("alarm-within", "0s"), Explained::theLastGoodRuns);
    }

    @Test
    void should_condemn_sessions_exactly_when_they_are_lost_or_strange() {
        all.process(
                all.op("ann login? account=ann credentials=valid", ": session=s", "! code=1", "~"),
                all.op("ann logout? session=s", ":", "! code=1", "~"));
        all.process(
                all.op("tab use-session? session=s", ":", "! lost=true", "! lost=false", "~"),
                all.op("tab use-session? session=s", ":", "! lost=true"));
        exactly(new SessionsKept.Registered(), Map.of("kept", "1"), Explained::sessionsAreKept);
    }

    @Test
    void should_condemn_orders_exactly_when_they_outlive_their_session() {
        all.process(
                all.op("ann place? client-id=a1 session=s", PLACED),
                all.op("ann read-order? client-id=a1", ": status=NEW", ": status=CANCELED", "~"));
        all.process(all.maybe("disconnect: session=s", "disconnect: session=t"));
        all.process(all.op("tab read-order? client-id=a1", ": status=PARTIALLY_FILLED", "! code=1"));
        all.endings(
                all.maybe("final-order: client-id=a1 status=NEW", "final-order: client-id=a1 status=FILLED"),
                all.sees("final-read:"));
        exactly(new CancelOnDisconnect.Registered(), Map.of("within", "1s"), Explained::ordersEndWithTheirSession);
    }

    @Test
    void should_condemn_backlogs_exactly_when_they_do_not_drain() {
        String[] ages = {
            "backlog: queue=q length=1 oldest-ms=1000",
            "backlog: queue=q length=1 oldest-ms=2000",
            "backlog: queue=q length=1 oldest-ms=3000"
        };
        all.process(all.sees(ages), all.maybe(ages), all.maybe(ages), all.maybe(ages));
        all.process(all.op("ann place? client-id=a1 valid-ms=500", "~"));
        all.process(all.maybe("execution: client-id=a1 age-ms=500", "execution: client-id=a1 age-ms=501"));
        all.ending("final-read:").ending();
        exactly(new BacklogDrain.Registered(), Map.of("drained", "1s"), h -> Explained.backlogsDrain(h, 1000));
    }

    @Test
    void should_condemn_books_exactly_when_they_are_crossed_or_gapped() {
        String[] entries = {
            "book: symbol=B snapshot=true last-id=2 bid=1 ask=2 stale=false",
            "book: symbol=B snapshot=true last-id=1 bid=1 ask=2 stale=true",
            "book: symbol=B snapshot=false first-id=2 last-id=3 bid=1 ask=2 stale=false",
            "book: symbol=B snapshot=false first-id=3 last-id=3 bid=2 ask=2 stale=false",
            "book: symbol=B snapshot=false first-id=4 last-id=4 bid=1 ask=2 stale=false",
            "book: symbol=B snapshot=false first-id=4 last-id=5 bid=3 ask=2 stale=true",
        };
        all.process(all.sees(entries), all.sees(entries), all.sees(entries), all.maybe(entries));
        exactly(new BookIntegrity.Registered(), Map.of(), Explained::booksFit);
    }
}
