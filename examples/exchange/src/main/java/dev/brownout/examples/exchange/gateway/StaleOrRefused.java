package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.ledger.Balance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers from the ledger; else from what this gateway last saw of that account, labelled as stale, up to a declared age;
 * else refuses. Never makes a number up. Remembers as many accounts as have keys, no more.
 */
final class StaleOrRefused implements BalanceReads {
    private final Source ledger;
    private final Clock clock;
    private final Duration maxAge;
    private final Duration retryAfter;
    private final Map<String, Known> seen = new ConcurrentHashMap<>();

    StaleOrRefused(Source ledger, Clock clock, Duration maxAge, Duration retryAfter) {
        this.ledger = ledger;
        this.clock = clock;
        this.maxAge = maxAge;
        this.retryAfter = retryAfter;
    }

    @Override
    public Known read(String account, Deadline deadline) throws ApiException, InterruptedException {
        long asked = clock.millis();
        Optional<List<Balance>> fresh = ledger.read(account, deadline);
        if (fresh.isPresent()) {
            Known known = new Known(fresh.get(), asked, false);
            seen.put(account, new Known(fresh.get(), asked, true));
            return known;
        }
        return Optional.ofNullable(seen.get(account))
                .filter(known -> clock.millis() - known.asOfMs() <= maxAge.toMillis())
                .orElseThrow(
                        () -> new ApiException(ApiError.refused("ledger unreachable, balance unknown", retryAfter)));
    }
}
