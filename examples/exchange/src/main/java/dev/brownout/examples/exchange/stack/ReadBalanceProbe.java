package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.examples.exchange.account.Account;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Reads an account that never trades, whose true balance is therefore known. */
final class ReadBalanceProbe implements Probe {
    private final FrontDoor door;
    private final Account account;
    private final Clock clock;

    ReadBalanceProbe(FrontDoor door, Account account, Clock clock) {
        this.door = door;
        this.account = account;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Answer> ask(long ordinal) {
        return door.signed(account, "GET", "/api/v3/account", Map.of())
                .thenApply(answer -> HttpAnswers.classify(answer, this::judge));
    }

    Answer judge(JsonNode json) {
        Map<String, BigDecimal> told;
        try {
            told = balances(json);
        } catch (NumberFormatException e) {
            return Answer.of(Mode.WRONG, "200 balances are no numbers");
        }
        if (!right(told)) {
            return Answer.of(Mode.WRONG, "200 balances " + told);
        }
        if (!json.path("stale").asBoolean(false)) {
            return Answer.of(Mode.FULL, "200 balances " + told);
        }
        long asOf = json.path("asOf").asLong(0);
        if (asOf <= 0) {
            return Answer.of(Mode.WRONG, "200 stale, without asOf");
        }
        var age = Duration.ofMillis(Math.max(0, clock.millis() - asOf));
        return new Answer(Mode.STALE, "200 stale, " + age.toMillis() + " ms old", Optional.of(age));
    }

    /** Tell whether just what the account holds was told, other assets at zero or left out. */
    private boolean right(Map<String, BigDecimal> told) {
        var expected = new TreeMap<>(account.opening());
        told.forEach((asset, amount) -> expected.merge(asset, amount, BigDecimal::subtract));
        return told.keySet().containsAll(account.opening().keySet())
                && expected.values().stream().allMatch(difference -> difference.signum() == 0);
    }

    /**
     * Read what an account is told to hold, available and held together.
     *
     * @throws NumberFormatException if an amount is none
     */
    static Map<String, BigDecimal> balances(JsonNode json) {
        var balances = new TreeMap<String, BigDecimal>();
        for (var balance : json.path("balances")) {
            balances.merge(
                    balance.path("asset").asString(""),
                    new BigDecimal(balance.path("free").asString(""))
                            .add(new BigDecimal(balance.path("locked").asString(""))),
                    BigDecimal::add);
        }
        return balances;
    }
}
