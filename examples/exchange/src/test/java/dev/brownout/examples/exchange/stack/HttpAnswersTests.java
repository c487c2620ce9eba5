package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes as they were recorded from the exchange, and from providers' pages. */
class HttpAnswersTests {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String REFUSAL =
            "{\"code\":-1008,\"msg\":\"Server is currently unable to take this request: ledger unreachable.\"}";
    private static final String PAGE = """
            <html>
            <head><title>502 Bad Gateway</title></head>
            <body>
            <center><h1>502 Bad Gateway</h1></center>
            </body>
            </html>
            """;

    private static Probe.Answer classify(HttpAnswer answer) {
        return HttpAnswers.classify(answer, json -> Probe.Answer.of(Mode.FULL, "judged"));
    }

    @Test
    void callsAnHonestNoRefused() {
        assertThat(classify(new HttpAnswer(503, JSON, "1", REFUSAL)))
                .isEqualTo(Probe.Answer.of(Mode.REFUSED, "503 -1008"));
        assertThat(classify(new HttpAnswer(429, JSON, "2", "{\"code\":-1003,\"msg\":\"Too many requests.\"}")))
                .isEqualTo(Probe.Answer.of(Mode.REFUSED, "429 -1003"));
        assertThat(classify(new HttpAnswer(503, JSON, "Mon, 20 Oct 2025 06:48:00 GMT", REFUSAL))
                        .mode())
                .isEqualTo(Mode.REFUSED);
        assertThat(classify(new HttpAnswer(503, "application/json", "30", "{\"code\":\"LEDGER_DOWN\"}"))
                        .mode())
                .isEqualTo(Mode.REFUSED);
    }

    @Test
    void should_tell_an_asker_who_is_not_let_in() {
        assertThat(classify(new HttpAnswer(401, JSON, "", "{\"code\":-2015,\"msg\":\"Invalid API-key.\"}")))
                .isEqualTo(Probe.Answer.of(Mode.ERROR, "not authorised: 401 -2015"));
        assertThat(classify(new HttpAnswer(403, "text/html", "", "Forbidden")).detail())
                .startsWith(Probe.UNAUTHORISED);
    }

    @ParameterizedTest
    @CsvSource({"''", "soon", "-1", "1.5"})
    void callsANoThatDoesNotSayWhenAnError(String retryAfter) {
        assertThat(classify(new HttpAnswer(503, JSON, retryAfter, REFUSAL)))
                .isEqualTo(Probe.Answer.of(Mode.ERROR, "503 -1008"));
    }

    @Test
    void callsANoWithoutAStableCodeAnError() {
        assertThat(classify(new HttpAnswer(503, JSON, "1", "{\"msg\":\"try later\"}"))
                        .mode())
                .isEqualTo(Mode.ERROR);
        assertThat(classify(new HttpAnswer(503, JSON, "1", "")).mode()).isEqualTo(Mode.ERROR);
        assertThat(classify(new HttpAnswer(503, JSON, "1", "{\"code\":0}")).mode())
                .isEqualTo(Mode.ERROR);
    }

    @Test
    void callsAProvidersPageAnErrorWhateverItsStatus() {
        assertThat(classify(new HttpAnswer(502, "text/html", "", PAGE)))
                .isEqualTo(Probe.Answer.of(
                        Mode.ERROR, "502 <html> <head><title>502 Bad Gateway</title></head> <body> <c…"));
        assertThat(classify(new HttpAnswer(503, "text/html", "1", PAGE)).mode()).isEqualTo(Mode.ERROR);
        assertThat(classify(new HttpAnswer(200, "text/html", "", PAGE)).mode()).isEqualTo(Mode.ERROR);
        assertThat(classify(new HttpAnswer(503, JSON, "1", PAGE)).mode())
                .as("a page that calls itself JSON")
                .isEqualTo(Mode.ERROR);
    }

    @Test
    void callsAnUnknownExecutionStateAnError() {
        var unknown = "{\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server.\"}";
        assertThat(classify(new HttpAnswer(504, JSON, "1", unknown)))
                .isEqualTo(Probe.Answer.of(Mode.ERROR, "504 -1007"));
    }

    @Test
    void callsARejectionAndOurOwnMistakeAnError() {
        assertThat(classify(new HttpAnswer(400, JSON, "", "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}")))
                .isEqualTo(Probe.Answer.of(Mode.ERROR, "400 -2011"));
        assertThat(classify(new HttpAnswer(500, JSON, "", "{\"code\":-1000,\"msg\":\"An unknown error.\"}"))
                        .mode())
                .isEqualTo(Mode.ERROR);
    }

    @Test
    void callsAcceptedForLaterQueuedAndLeavesTheRestToTheProbe() {
        assertThat(classify(new HttpAnswer(202, JSON, "", "{\"ticket\":7}")).mode())
                .isEqualTo(Mode.QUEUED);
        assertThat(classify(new HttpAnswer(200, JSON, "", "{}"))).isEqualTo(Probe.Answer.of(Mode.FULL, "judged"));
    }
}
