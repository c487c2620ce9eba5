package dev.brownout.scenarios.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brownout.api.Expectation;
import dev.brownout.api.Mode;
import dev.brownout.api.ServiceLimits;
import dev.brownout.scenarios.fixture.Readers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationReaderTests {
    private static String expecting(String expectation) {
        return Readers.VALID.replace("{any-of: [full, refused], within: 2s, share: 0.9}", expectation);
    }

    private static List<String> problems(String text) {
        var e = catchThrowableOfType(InvalidScenarioException.class, () -> Readers.read(text));
        assertThat(e).as("the text should have been refused").isNotNull();
        return Readers.lines(e);
    }

    @Test
    void should_read_every_bound() {
        var read = Readers.read(expecting(
                "{any-of: [full, stale, refused], share: 0.9, at-least: {refused: 0.1}, at-most: {stale: 0.5},"
                        + " p50: 100ms, within: 1s, max: 2s, staleness: 5s, worst-gap: 300ms, detected: 2s, degraded: 3s,"
                        + " changes: 4}"));
        assertThat(Readers.at(read.timeline().get(0).expect(), "buy"))
                .isEqualTo(new Expectation(
                        false,
                        Set.of(Mode.FULL, Mode.STALE, Mode.REFUSED),
                        0.9,
                        Map.of(Mode.REFUSED, 0.1),
                        Map.of(Mode.STALE, 0.5),
                        Optional.of(Duration.ofSeconds(1)),
                        new ServiceLimits(
                                Optional.of(Duration.ofMillis(100)),
                                Optional.of(Duration.ofSeconds(2)),
                                Optional.of(Duration.ofSeconds(5)),
                                Optional.of(Duration.ofMillis(300)),
                                Optional.of(Duration.ofSeconds(2)),
                                Optional.of(Duration.ofSeconds(3)),
                                Optional.of(4))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {mode: full, p50: 3s, within: 2s}                                  | 16:30 | p50 must be at most within (2s), but was 3s
        {mode: full, within: 3s, max: 2s}                                  | 16:33 | within must be at most max (2s), but was 3s
        {mode: full, p50: 3s, max: 2s}                                     | 16:30 | p50 must be at most max (2s), but was 3s
        {mode: full, at-least: {refused: 0.2}}                             | 16:35 | at-least must be of a graceful mode (full), but was of refused; add it to any-of, or leave it out
        {mode: full, at-most: {refused: 0.2}}                              | 16:34 | at-most must be of a graceful mode (full), but was of refused; add it to any-of, or leave it out
        {any-of: [full, slow], at-most: {full: 0.2}, at-least: {full: 0.3}} | 16:44 | at-most of full must be at least its at-least (0.3), but was 0.2
        {any-of: [full, slow], at-most: {full: 0.2, slow: 0.3}}            | 16:44 | shares of at-most must leave room for the graceful share (0.95), but add up to 0.5; raise one of them or add a graceful mode
        {any-of: [full, slow], at-least: {full: 0.7, slow: 0.6}}           | 16:45 | shares of at-least must add up to at most 1, but add up to 1.3
        {any-of: [full, refused], staleness: 5s}                           | 16:49 | staleness must go with the graceful mode stale, but only full, refused is graceful; add stale, or leave staleness out
        {mode: full, detected: 2s}                                         | 16:35 | detected must go with a graceful mode that tells of the fault (stale, queued, refused), but only full is graceful; add one, or leave detected out
        {any-of: [full, wrong]}                                            | 16:21 | wrong must not be among the graceful modes: no phase excuses a lie; leave it out
        """)
    void should_refuse_bounds_that_contradict_each_other(String expectation, String place, String words) {
        assertThat(problems(expecting(expectation)))
                .containsExactly("test.yaml:" + place + ": expectation of buy: " + words);
    }

    @Test
    void should_refuse_bounds_of_nothing() {
        assertThat(problems(expecting("{mode: full, max: 0s, changes: -1, worst-gap: 0s}")))
                .containsExactlyInAnyOrder(
                        "test.yaml:16:30: \"max\" of the expectation of buy must be > 0, but was 0s",
                        "test.yaml:16:43: \"changes\" of expectation of buy: must be a whole number from 0 to 999999, but was \"-1\"",
                        "test.yaml:16:58: \"worst-gap\" of the expectation of buy must be > 0, but was 0s");
    }

    @Test
    void should_refuse_times_since_onset_in_a_phase_without_a_fault() {
        var text = expecting("{any-of: [full, refused], degraded: 2s}")
                .replace("    faults:\n      - fixture.break: {on: wire}\n", "");
        assertThat(problems(text))
                .containsExactly(
                        "test.yaml:14:48: \"degraded\" of the expectation of buy must stand in a phase with a fault, as "
                                + "it counts from the fault's onset, but this phase has none; leave it out, or bound recovery under "
                                + "\"after\"");
    }

    @Test
    void should_refuse_a_capabilitys_recovery_that_is_later_than_everybodys() {
        var text = Readers.VALID.replace("hold: 1s}", "hold: 1s, each: {buy: 2s, look: 4s}}");
        assertThat(problems(text))
                .containsExactly(
                        "test.yaml:18:63: \"each\" of look must be over 0 and at most recovered-within (3s), but was 4s");
        assertThat(Readers.read(text.replace("4s", "3s")).after().each()).hasSize(2);
    }

    @Test
    void should_refuse_contradictions_in_code_as_in_files() {
        assertThatThrownBy(() -> new Expectation(
                        false,
                        Set.of(Mode.FULL),
                        0.9,
                        Map.of(Mode.QUEUED, 0.5),
                        Map.of(),
                        Optional.empty(),
                        ServiceLimits.NONE))
                .hasMessage(
                        "at-least must be of a graceful mode (full), but was of queued; add it to any-of, or leave it out");
    }
}
