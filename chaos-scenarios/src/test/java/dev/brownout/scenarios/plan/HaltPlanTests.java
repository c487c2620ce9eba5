package dev.brownout.scenarios.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Durations;
import dev.brownout.api.Halt;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixture's run: steady 2 s, one phase of 7 s, held for 1 s; both capabilities are asked 20 times a second. */
class HaltPlanTests {
    private static Plan plan(Optional<String> limit, String... halts) {
        var scenario = Readers.read(Readers.VALID)
                .withHalts(Stream.of(halts).map(Halt::parse).toList(), limit.map(Durations::parse));
        return Readers.planner().plan(scenario, Stacks.plain(), 7, 60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "buy full < 20% for 500ms",
                "buy full < 20% for 10s",
                "buy full < 95% for 2s",
                "buy graceful < 50% for 1s",
                "stop-file ops/stop"
            })
    void should_take_what_can_be_true(String halt) {
        assertThat(plan(Optional.empty(), halt).halts()).containsExactly(Halt.parse(halt));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "buuy full < 20% for 10s # halt condition \"buuy full < 20% for 10s\" can never be true: capability \"buuy\""
                        + " must be one of fixture:plain; did you mean \"buy\"?",
                "buy full < 20% for 499ms # halt condition \"buy full < 20% for 499ms\" can never be true: a share of"
                        + " 20 % needs at least 10 answers to mean something, but 499ms at 20 a second give 9; say \"for"
                        + " 500ms\" or longer",
                "buy full < 95% for 1s # halt condition \"buy full < 95% for 1s\" can never be true: a share of 95 %"
                        + " needs at least 40 answers to mean something, but 1s at 20 a second give 20; say \"for 2s\" or"
                        + " longer",
                "buy full < 20% for 10s1ms # halt condition \"buy full < 20% for 10s1ms\" can never be true: its window must"
                        + " fit into the run (10s at the shortest), but is 10s1ms; make it shorter",
                "buy full < 96% for 3s # halt condition \"buy full < 96% for 3s\" contradicts steady state: a stack that"
                        + " is full in 95 % of its samples is steady, but would be halted; ask for 95 % or less, or for"
                        + " more in steady",
                "funds-conserved broken # halt condition \"funds-conserved broken\" can never be true: the checker must"
                        + " stand in always, but is none of [no-lost-acks]; add it there",
                "no-lost-axe broken # halt condition \"no-lost-axe broken\" can never be true: the checker must stand in"
                        + " always, but is none of [no-lost-acks]; did you mean \"no-lost-acks\"?"
            })
    void should_refuse_what_can_never_be_true(String halt, String message) {
        assertThatThrownBy(() -> plan(Optional.empty(), halt))
                .isInstanceOf(PlanException.class)
                .hasMessage(message);
    }

    @Test
    void should_find_every_such_condition_at_once() {
        assertThatThrownBy(() -> plan(Optional.of("10s"), "bye full < 20% for 10s", "funds-conserved broken"))
                .isInstanceOfSatisfying(
                        PlanException.class, e -> assertThat(e.reasons()).hasSize(3));
    }

    @Test
    void should_find_a_checker_outside_always_in_the_file_with_its_place() {
        assertThatThrownBy(() -> Readers.read(Readers.VALID + "halt:\n  - funds-conserved broken\n"))
                .hasMessageContaining("test.yaml:21:5: halt condition \"funds-conserved broken\" can never be true");
        assertThatThrownBy(() -> Readers.read(Readers.VALID + "halt:\n  - buy fine < 20% for 10s\n"))
                .hasMessageContaining("test.yaml:21:5: halt condition must count full or graceful answers");
    }

    @Test
    void should_limit_a_run_to_what_its_plan_takes_and_a_margin() {
        // steady within 30 s, phases 7 s, between 15 s, recovery 3 s and 1 s, final read 20 s, margin 3 m
        assertThat(plan(Optional.empty()).limit()).isEqualTo(Duration.ofSeconds(30 + 7 + 15 + 3 + 1 + 20 + 180));
        assertThat(plan(Optional.of("10s1ms")).limit()).isEqualTo(Duration.ofMillis(10001));
    }

    @Test
    void should_refuse_a_limit_that_every_run_would_reach() {
        assertThatThrownBy(() -> plan(Optional.of("10s")))
                .hasMessage(
                        "limit must be longer than the shortest that the whole run can take (10s: steady 2s, phases 7s,"
                                + " hold 1s), but was 10s; every run would be aborted: make it longer, or leave it out for the"
                                + " plan's own");
    }

    @Test
    void should_let_the_command_line_go_before_the_file() {
        var scenario = Readers.read(Readers.VALID + "limit: 1m\nhalt: [stop-file a]\n");
        assertThat(scenario.withHalts(List.of(), Optional.empty()).limit()).contains(Duration.ofMinutes(1));
        var both = scenario.withHalts(List.of(new Halt.StopFile("b")), Optional.of(Duration.ofMinutes(2)));
        assertThat(both.limit()).contains(Duration.ofMinutes(2));
        assertThat(both.halt()).containsExactly(new Halt.StopFile("a"), new Halt.StopFile("b"));
    }

    @Test
    void should_be_read_back_from_a_journal() {
        var plan = plan(Optional.of("5m"), "buy full < 20% for 2s", "stop-file a b");
        assertThat(Json.line(plan)).contains("\"halts\":[\"buy full < 20% for 2s\",\"stop-file a b\"]");
        assertThat(Json.mapper().readValue(Json.line(plan), Plan.class)).isEqualTo(plan);
    }
}
