package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Operation;
import java.math.BigDecimal;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.JsonNode;

/** What a trader learns from an answer: it happened, it did not, or nobody knows. In doubt, nobody knows. */
final class TraderAnswers {
    private static final String REFUSED = "-1008";
    private static final String REJECTED = "-2010";

    private TraderAnswers() {}

    /** What is recorded of an answer. */
    record Learned(Operation.Type type, Map<String, String> data) {}

    static Learned placed(HttpAnswer answer) {
        var order = ok(answer).filter(json -> json.path("orderId").asLong(0) > 0);
        if (order.isPresent()) {
            return new Learned(
                    Operation.Type.OK,
                    Map.of(
                            "order-id", order.get().path("orderId").asString(""),
                            "status", order.get().path("status").asString("")));
        }
        var message = answer.json().map(json -> json.path("msg").asString("")).orElse("");
        if (answer.code().filter(REJECTED::equals).isPresent() && message.startsWith("Duplicate")) {
            // the client id is the trader's own and new: whoever used it before did so on the way, and may have
            // executed it
            return unknown(answer.describe() + " for a client id that was sent once");
        }
        return notDone(answer);
    }

    static Learned cancelled(HttpAnswer answer) {
        return ok(answer).isPresent() ? new Learned(Operation.Type.OK, Map.of()) : notDone(answer);
    }

    static Learned balance(HttpAnswer answer) {
        var json = ok(answer);
        if (json.isEmpty()) {
            return notDone(answer);
        }
        try {
            var data = new TreeMap<String, String>();
            Map<String, BigDecimal> balances = ReadBalanceProbe.balances(json.get());
            balances.forEach((asset, amount) -> data.put("balance." + asset, amount.toPlainString()));
            data.put("stale", Boolean.toString(json.get().path("stale").asBoolean(false)));
            return new Learned(Operation.Type.OK, data);
        } catch (NumberFormatException e) {
            return unknown(answer.describe());
        }
    }

    /** No answer at all. */
    static Learned unanswered(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpTimeoutException) {
            return unknown("no answer in time");
        }
        if (cause instanceof CancellationException) {
            return unknown("given up");
        }
        return unknown(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    private static Optional<JsonNode> ok(HttpAnswer answer) {
        return answer.status() == 200 ? answer.json() : Optional.empty();
    }

    /** An error of the exchange's own that says that nothing was executed, or no usable answer. */
    private static Learned notDone(HttpAnswer answer) {
        var code = answer.code();
        boolean rejected = answer.status() >= 400 && answer.status() < 500;
        boolean refused = answer.status() == 503 && code.filter(REFUSED::equals).isPresent();
        return code.isPresent() && (rejected || refused)
                ? new Learned(Operation.Type.FAILED, Map.of("code", code.get()))
                : unknown(answer.describe());
    }

    private static Learned unknown(String why) {
        return new Learned(Operation.Type.INDETERMINATE, Map.of("why", why));
    }
}
