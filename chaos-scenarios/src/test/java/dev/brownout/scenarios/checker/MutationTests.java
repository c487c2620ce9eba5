package dev.brownout.scenarios.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Checker;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.fixture.Stacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every history checker against a history that breaks it by what stands in its place {@code *}, and its neighbour that does
 * not.
 */
class MutationTests {
    /** A checker, its bounds, a history with a gap, and what fills it: first what breaks it, then what does not. */
    private record Case(Checker.Factory factory, Map<String, ?> bounds, String history, String breaks, String keeps) {
        @Override
        public String toString() {
            return factory.name() + ": " + breaks;
        }
    }

    private static Case of(
            Checker.Factory factory, Map<String, ?> bounds, String history, String breaks, String keeps) {
        return new Case(factory, bounds, history, breaks, keeps);
    }

    private static final String ORDERS = """
            ann#1 place? account=ann client-id=a1 symbol=B side=BUY price=10 quantity=2
            ann#1 place: order-id=7 status=NEW
            bob#2 place? account=bob client-id=b1 symbol=B side=BUY price=10 quantity=2
            bob#2 place~ why=time-out
            eve#3 place? account=eve client-id=e1 symbol=B side=BUY price=9 quantity=2
            eve#3 place! code=1
            ann#4 place? account=ann client-id=a2 symbol=B side=BUY price=10 quantity=2
            ann#4 place: order-id=9 status=NEW
            ann#5 cancel? account=ann client-id=a2
            ann#5 cancel:
            auditor final-order: account=ann client-id=a2 status=CANCELED executed=0
            *
            auditor final-read:
            """;

    private static final String A2 = "auditor final-order: account=ann client-id=a2 status=CANCELED executed=0";
    private static final String A1 = "auditor final-order: account=ann client-id=a1 status=NEW executed=0";

