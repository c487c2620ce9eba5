package dev.brownout.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an answer is called, by rules and without. */
class HttpAnswerTests {
    private static final Instant NOW = Instant.parse("2025-10-20T06:48:10Z");
    private static final String PAGE = "<html><head><title>503 Service Temporarily Unavailable</title></head></html>";

    private static final List<AnswerRule> BALANCE = List.of(
            AnswerRule.of(Mode.WRONG).status("200").json("/free", ValueCondition.equalTo("0")),
            AnswerRule.of(Mode.STALE).status("200").json("/stale", ValueCondition.equalTo("true")),
            AnswerRule.of(Mode.FULL).status("200").json("/free", ValueCondition.equalTo("100")),
            AnswerRule.of(Mode.REFUSED).status("5xx").json("/code", ValueCondition.present(true)));

    private static HttpAnswer answer(int status, String body, String... headers) {
        var map = new java.util.LinkedHashMap<String, List<String>>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], List.of(headers[i + 1]));
        }
        return new HttpAnswer(status, map, body);
    }

    private static Mode mode(List<AnswerRule> rules, HttpAnswer answer) {
        return answer.classify(rules, Optional.empty(), NOW).mode();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"free\":\"100.00\"}               | FULL",
                "200 | {\"free\":\"0.00\",\"stale\":true}  | WRONG",
                "200 | {\"free\":\"90\",\"stale\":true}    | STALE",
                "200 | {\"free\":\"90\"}                   | ERROR",
                "200 | {\"free\":null}                     | ERROR",
                "503 | {\"code\":\"LEDGER_DOWN\"}          | REFUSED",
                "503 | {\"code\":null}                     | ERROR",
                "503 | <html>                              | ERROR",
                "200 | {\"free\":\"100\"                   | ERROR",
                "302 | {\"free\":\"100\"}                  | ERROR"
            })
    void should_call_it_what_the_first_rule_that_fits_says(int status, String body, Mode mode) {
        assertThat(mode(BALANCE, answer(status, body))).isEqualTo(mode);
    }

    @Test
    void should_know_an_honest_no_from_a_providers_page_without_rules() {
        var refused = answer(503, "{\"code\":\"BUSY\"}", "retry-after", "2");
        assertThat(mode(AnswerRule.STANDARD, refused)).isEqualTo(Mode.REFUSED);
        assertThat(mode(AnswerRule.STANDARD, answer(503, "{\"code\":\"BUSY\"}")))
                .isEqualTo(Mode.ERROR);
        assertThat(mode(AnswerRule.STANDARD, answer(503, PAGE, "Retry-After", "2")))
                .isEqualTo(Mode.ERROR);
        assertThat(mode(AnswerRule.STANDARD, answer(202, ""))).isEqualTo(Mode.QUEUED);
        assertThat(mode(AnswerRule.STANDARD, answer(204, ""))).isEqualTo(Mode.FULL);
    }

    @Test
    void should_say_that_the_asker_was_not_let_in() {
        var answer = answer(401, "{\"code\":-2015}").classify(BALANCE, Optional.empty(), NOW);
        assertThat(answer.mode()).isEqualTo(Mode.ERROR);
        assertThat(answer.detail()).isEqualTo(Probe.UNAUTHORISED + "401 {\"code\":-2015}");
    }

    @Test
    void should_tell_status_and_the_beginning_of_the_body_on_one_line() {
        var answer = answer(503, "<html>\n" + "x".repeat(100)).classify(BALANCE, Optional.empty(), NOW);
        assertThat(answer.detail()).isEqualTo("503 <html> " + "x".repeat(53) + "…");
    }

    @ParameterizedTest
    @CsvSource({
        "S, 7, 7000",
        "S, 0.25, 250",
        "MS, 7000, 7000",
        "EPOCH_S, 1760942883, 7000",
        "EPOCH_MS, 1760942883000, 7000",
        "RFC3339, 2025-10-20T06:48:03Z, 7000",
        "RFC3339, 2025-10-20T08:48:03+02:00, 7000",
        "RFC3339, 2025-10-20T06:48:30Z, 0",
        "HTTP_DATE, 'Mon, 20 Oct 2025 06:48:03 GMT', 7000"
    })
    void should_read_an_age_in_every_unit(AnswerAge.Unit unit, String text, long millis) {
        var header = new AnswerAge("", "As-Of", unit);
        assertThat(header.of(answer(200, "{}", "as-of", text), NOW)).contains(Duration.ofMillis(millis));
        var json = new AnswerAge("/a/0", "", unit);
        assertThat(json.of(answer(200, "{\"a\":[\"" + text + "\"]}"), NOW)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @EnumSource
    void should_take_an_age_that_cannot_be_read_for_none(AnswerAge.Unit unit) {
        var age = new AnswerAge("/age", "", unit);
        assertThat(age.of(answer(200, "{\"age\":\"recently\"}"), NOW)).isEmpty();
        assertThat(age.of(answer(200, "{\"age\":\"1e99999999\"}"), NOW)).isEmpty();
        assertThat(age.of(answer(200, "{}"), NOW)).isEmpty();
        assertThat(age.of(answer(200, PAGE), NOW)).isEmpty();
    }

    @Test
    void should_judge_by_the_age_and_give_it() {
        var rules = List.of(
                AnswerRule.of(Mode.WRONG).olderThan(Duration.ofSeconds(5)),
                AnswerRule.of(Mode.FULL).status("200"));
        var age = Optional.of(new AnswerAge("", "Age", AnswerAge.Unit.S));
        assertThat(answer(200, "", "Age", "5").classify(rules, age, NOW))
                .isEqualTo(new Probe.Answer(Mode.FULL, "200", Optional.of(Duration.ofSeconds(5))));
        assertThat(answer(200, "", "Age", "6").classify(rules, age, NOW).mode()).isEqualTo(Mode.WRONG);
        assertThat(answer(200, "").classify(rules, age, NOW).mode()).isEqualTo(Mode.FULL);
    }

    @Test
    void should_refuse_rules_about_what_time_decides_and_what_is_no_status() {
        assertThatThrownBy(() -> AnswerRule.of(Mode.HUNG))
                .hasMessage(
                        "an answer must not be called hung by what it says; slow-after and deadline of the capability"
                                + " decide that");
        assertThatThrownBy(() -> AnswerRule.of(Mode.FULL).status("20x"))
                .hasMessage("status must be such as 200 or 5xx, but was \"20x\"");
        assertThatThrownBy(() -> AnswerRule.of(Mode.FULL).json("free", ValueCondition.present(true)))
                .hasMessage("JSON pointer must be empty or begin with a slash (/balance/free), but was \"free\"");
        assertThatThrownBy(() -> new AnswerAge("/a", "Age", AnswerAge.Unit.S))
                .hasMessage("age of an answer must stand at a JSON pointer or in a header, but was told both");
    }
}
