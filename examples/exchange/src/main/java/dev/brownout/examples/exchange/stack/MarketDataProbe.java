package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Reads the best levels of a busy book. A book that is old and does not say so, crossed or one-sided is a lie. */
final class MarketDataProbe implements Probe {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final FrontDoor door;
    private final Clock clock;

    MarketDataProbe(FrontDoor door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Answer> ask(long ordinal) {
        return door.open("/api/v3/depth", Map.of("symbol", PlaceOrderProbe.SYMBOL, "limit", "5"))
                .thenApply(answer -> HttpAnswers.classify(answer, this::judge));
    }

    Answer judge(JsonNode json) {
        long made = json.path("E").asLong(0);
        BigDecimal bid;
        BigDecimal ask;
        try {
            bid = best(json.path("bids"));
            ask = best(json.path("asks"));
        } catch (NumberFormatException e) {
            return Answer.of(Mode.WRONG, "200 a side of the book is empty");
        }
        if (bid.compareTo(ask) >= 0) {
            return Answer.of(Mode.WRONG, "200 crossed: bid " + bid + ", ask " + ask);
        }
        if (made <= 0) {
            return Answer.of(Mode.WRONG, "200 book without a time");
        }
        var age = Duration.ofMillis(Math.max(0, clock.millis() - made));
        if (json.path("stale").asBoolean(false)) {
            return new Answer(Mode.STALE, "200 stale, " + age.toMillis() + " ms old", Optional.of(age));
        }
        return age.compareTo(FRESH) < 0
                ? Answer.of(Mode.FULL, "200 bid " + bid + ", ask " + ask)
                : new Answer(Mode.WRONG, "200 " + age.toMillis() + " ms old, not labelled", Optional.of(age));
    }

    private static BigDecimal best(JsonNode levels) {
        return new BigDecimal(levels.path(0).path(0).asString(""));
    }
}