    static Stream<Case> cases() {
        var lost = new NoLostAcks.Registered();
        var doubled = new NoDoubleExecution.Registered();
        var funds = new FundsConserved.Registered();
        var zero = new UnknownIsNotZero.Registered();
        var once = new WithdrawalsExactlyOnce.Registered();
        var stale = new StaleIsLabelled.Registered();
        var risk = new NoTradingOnStale.Registered();
        var config = new ConfigSafety.Registered();
        var sessions = new SessionsKept.Registered();
        var opening = new ReOpenOrder.Registered();
        var backlog = new BacklogDrain.Registered();
        var disconnect = new CancelOnDisconnect.Registered();
        var book = new BookIntegrity.Registered();
        var log = new PriceTimePriority.Registered();
        var seen = new PriceTimePrioritySeen.Registered();
        Map<String, ?> none = Map.of();
        var withdrawals = """
                ann#1 withdraw? account=ann withdraw-id=w1 asset=BTC amount=1.5
                ann#1 withdraw: status=1
                bob#2 withdraw? account=bob withdraw-id=w2 asset=BTC amount=1
                bob#2 withdraw~ why=reset
                eve#3 withdraw? account=eve withdraw-id=w3 asset=BTC amount=1
                eve#3 withdraw! code=1
                auditor stage: stage=halted
                auditor stage: stage=withdrawals
                auditor broadcast: withdraw-id=w1 account=ann asset=BTC amount=1.50
                *
                auditor final-read: broadcasts=2
                """;
        var prices = """
                auditor source-price: symbol=B price=99
                auditor source-price: symbol=B price=100
                auditor source-price: symbol=B price=101
                auditor source-price: symbol=B price=102
                ann#1 read-price? symbol=B
                *
                auditor source-price: symbol=B price=103
                auditor source-price: symbol=B price=104
                """;
        var limit = Map.of("limit", "2s", "lag", "0s");
        var configs = """
                auditor active-config: component=c version=1
                ops#1 load-config? component=c version=2 valid=true
                ops#1 load-config:
                ops#2 load-config? component=c version=bad valid=false
                *
                auditor alarm: about=c firing=true
                auditor active-config: component=c version=2
                """;
        var alarms = """
                ops#2 load-config? component=c version=bad valid=false
                ops#2 load-config! code=1
                auditor active-config: component=c version=1
                *
                auditor active-config: component=c version=1
                auditor active-config: component=c version=1
                """;
        var session = """
                ann#1 login? account=ann credentials=valid
                ann#1 login: session=s
                ann#2 use-session? session=s
                *
                eve#4 login? account=eve credentials=invalid
                eve#4 login! code=1
                """;
        var strangers = """
                ann#1 login? account=ann credentials=valid
                ann#1 login: session=s
                ann#2 use-session? session=s
                ann#2 use-session:
                eve#4 login? account=eve credentials=invalid
                *
                """;
        var stages = """
                auditor stage: stage=halted
                auditor stage: stage=oracle-fresh
                auditor stage: stage=ledger-reconciled
                auditor stage: stage=cancel-only
                *
                auditor stage: stage=full
                auditor stage: stage=withdrawals
                """;
        var backlogs = """
                ann#1 place? client-id=a1 valid-ms=5000
                ann#1 place: status=NEW
                auditor backlog: queue=q length=9 oldest-ms=9000
                auditor backlog: queue=q length=9 oldest-ms=4000
                *
                auditor backlog: queue=q length=0 oldest-ms=0
                auditor final-read:
                """;
        var lostSession = """
                ann#1 place? client-id=a1 session=s
                ann#1 place: status=NEW
                bob#2 place? client-id=b1 session=s
                auditor disconnect: session=s
                bob#2 place: status=NEW
                *
                auditor final-order: client-id=b1 status=NEW
                auditor final-read:
                """;
        var books = """
                auditor-1 book: symbol=B snapshot=true last-id=5 bid=1 ask=2 stale=false
                auditor-1 book: symbol=B snapshot=false first-id=4 last-id=6 bid=1 ask=2 stale=false
                *
                """;
        var engine = """
                auditor log-place: symbol=B order=1 side=SELL price=10 quantity=1
                auditor log-place: symbol=B order=2 side=SELL price=10 quantity=1
                auditor log-place: symbol=B order=3 side=SELL price=9 quantity=1
                auditor log-place: symbol=B order=4 side=BUY price=10 quantity=2
                auditor log-trade: symbol=B maker=3 taker=4 price=9 quantity=1
                *
                auditor log-place: symbol=B order=5 side=BUY price=8 quantity=1
                """;
        return Stream.of(
                of(lost, none, ORDERS, "", A1),
                of(lost, none, ORDERS.replace(A2 + "\n*", A1 + "\n*"), A2.replace("CANCELED", "NEW"), A2),
                of(lost, none, ORDERS, A1.replace("a1", "b1"), A1),
                of(doubled, none, ORDERS, A1 + "\n" + A1, A1),
                of(
                        doubled,
                        none,
                        ORDERS,
                        A1.replace("a1", "x1"),
                        A1.replace("ann", "house").replace("a1", "x1")),
                of(doubled, none, ORDERS, A1.replace("a1", "e1"), A1.replace("a1", "b1")),
                of(
                        doubled,
                        none,
                        ORDERS,
                        A1.replace("a1", "e1").replace("NEW executed=0", "CANCELED executed=1"),
                        A1.replace("a1", "e1").replace("NEW", "EXPIRED")),
                of(
                        funds,
                        none,
                        "auditor checkpoint-total: asset=B genesis=10 total=10.0\n*\nauditor checkpoint-read:\nauditor final-total: asset=B genesis=10 total=10\nauditor final-read:",
                        "auditor checkpoint-negative: account=ann asset=B amount=-0.1",
                        ""),
                of(
                        funds,
                        none,
                        "*\nauditor checkpoint-read:\nauditor final-total: asset=B genesis=10 total=10\nauditor final-read:",
                        "auditor checkpoint-total: asset=B genesis=10 total=9.99",
                        "auditor checkpoint-total: asset=B genesis=10 deposited=1 withdrawn=2 total=9"),
                of(
                        funds,
                        none,
                        "auditor checkpoint-total: asset=B genesis=10 total=10\nauditor checkpoint-read:\n*\nauditor final-read:",
                        "auditor final-total: asset=B genesis=10 total=11",
                        "auditor final-total: asset=B genesis=10 total=10"),
                of(
                        zero,
                        none,
                        "ann#1 read-balance? account=ann\nann#1 read-balance: balance.B=1.5\nann#2 read-balance? account=ann\n*",
                        "ann#2 read-balance: balance.B=0.0 balance.U=0",
                        "ann#2 read-balance: balance.B=0 balance.U=9"),
                of(
                        zero,
                        none,
                        "ann#1 read-balance? account=ann\nann#1 read-balance: balance.B=1.5\nann#2 read-balance? account=ann\n*",
                        "ann#2 read-balance: stale=true",
                        "ann#2 read-balance! code=503"),
                of(
                        once,
                        none,
                        withdrawals,
                        "auditor broadcast: withdraw-id=w1 account=ann asset=BTC amount=1.5",
                        "auditor broadcast: withdraw-id=w2 account=bob asset=BTC amount=1"),
                of(
                        once,
                        none,
                        withdrawals,
                        "auditor broadcast: withdraw-id=w3 account=eve asset=BTC amount=1",
                        "auditor broadcast: withdraw-id=h1 account=house asset=BTC amount=1"),
                of(
                        once,
                        none,
                        withdrawals,
                        "auditor broadcast: withdraw-id=w2 account=bob asset=BTC amount=2",
                        "auditor broadcast: withdraw-id=w2 account=bob asset=BTC amount=1.0"),
                of(
                        once,
                        none,
                        withdrawals
                                .replace("=halted\n", "=halted\n*\n")
                                .replaceFirst("\\*\nauditor final", "auditor final"),
                        "auditor broadcast: withdraw-id=w2 account=bob asset=BTC amount=1",
                        "auditor stage: stage=withdrawals\nauditor broadcast: withdraw-id=w2 account=bob asset=BTC amount=1"),
                of(
                        once,
                        none,
                        "ann#1 withdraw? account=ann withdraw-id=w1 amount=1\n*\nauditor final-read: broadcasts=0",
                        "ann#1 withdraw:",
                        "ann#1 withdraw~"),
                of(
                        stale,
                        limit,
                        prices,
                        "ann#1 read-price: price=99 age-ms=500",
                        "ann#1 read-price: price=101 age-ms=500"),
                of(stale, limit, prices, "ann#1 read-price: price=102", "ann#1 read-price: price=102 age-ms=0"),
                of(
                        stale,
                        limit,
                        prices,
                        "ann#1 read-price: price=101 age-ms=2001",
                        "ann#1 read-price: price=101 age-ms=2001 stale=true"),
                of(
                        risk,
                        limit,
                        prices,
                        "auditor risk-action: kind=liquidation symbol=B price=100 age-ms=100",
                        "auditor risk-action: kind=liquidation symbol=B price=101 age-ms=2000"),
                of(
                        risk,
                        limit,
                        prices,
                        "auditor risk-action: kind=stop symbol=B price=102",
                        "auditor risk-action: kind=stop symbol=B price=102 age-ms=0"),
                of(
                        risk,
                        limit,
                        prices,
                        "auditor risk-action: kind=stop symbol=B price=102 age-ms=2001",
                        "auditor risk-action: kind=stop symbol=B price=102 age-ms=1"),
                of(config, none, configs, "ops#2 load-config:", "ops#2 load-config! code=1"),
                of(
                        config,
                        none,
                        configs,
                        "auditor active-config: component=c version=bad",
                        "auditor active-config: component=c version=2"),
                of(config, none, configs, "auditor active-config: component=c version=1", "ops#2 load-config~"),
                of(
                        config,
                        Map.of("alarm-within", "2s"),
                        alarms,
                        "auditor alarm: about=d firing=true",
                        "auditor alarm: about=c firing=true"),
                of(
                        sessions,
                        none,
                        session,
                        "ann#2 use-session! lost=true",
                        "ann#2 use-session! lost=false code=503\nann#3 use-session? session=s\nann#3 use-session:"),
                of(sessions, none, strangers, "eve#4 login: session=e", "eve#4 login~"),
                of(
                        sessions,
                        none,
                        strangers,
                        "tom#5 use-session? session=none\ntom#5 use-session:",
                        "tom#5 use-session? session=none\ntom#5 use-session~"),
                of(
                        sessions,
                        none,
                        strangers,
                        "ann#5 logout? session=s\nann#5 logout:\nann#6 use-session? session=s\nann#6 use-session:",
                        "ann#5 logout? session=s\nann#5 logout~\nann#6 use-session? session=s\nann#6 use-session:"),
                of(opening, none, stages, "", "auditor stage: stage=auction"),
                of(
                        opening,
                        none,
                        stages,
                        "auditor stage: stage=post-only\nann#1 place? client-id=a1\nann#1 place: status=NEW",
                        "auditor stage: stage=post-only\nann#1 place? client-id=a1 type=LIMIT_MAKER\nann#1 place: status=NEW"),
                of(
                        opening,
                        none,
                        stages,
                        "ann#1 place? client-id=a1 type=LIMIT_MAKER\nann#1 place: status=NEW\nauditor stage: stage=auction",
                        "ann#1 place? client-id=a1 type=LIMIT_MAKER\nauditor stage: stage=auction\nann#1 place: status=NEW"),
                of(
                        opening,
                        Map.of("lag", "1s"),
                        stages,
                        "ann#1 place? client-id=a1\nann#1 place: status=NEW\nauditor stage: stage=cancel-only\nauditor stage: stage=auction",
                        "ann#1 place? client-id=a1\nann#1 place: status=NEW\nauditor stage: stage=auction"),
                of(
                        backlog,
                        none,
                        backlogs,
                        "auditor backlog: queue=q length=9 oldest-ms=4001",
                        "auditor backlog: queue=q length=9 oldest-ms=4000"),
                of(
                        backlog,
                        none,
                        backlogs,
                        "auditor execution: client-id=a1 age-ms=5001",
                        "auditor execution: client-id=a1 age-ms=5000"),
                of(
                        backlog,
                        none,
                        "auditor backlog: queue=q length=9 oldest-ms=9000\n*\nauditor final-read:",
                        "auditor backlog: queue=q length=1 oldest-ms=1001",
                        "auditor backlog: queue=q length=1 oldest-ms=1000"),
                of(
                        disconnect,
                        Map.of("within", "1s"),
                        lostSession,
                        "auditor final-order: client-id=a1 status=NEW",
                        "auditor final-order: client-id=a1 status=CANCELED"),
                of(
                        disconnect,
                        Map.of("within", "1s"),
                        lostSession,
                        "ann#3 read-order? client-id=a1\nann#3 read-order: status=PARTIALLY_FILLED executed=1",
                        "ann#3 read-order? client-id=b1\nann#3 read-order: status=PARTIALLY_FILLED executed=1"),
                of(
                        book,
                        none,
                        books,
                        "auditor-1 book: symbol=B snapshot=false first-id=8 last-id=8 bid=1 ask=2 stale=false",
                        "auditor-1 book: symbol=B snapshot=false first-id=7 last-id=8 bid=1 ask=2 stale=false"),
                of(
                        book,
                        none,
                        books,
                        "auditor-1 book: symbol=B snapshot=false first-id=7 last-id=8 bid=2 ask=2 stale=false",
                        "auditor-1 book: symbol=B snapshot=false first-id=7 last-id=8 bid=2 ask=2 stale=true"),
                of(
                        book,
                        none,
                        books,
                        "auditor-2 book: symbol=B snapshot=false first-id=7 last-id=8 bid=1 ask=2 stale=false",
                        "auditor-2 book: symbol=B snapshot=true last-id=3 bid=1 ask=2 stale=false"),
                of(
                        log,
                        none,
                        engine,
                        "auditor log-trade: symbol=B maker=2 taker=4 price=10 quantity=1",
                        "auditor log-trade: symbol=B maker=1 taker=4 price=10 quantity=1"),
                of(log, none, engine, "", "auditor log-close: symbol=B order=4"),
                of(
                        log,
                        none,
                        engine,
                        "auditor log-trade: symbol=B maker=1 taker=4 price=11 quantity=1",
                        "auditor log-trade: symbol=B maker=1 taker=4 price=10.0 quantity=1"),
                of(
                        seen,
                        none,
                        ORDERS,
                        A1 + "\nauditor final-order: account=bob client-id=b1 status=FILLED executed=2",
                        A1.replace("NEW", "FILLED")
                                + "\nauditor final-order: account=bob client-id=b1 status=FILLED executed=2"));
    }

