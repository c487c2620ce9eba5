package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.http.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Sends again what surely was not carried out, or only reads; once, after a pause with full jitter, and within a budget: a
 * share of the requests seen, so that retries cannot multiply an outage (A12).
 */
final class SafeRetries implements EdgeRetries {
    private static final double MOST_SAVED = 10;
    private static final int MAX_PAUSE_MS = 50;

    private final double share;
    private final DoubleSupplier chance;
    private double budget = MOST_SAVED;

    SafeRetries(int budgetPercent, DoubleSupplier chance) {
        this.share = budgetPercent / 100.0;
        this.chance = chance;
    }

    @Override
    public synchronized void seen() {
        budget = Math.min(MOST_SAVED, budget + share);
    }

    @Override
    public synchronized Optional<Duration> again(Request request, int attempt, boolean sent) {
        boolean safe = !sent || request.method().equals("GET");
        if (attempt > 1 || !safe) {
            return Optional.empty();
        }
        if (budget < 1) {
            return Optional.empty();
        }
        budget--;
        return Optional.of(Duration.ofMillis((long) (MAX_PAUSE_MS * chance.getAsDouble())));
    }
}
