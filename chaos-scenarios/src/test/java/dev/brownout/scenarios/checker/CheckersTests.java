package dev.brownout.scenarios.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.fixture.Stacks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each checker against a history that breaks it by one event; the others must not mind. */
class CheckersTests {
    private static final List<Operation> GOOD = List.of(
            op(1, "read-balance", Operation.Type.INVOKED, "account", "ann"),
            op(1, "read-balance", Operation.Type.OK, "balance.BTC", "1.5", "balance.USDT", "0"),
            op(2, "place", Operation.Type.INVOKED, "account", "ann", "client-id", "a1"),
            op(2, "place", Operation.Type.OK, "order-id", "7"),
            op(3, "place", Operation.Type.INVOKED, "account", "bob", "client-id", "b1"),
            op(3, "place", Operation.Type.INDETERMINATE, "why", "time-out"),
            op(4, "place", Operation.Type.INVOKED, "account", "bob", "client-id", "b2"),
            op(4, "place", Operation.Type.FAILED, "code", "503"),
            op(5, "read-balance", Operation.Type.INVOKED, "account", "ann"),
            op(5, "read-balance", Operation.Type.OK, "balance.BTC", "0", "balance.USDT", "90000"),
            op(6, "final-order", Operation.Type.OK, "account", "ann", "client-id", "a1", "order-id", "7"),
            op(7, "final-order", Operation.Type.OK, "account", "bob", "client-id", "b1", "order-id", "8"),
            op(8, "final-total", Operation.Type.OK, "asset", "BTC", "genesis", "10", "total", "10.000"),
            op(9, "final-read", Operation.Type.OK));

    private static Operation op(long id, String action, Operation.Type type, String... data) {
        var map = new java.util.TreeMap<String, String>();
        for (int i = 0; i < data.length; i += 2) {
            map.put(data[i], data[i + 1]);
        }
        // one user an id, so that nobody does two things at once
        return new Operation(id, action.startsWith("final-") ? "auditor" : "p" + id, action, type, map);
    }

    private static List<String> rules(List<Operation> history) {
        return List.<Checker.Factory>of(
                        new NoLostAcks.Registered(),
                        new NoDoubleExecution.Registered(),
                        new FundsConserved.Registered(),
                        new UnknownIsNotZero.Registered())
                .stream()
                .flatMap(f -> Histories.check(f, Map.of(), Stacks.plain(), history).stream())
                .map(f -> f.rule() + " " + f.weight())
                .toList();
    }

    private static List<Operation> with(int at, Operation more) {
        var history = new java.util.ArrayList<>(GOOD);
        history.add(at, more);
        return history;
    }

    private static List<Operation> without(int at) {
        var history = new java.util.ArrayList<>(GOOD);
        history.remove(at);
        return history;
    }

    @Test
    void aGoodHistoryBreaksNothing() {
        assertThat(rules(GOOD)).isEmpty();
    }

    @Test
    void anAcknowledgedOrderThatIsGoneIsLost() {
        assertThat(rules(without(10))).containsExactly("no-lost-acks FAILURE");
    }

    @Test
    void anIndeterminateOrderMayOrMayNotExist() {
        assertThat(rules(without(11))).isEmpty();
    }

    @Test
    void anOrderThatExistsTwiceIsADoubleExecution() {
        assertThat(rules(with(
                        12,
                        op(
                                20,
                                "final-order",
                                Operation.Type.OK,
                                "account",
                                "bob",
                                "client-id",
                                "b1",
                                "order-id",
                                "9"))))
                .containsExactly("no-double-execution FAILURE");
    }

    @Test
    void anOrderThatNobodyAskedForIsADoubleExecution() {
        assertThat(rules(with(
                        12,
                        op(
                                20,
                                "final-order",
                                Operation.Type.OK,
                                "account",
                                "bob",
                                "client-id",
                                "x9",
                                "order-id",
                                "9"))))
                .containsExactly("no-double-execution FAILURE");
        assertThat(rules(with(
                        12,
                        op(
                                20,
                                "final-order",
                                Operation.Type.OK,
                                "account",
                                "house",
                                "client-id",
                                "h1",
                                "order-id",
                                "9"))))
                .isEmpty();
    }

