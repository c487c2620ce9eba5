package dev.brownout.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueConditionTests {
    private static ValueCondition matching(String regex) {
        return new ValueCondition(
                Optional.empty(), List.of(), Optional.empty(), Optional.of(regex), Optional.empty(), Optional.empty());
    }

    private static ValueCondition between(String above, String below) {
        return new ValueCondition(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BigDecimal(above)),
                Optional.of(new BigDecimal(below)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00000000, true",
        "1e2, 100, true",
        "100, 100.01, false",
        "up, up, true",
        "up, UP, false",
        "0, zero, false",
        "007, 7, true",
        "1E999999999, 1E999999999, true",
        "1E999999999, 1, false"
    })
    void should_compare_numbers_as_numbers_and_all_else_as_text(String wanted, String value, boolean equal) {
        assertThat(ValueCondition.equalTo(wanted).holds(Optional.of(value))).isEqualTo(equal);
    }

    @Test
    void should_take_any_of_several() {
        var either = ValueCondition.equalTo("NEW", "FILLED");
        assertThat(either.holds(Optional.of("FILLED"))).isTrue();
        assertThat(either.holds(Optional.of("REJECTED"))).isFalse();
    }

    @Test
    void should_hold_of_what_is_not_there_only_where_it_must_not_be() {
        assertThat(ValueCondition.present(false).holds(Optional.empty())).isTrue();
        assertThat(ValueCondition.present(false).holds(Optional.of(""))).isFalse();
        assertThat(ValueCondition.present(true).holds(Optional.of(""))).isTrue();
        assertThat(ValueCondition.present(true).holds(Optional.empty())).isFalse();
        assertThat(matching(".*").holds(Optional.empty())).isFalse();
    }

    @Test
    void should_find_an_expression_and_keep_bounds_open() {
        assertThat(matching("^[A-Z_]+$").holds(Optional.of("LEDGER_DOWN"))).isTrue();
        assertThat(matching("^[A-Z_]+$").holds(Optional.of("nginx"))).isFalse();
        assertThat(between("0", "10").holds(Optional.of("0.001"))).isTrue();
        assertThat(between("0", "10").holds(Optional.of("0"))).isFalse();
        assertThat(between("0", "10").holds(Optional.of("10"))).isFalse();
        assertThat(between("0", "10").holds(Optional.of("many"))).isFalse();
    }

    @Test
    void should_refuse_a_condition_that_says_nothing_or_contradicts_itself() {
        assertThatThrownBy(ValueCondition::equalTo)
                .isInstanceOf(BrownoutException.class)
                .hasMessage("a condition must say something of its value, but says nothing");
        assertThatThrownBy(() -> matching("("))
                .hasMessage("matches must be a regular expression, but was \"(\": Unclosed group");
        assertThatThrownBy(() -> new ValueCondition(
                        Optional.of(false),
                        List.of("x"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessage("a value that must not be there must have no other condition, but has");
    }
}