    /** Fill the gap, and number the engine's log. */
    private static List<Operation> filled(String history, String gap) {
        var entries = new ArrayList<Operation>();
        int seq = 0;
        for (var o : Tales.of(history.replace("*", gap))) {
            if (o.action().startsWith("log-")) {
                var data = new TreeMap<>(o.data());
                data.put("seq", Integer.toString(++seq));
                entries.add(new Operation(o.id(), o.process(), o.action(), o.type(), data));
            } else {
                entries.add(o);
            }
        }
        return entries;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void should_catch_the_history_that_breaks_it_and_no_other(Case it) {
        var broken = Tales.judge(it.factory(), it.bounds(), filled(it.history(), it.breaks()));
        assertThat(broken).anySatisfy(f -> {
            assertThat(f.weight()).isEqualTo(Weight.FAILURE);
            assertThat(f.rule()).isEqualTo(it.factory().name());
        });
        assertThat(Tales.judge(it.factory(), it.bounds(), filled(it.history(), it.keeps())))
                .isEmpty();
    }

    @Test
    void should_say_that_it_cannot_tell_where_nothing_that_it_reads_was_recorded() {
        var factories = Stream.concat(cases().map(Case::factory), Stream.of(new OutsideView.Registered()))
                .collect(Collectors.toMap(Checker.Factory::name, f -> f, (a, b) -> a));
        assertThat(factories).hasSize(16);
        factories
                .values()
                .forEach(factory -> assertThat(Tales.judge(factory, Map.of(), List.of()))
                        .as(factory.name())
                        .singleElement()
                        .satisfies(f -> assertThat(f.weight()).isEqualTo(Weight.INCONCLUSIVE)));
    }

    /** A fault from the first second to the sixth, exclusive. */
    private static RunView outage() {
        return new RunView(
                Stacks.plain(),
                List.of(),
                List.of(new RunView.FaultWindow(
                        "f",
                        "k",
                        "t",
                        "p",
                        List.of(),
                        OptionalLong.of(Tales.TICK),
                        OptionalLong.of(Tales.TICK),
                        OptionalLong.of(6 * Tales.TICK),
                        OptionalLong.empty())),
                Map.of(),
                List.of(),
                OptionalLong.of(6 * Tales.TICK));
    }

    private static List<String> seenFromOutside(String history) {
        return Tales.judge(new OutsideView.Registered(), Map.of("alarm-within", "2s"), outage(), Tales.of(history))
                .stream()
                .map(f -> f.weight() + " " + f.subject())
                .toList();
    }

    @Test
    void should_ask_for_an_alarm_in_time_and_a_status_page_that_can_be_reached() {
        var read = "ann#1 read-status?\nann#1 read-status: state=degraded\n";
        var more = "ann#2 read-status?\nann#2 read-status: state=degraded\n";
        assertThat(seenFromOutside(read + "auditor alarm: about=x firing=true\n" + more))
                .isEmpty();
        assertThat(seenFromOutside(read + more + "auditor alarm: about=x firing=true\n"))
                .containsExactly("FAILURE alarm");
        assertThat(seenFromOutside(read + "auditor alarm: about=x firing=false\n" + more))
                .containsExactly("FAILURE alarm");
        assertThat(seenFromOutside(read)).containsExactly("INCONCLUSIVE alarm");
        assertThat(seenFromOutside("auditor alarm: about=x firing=true\n")).containsExactly("INCONCLUSIVE read-status");
        assertThat(seenFromOutside("auditor alarm: about=x firing=true\nann#1 read-status?\nann#1 read-status~"))
                .containsExactly("FAILURE read-status");
        // the second one is asked for after the outage, and may fail
        assertThat(seenFromOutside("auditor alarm: about=x firing=true\n" + read + more
                        + "bob#3 read-status?\nbob#3 read-status~"))
                .isEmpty();
    }

    @Test
    void should_ask_for_an_alarm_when_all_that_happens_is_that_a_feed_is_lost() {
        var lost = "auditor feed-lost: feed=metrics\nauditor stage: stage=full\n";
        var later = "auditor stage: stage=full\nauditor stage: stage=full\n";
        var within = Map.of("alarm-within", "2s");
        var view = new OutsideView.Registered();
        assertThat(Tales.judge(view, within, Tales.of(lost + "auditor alarm: about=m firing=true\n" + later)))
                .isEmpty();
        assertThat(Tales.judge(view, within, Tales.of(lost + later)))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.weight()).isEqualTo(Weight.FAILURE);
                    assertThat(f.evidence()).containsExactly(1L);
                });
    }
}
