package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.http.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends everything again, at once, orders included, whether or not it was carried out: the documented mistake of the
 * fragile posture. An order without a client order id is then placed twice.
 */
final class BlindRetries implements EdgeRetries {
    private static final int TRIES = 3;

    @Override
    public void seen() {
        // no budget to fill
    }

    @Override
    public Optional<Duration> again(Request request, int attempt, boolean sent) {
        return attempt < TRIES ? Optional.of(Duration.ZERO) : Optional.empty();
    }
}