    @Test
    void moneyThatAppearsOrVanishesIsNotConserved() {
        assertThat(rules(with(
                        13, op(20, "final-total", Operation.Type.OK, "asset", "ETH", "genesis", "5", "total", "4.99"))))
                .containsExactly("funds-conserved FAILURE");
        assertThat(rules(with(
                        13,
                        op(
                                20,
                                "final-negative",
                                Operation.Type.OK,
                                "account",
                                "ann",
                                "asset",
                                "BTC",
                                "amount",
                                "-0.1"))))
                .containsExactly("funds-conserved FAILURE");
    }

    @Test
    void aFundedAccountIsNeverToldThatItHoldsNothing() {
        var zero = op(21, "read-balance", Operation.Type.OK, "balance.BTC", "0", "balance.USDT", "0.00");
        var history =
                new java.util.ArrayList<>(with(10, op(21, "read-balance", Operation.Type.INVOKED, "account", "ann")));
        history.add(11, zero);
        assertThat(rules(history)).containsExactly("unknown-is-not-zero FAILURE");
    }

    @Test
    void anAccountThatNeverHeldAnythingMayBeToldSo() {
        var history =
                new java.util.ArrayList<>(with(10, op(21, "read-balance", Operation.Type.INVOKED, "account", "new")));
        history.add(11, op(21, "read-balance", Operation.Type.OK, "balance.BTC", "0"));
        assertThat(rules(history)).isEmpty();
    }

    @Test
    void withoutAFinalReadNothingCanBeSaid() {
        assertThat(rules(without(13)))
                .containsExactly(
                        "no-lost-acks INCONCLUSIVE",
                        "no-double-execution INCONCLUSIVE",
                        "funds-conserved INCONCLUSIVE");
    }

    @Test
    void manyFindingsOfAKindAreCounted() {
        var checker = new NoLostAcks();
        for (int i = 1; i <= 20; i++) {
            checker.accept(i, i, op(i, "place", Operation.Type.INVOKED, "account", "ann", "client-id", "c" + i));
            checker.accept(i, i, op(i, "place", Operation.Type.OK, "order-id", "1"));
        }
        checker.accept(99, 99, op(99, "final-read", Operation.Type.OK));
        assertThat(checker.finish(RunView.ofHistory(Stacks.plain())))
                .hasSize(6)
                .last()
                .extracting(Finding::message)
                .isEqualTo("and 15 more of the same");
    }

    private static List<String> engine(String end) {
        var log = """
                auditor log-place: seq=1 symbol=B order=1 side=SELL price=10 quantity=1
                auditor log-place: seq=2 symbol=B order=2 side=BUY price=10 quantity=1
                """;
        return Histories.check(new PriceTimePriority.Registered(), Map.of(), Stacks.plain(), Tales.of(log + end))
                .stream()
                .map(f -> f.weight() + " " + f.subject())
                .toList();
    }

    @Test
    void should_not_blame_an_order_whose_trades_may_be_in_the_part_of_the_log_that_was_not_read() {
        assertThat(engine("auditor log-read: entries=2")).containsExactly("FAILURE 2");
        assertThat(engine("")).containsExactly("FAILURE 2");
        assertThat(engine("auditor log-read: entries=3")).containsExactly("INCONCLUSIVE log-read");
        assertThat(engine("auditor log-read~ why=time-out")).containsExactly("INCONCLUSIVE log-read");
        var traded = "auditor log-trade: seq=3 symbol=B maker=1 taker=2 price=10 quantity=1\n";
        assertThat(engine(traded + "auditor log-read: entries=3")).isEmpty();
        assertThat(engine(traded.replace("price=10", "price=9") + "auditor log-read: entries=4"))
                .as("what broke stays broken")
                .containsExactly("FAILURE 1");
    }
}
