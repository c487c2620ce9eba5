package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Operation;
import dev.brownout.examples.exchange.stack.TraderAnswers.Learned;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class TraderAnswersTests {
    private static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, "application/json;charset=UTF-8", "", body.replace('\'', '"'));
    }

    private static Learned failed(String code) {
        return new Learned(Operation.Type.FAILED, Map.of("code", code));
    }

    @Test
    void believesAnAcknowledgement() {
        assertThat(TraderAnswers.placed(json(200, "{'orderId':17,'status':'PARTIALLY_FILLED'}")))
                .isEqualTo(new Learned(Operation.Type.OK, Map.of("order-id", "17", "status", "PARTIALLY_FILLED")));
        assertThat(TraderAnswers.cancelled(json(200, "{'orderId':17,'status':'CANCELED'}")))
                .isEqualTo(new Learned(Operation.Type.OK, Map.of()));
    }

    @Test
    void believesARejectionAndARefusalBeforeExecution() {
        assertThat(TraderAnswers.placed(json(400, "{'code':-1013,'msg':'Filter failure: LOT_SIZE'}")))
                .isEqualTo(failed("-1013"));
        assertThat(TraderAnswers.placed(json(429, "{'code':-1003,'msg':'Too many requests'}")))
                .isEqualTo(failed("-1003"));
        assertThat(TraderAnswers.placed(json(503, "{'code':-1008,'msg':'ledger unreachable'}")))
                .isEqualTo(failed("-1008"));
        assertThat(TraderAnswers.placed(json(400, "{'code':-2010,'msg':'Account has insufficient balance'}")))
                .isEqualTo(failed("-2010"));
        assertThat(TraderAnswers.cancelled(json(400, "{'code':-2011,'msg':'Unknown order sent.'}")))
                .isEqualTo(failed("-2011"));
        assertThat(TraderAnswers.balance(json(503, "{'code':-1008,'msg':'ledger unreachable'}")))
                .isEqualTo(failed("-1008"));
    }

    @Test
    void knowsNothingFromEverythingElse() {
        var page = new HttpAnswer(504, "text/html", "", "<html>Gateway Time-out</html>");
        assertThat(TraderAnswers.placed(json(504, "{'code':-1007,'msg':'Send status unknown'}")))
                .isEqualTo(new Learned(Operation.Type.INDETERMINATE, Map.of("why", "504 -1007")));
        assertThat(TraderAnswers.placed(page).type()).isEqualTo(Operation.Type.INDETERMINATE);
        assertThat(TraderAnswers.cancelled(page).type()).isEqualTo(Operation.Type.INDETERMINATE);
        assertThat(TraderAnswers.balance(page).type()).isEqualTo(Operation.Type.INDETERMINATE);
        assertThat(TraderAnswers.placed(json(500, "{'code':-1000,'msg':'unknown error'}"))
                        .type())
                .isEqualTo(Operation.Type.INDETERMINATE);
        assertThat(TraderAnswers.placed(json(503, "{'msg':'no code'}")).type()).isEqualTo(Operation.Type.INDETERMINATE);
        assertThat(TraderAnswers.placed(json(200, "{'status':'NEW'}")).type())
                .as("an acknowledgement without an order id")
                .isEqualTo(Operation.Type.INDETERMINATE);
        assertThat(TraderAnswers.placed(new HttpAnswer(200, "text/html", "", "<html></html>"))
                        .type())
                .isEqualTo(Operation.Type.INDETERMINATE);
    }

    @Test
    void doesNotBelieveADuplicateOfAClientIdThatWasSentOnce() {
        var learned = TraderAnswers.placed(json(400, "{'code':-2010,'msg':'Duplicate order sent.'}"));
        assertThat(learned)
                .isEqualTo(new Learned(
                        Operation.Type.INDETERMINATE, Map.of("why", "400 -2010 for a client id that was sent once")));
    }

    @Test
    void tellsHowNoAnswerCame() {
        assertThat(TraderAnswers.unanswered(new CompletionException(new HttpTimeoutException("request timed out"))))
                .isEqualTo(new Learned(Operation.Type.INDETERMINATE, Map.of("why", "no answer in time")));
        assertThat(TraderAnswers.unanswered(new CancellationException()))
                .isEqualTo(new Learned(Operation.Type.INDETERMINATE, Map.of("why", "given up")));
        assertThat(TraderAnswers.unanswered(new CompletionException(new IOException("Connection reset"))))
                .isEqualTo(new Learned(Operation.Type.INDETERMINATE, Map.of("why", "IOException: Connection reset")));
    }

    @Test
    void writesFreeAndLockedTogetherAndWhetherTheyAreOld() {
        assertThat(TraderAnswers.balance(json(
                        200,
                        "{'balances':[{'asset':'BTC','free':'9.5','locked':'0.5'},"
                                + "{'asset':'USDT','free':'0','locked':'0'}],'stale':true}")))
                .isEqualTo(new Learned(
                        Operation.Type.OK, Map.of("balance.BTC", "10.0", "balance.USDT", "0", "stale", "true")));
        assertThat(TraderAnswers.balance(json(200, "{'balances':[]}")))
                .isEqualTo(new Learned(Operation.Type.OK, Map.of("stale", "false")));
    }
}
