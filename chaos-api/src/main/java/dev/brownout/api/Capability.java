package dev.brownout.api;

import java.time.Duration;

/**
 * Something a user can do with the stack under test, asked about on a fixed schedule while an outage plays.
 *
 * @param id kebab-case: {@code place-order}, {@code market-data} …
 * @param title what "full service" means, for people
 * @param slowAfter an answer later than this is {@link Mode#SLOW}
 * @param deadline no answer by then is {@link Mode#HUNG}; later than {@code slowAfter}
 * @param probesPerSecond how often the question is asked, 1 to 1000 a second
 */
public record Capability(String id, String title, Duration slowAfter, Duration deadline, int probesPerSecond) {

    /** Check the id and the bounds. */
    public Capability {
        Rules.id("capability id", id);
        Rules.positive("slow-after of capability " + id, slowAfter);
        Rules.require(
                deadline.compareTo(slowAfter) > 0,
                "deadline of capability %s must be later than slow-after (%s), but was %s",
                id,
                slowAfter,
                deadline);
        Rules.require(
                probesPerSecond >= 1 && probesPerSecond <= 1000,
                "probes-per-second of capability %s must be 1 to 1000, but was %s",
                id,
                probesPerSecond);
    }
}
