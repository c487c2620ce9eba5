package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Tells how a capability served from the HTTP answer that came, latency aside. An honest no is 503 or 429, JSON, with a
 * stable code and a {@code Retry-After} (RFC 9110, section 10.2.3: seconds or a date); 202 is accepted for later; 401 and 403 say that the asker is not let in; what only
 * the capability's own probe can judge is a 200 with JSON; everything else is an error.
 */
final class HttpAnswers {
    private HttpAnswers() {}

    /**
     * Classify an answer.
     *
     * @param answer what came
     * @param served judges the content of a 200 with JSON
     */
    static Probe.Answer classify(HttpAnswer answer, Function<JsonNode, Probe.Answer> served) {
        if (answer.status() == 200) {
            return answer.json()
                    .map(served)
                    .orElseGet(() -> Probe.Answer.of(Mode.ERROR, answer.describe() + " (not JSON)"));
        }
        if (answer.status() == 401 || answer.status() == 403) {
            return Probe.Answer.unauthorised(answer.describe());
        }
        if (answer.status() == 202) {
            return Probe.Answer.of(Mode.QUEUED, answer.describe());
        }
        return refusal(answer)
                ? Probe.Answer.of(Mode.REFUSED, answer.describe())
                : Probe.Answer.of(Mode.ERROR, answer.describe());
    }

    /** Tell whether an answer is an honest no. */
    static boolean refusal(HttpAnswer answer) {
        return (answer.status() == 503 || answer.status() == 429)
                && answer.code().isPresent()
                && saysWhen(answer.retryAfter());
    }

    private static boolean saysWhen(String retryAfter) {
        if (retryAfter.matches("\\d{1,9}")) {
            return true;
        }
        try {
            DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
