package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.examples.exchange.account.Account;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/**
 * Logs in and then asks whose the token is that it was given. A token that is given out and does not let its owner in is a
 * lie, whichever gateway is asked.
 */
final class LoginProbe implements Probe {
    private static final String SESSION = "/api/v3/session";

    private final FrontDoor door;
    private final Account account;
    private final Clock clock;

    LoginProbe(FrontDoor door, Account account, Clock clock) {
        this.door = door;
        this.account = account;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Answer> ask(long ordinal) {
        return door.signed(account, "POST", SESSION, Map.of()).thenCompose(answer -> {
            var classified = HttpAnswers.classify(answer, this::opened);
            return classified.mode() == Mode.FULL ? used(answer) : CompletableFuture.completedFuture(classified);
        });
    }

    /** Judge what a log-in gave, as far as it can be seen by itself. */
    Answer opened(JsonNode json) {
        if (json.path("token").asString("").isEmpty()) {
            return Answer.of(Mode.WRONG, "200 logged in without a token");
        }
        long left = json.path("expiresAt").asLong(0) - clock.millis();
        return left > 0
                ? Answer.of(Mode.FULL, "200 logged in")
                : Answer.of(Mode.WRONG, "200 logged in until " + -left + " ms ago");
    }

    private CompletableFuture<Answer> used(HttpAnswer login) {
        var token = login.json().map(json -> json.path("token").asString("")).orElse("");
        return door.withToken(token, "GET", SESSION).thenApply(this::known);
    }

    /** Judge what came when the token was shown. */
    Answer known(HttpAnswer answer) {
        if (answer.status() == 401) {
            return Answer.of(Mode.WRONG, answer.describe() + " (the token that was just given out)");
        }
        return HttpAnswers.classify(answer, this::judge);
    }

    private Answer judge(JsonNode json) {
        var told = json.path("account").asString("");
        return told.equals(account.name())
                ? Answer.of(Mode.FULL, "200 logged in as " + told)
                : Answer.of(Mode.WRONG, "200 logged in as somebody else, " + told);
    }
}
