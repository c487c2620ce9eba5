package dev.brownout.api;

import java.time.Instant;
import java.util.Optional;

/**
 * The real event that a scenario recreates.
 *
 * @param provider whose outage it was
 * @param region where
 * @param began when it began, UTC
 * @param ended when it ended, UTC; not before it began
 */
public record Incident(String provider, String region, Optional<Instant> began, Optional<Instant> ended) {

    /** Check the order of the two instants. */
    public Incident {
        if (began.isPresent() && ended.isPresent()) {
            Rules.require(
                    !ended.get().isBefore(began.get()),
                    "ended must not be before began (%s), but was %s",
                    began.get(),
                    ended.get());
        }
    }
}
