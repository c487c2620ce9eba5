package dev.brownout.examples.exchange.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EdgeStrategiesTests {
    private static final Request GET = Request.of("GET", "/api/v3/depth", "", "", "", "id", 0);
    private static final Request POST = Request.of("POST", "/api/v3/order", "", "a=1", "", "id", 0);
    private static final Reply PAGE = Reply.html(502, "<html>Bad Gateway</html>");

    @Test
    void honestJsonNeverPassesAPageOn() {
        EdgeAnswers honest = new HonestJson(Duration.ofSeconds(1));
        Reply fine = Reply.ok(Json.object());
        assertThat(honest.answered(GET, fine)).isSameAs(fine);
        for (Reply reply : new Reply[] {
            honest.answered(GET, PAGE), honest.answered(POST, PAGE), honest.unsent(POST), honest.unanswered(POST)
        }) {
            assertThat(reply.isJson()).isTrue();
            assertThat(reply.retryAfter()).isPositive();
            assertThat(Json.parse(reply.body()).path("code").asInt(0)).isNegative();
        }
        assertThat(honest.answered(GET, PAGE).status()).isEqualTo(503);
        assertThat(honest.answered(POST, PAGE).status())
                .as("it may have been executed")
                .isEqualTo(504);
        assertThat(honest.unsent(POST).status()).as("it surely was not").isEqualTo(503);
    }

    @Test
    void verbatimPassesEverythingOnAndMakesPagesOfItsOwn() {
        EdgeAnswers verbatim = new VerbatimAnswers();
        assertThat(verbatim.answered(GET, PAGE)).isSameAs(PAGE);
        assertThat(verbatim.unsent(POST).contentType()).isEqualTo("text/html");
    }

    @Test
    void safeRetriesNeverRepeatWhatMayHaveBeenDone() {
        EdgeRetries safe = new SafeRetries(20, () -> 0.5);
        assertThat(safe.again(POST, 1, true)).isEmpty();
        assertThat(safe.again(POST, 1, false)).contains(Duration.ofMillis(25));
        assertThat(safe.again(GET, 1, true)).isPresent();
        assertThat(safe.again(GET, 2, true)).isEmpty();
    }

    @Test
    void safeRetriesStayWithinTheirBudget() {
        EdgeRetries safe = new SafeRetries(20, () -> 0);
        int granted = 0;
        for (int i = 0; i < 1000; i++) {
            safe.seen();
            granted += safe.again(GET, 1, true).isPresent() ? 1 : 0;
        }
        assertThat(granted).isBetween(195, 215);
    }

    @Test
    void blindRetriesRepeatAnything() {
        EdgeRetries blind = new BlindRetries();
        assertThat(blind.again(POST, 1, true)).isPresent();
        assertThat(blind.again(POST, 3, true)).isEmpty();
    }
}
