package dev.brownout.scenarios.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Operation;
import dev.brownout.scenarios.fixture.Stacks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no history is said to be none, with its line, and nobody is blamed for it. */
class WellFormedTests {
    private static final String GOOD = """
            ann#1 place? account=ann client-id=a1 quantity=1
            bob#2 place? account=bob client-id=b1
            ann#1 place: order-id=7
            ann#3 place? account=ann client-id=a2
            bob#2 place~
            auditor#4 final-order: account=ann client-id=a1 executed=1
            ann#3 place~
            auditor#5 final-read: orders=1
            """;

    private static Optional<Finding> finding(List<Operation> history) {
        var rule = new WellFormed();
        long line = 0;
        for (var o : history) {
            if (!rule.accept(++line, o)) {
                assertThat(rule.finding()).hasValueSatisfying(f -> {
                    assertThat(f.weight()).isEqualTo(Weight.INCONCLUSIVE);
                    assertThat(f.rule()).isEqualTo("well-formed");
                });
                return rule.finding();
            }
        }
        assertThat(rule.finding()).isEmpty();
        return Optional.empty();
    }

    @Test
    void should_take_a_history_in_which_users_overlap_and_some_never_learn() {
        assertThat(finding(Tales.of(GOOD))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3; bob#9 place: order-id=1; without an open invocation",
                "4; ann#1 place: order-id=7; without an open invocation",
                "3; ann#9 place? client-id=a9; whose operation 1 is not completed",
                "4; ann#2 place? client-id=a9; has an id that was used before",
                "4; eve#1 place? client-id=a9; has an id that was used before",
                "3; bob#1 place: order-id=7; by bob completes place by ann, invoked on line 1",
                "3; ann#1 cancel:; by ann completes place by ann, invoked on line 1",
                "3; auditor#1 stage: stage=full; has an id that was used before",
                "3; auditor#9 stage? stage=full; an observer's",
                "3; auditor#9 stage: stage=open; stage of operation 9 (stage) must be one of",
                "3; eve#9 place? quantity=1e3; must be a number in decimal notation, but was \"1e3\"",
                "3; eve#9 place? price=.; must be a number in decimal notation, but was \".\"",
                "3; auditor#9 log-place: seq=2; must have seq 1",
                "7; eve#9 place? client-id=e1; comes after the final read, which began on line 6",
                "7; auditor#9 final-order: client-id=b1; the final read tells of 1 entries final-order, but there are 2",
                "9; auditor#9 final-read: orders=1; comes after the final read"
            })
    void should_name_the_line_and_what_is_wrong_with_it(String damage) {
        var what = damage.split("; ", -1);
        var history = new ArrayList<>(Tales.of(GOOD));
        int at = Integer.parseInt(what[0]);
        history.add(at - 1, Tales.entry(0, what[1]));
        var found = finding(history);
        assertThat(found).hasValueSatisfying(f -> assertThat(f.message()).contains(what[2]));
        long line = found.orElseThrow().evidence().get(0);
        assertThat(history.get((int) line - 1).action())
                .isEqualTo(found.orElseThrow().subject());
        assertThat(found.orElseThrow().message()).contains("from line " + line + " on");
    }

    /** Entries of two ids and two users, four in a row: well-formed exactly if each can be told as one story by hand. */
    @Test
    void should_agree_with_the_obvious_rule_on_every_short_history() {
        var entries = new ArrayList<Operation>();
        for (long id = 1; id <= 2; id++) {
            for (var process : List.of("ann", "bob")) {
                for (var type : List.of(Operation.Type.INVOKED, Operation.Type.OK, Operation.Type.INDETERMINATE)) {
                    entries.add(new Operation(id, process, "place", type, Map.of()));
                }
            }
        }
        var counts = new int[2];
        int n = entries.size();
        for (int code = 0; code < n * n * n * n; code++) {
            var history = List.of(
                    entries.get(code % n),
                    entries.get(code / n % n),
                    entries.get(code / n / n % n),
                    entries.get(code / n / n / n));
            boolean good = finding(history).isEmpty();
            if (good != obvious(history)) {
                throw new AssertionError((good ? "takes:\n" : "refuses:\n") + ExhaustiveTests.text(history));
            }
            counts[good ? 1 : 0]++;
        }
        assertThat(counts[0]).isPositive();
        assertThat(counts[1]).isPositive();
    }

    private static boolean obvious(List<Operation> history) {
        var states = new HashMap<Long, String>();
        var busy = new HashMap<String, Long>();
        for (var o : history) {
            var expected = o.type() == Operation.Type.INVOKED ? "none" : o.process();
            if (!states.getOrDefault(o.id(), "none").equals(expected)) {
                return false;
            }
            if (o.type() == Operation.Type.INVOKED && busy.put(o.process(), o.id()) != null) {
                return false;
            }
            if (o.type() != Operation.Type.INVOKED) {
                busy.remove(o.process());
            }
            states.put(o.id(), o.type() == Operation.Type.INVOKED ? o.process() : "done");
        }
        return true;
    }

    @Test
    void should_keep_what_broke_before_and_say_nothing_of_the_rest() {
        var zeros = """
                ann#1 read-balance? account=ann
                ann#1 read-balance: balance.B=1
                ann#2 read-balance? account=ann
                ann#2 read-balance: balance.B=0
                """;
        var damage = "ann#2 read-balance: balance.B=0\n";
        assertThat(Histories.check(
                        new UnknownIsNotZero.Registered(), Map.of(), Stacks.plain(), Tales.of(zeros + damage)))
                .extracting(Finding::rule)
                .containsExactly("unknown-is-not-zero", "well-formed");
        var lost = GOOD.replace("auditor#4", "bob#2 place~\nauditor#4")
                .replace("client-id=a1 executed", "client-id=zz executed");
        assertThat(Histories.check(new NoLostAcks.Registered(), Map.of(), Stacks.plain(), Tales.of(lost)))
                .extracting(f -> f.rule() + " " + f.weight())
                .containsExactly("no-lost-acks INCONCLUSIVE", "well-formed INCONCLUSIVE");
    }
}
