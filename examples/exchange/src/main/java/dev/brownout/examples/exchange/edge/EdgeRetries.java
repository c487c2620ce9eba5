package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.http.Request;
import java.time.Duration;
import java.util.Optional;

/** Strategy: whether a failed request is sent to another gateway. Safe for any thread. */
interface EdgeRetries {
    /** Counts a request of a caller, before its first try. */
    void seen();

    /**
     * Decides.
     *
     * @param request what failed
     * @param attempt how often it was tried, ≥ 1
     * @param sent whether it may have been carried out
     * @return the pause before the next try; nothing to give up
     */
    Optional<Duration> again(Request request, int attempt, boolean sent);
}
