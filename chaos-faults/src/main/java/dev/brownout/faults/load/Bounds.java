package dev.brownout.faults.load;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import java.time.Duration;

/**
 * What a load never goes beyond.
 *
 * @param connections the most connections at once, each with one request under way
 * @param requests the most arrivals in all
 * @param timeout when a request without an answer is given up, and its connection closed
 */
public record Bounds(int connections, long requests, Duration timeout) {
    /** A load that is not closed ends after this. */
    static final Duration LIFE = Duration.ofHours(1);

    /** The most requests a second, repeats included. */
    static final int RATE = 5_000;

    static final int MOST_CONNECTIONS = 2_000;
    static final long MOST_REQUESTS = 1_000_000;

    static final Parameter CONNECTIONS = Parameter.integer(
            "connections",
            "256",
            1,
            MOST_CONNECTIONS,
            "the most requests under way at once, each on a connection of its own; what is due beyond is not sent, and counted");
    static final Parameter REQUESTS = Parameter.integer(
            "requests", "100000", 1, MOST_REQUESTS, "the most arrivals in all; then the load is over");
    static final Parameter TIMEOUT = Parameter.duration(
            "timeout", "10s", "100ms", "1m", "when a request without an answer is given up and its connection closed");

    static Bounds of(Arguments arguments) {
        return new Bounds(
                (int) arguments.integer("connections"), arguments.integer("requests"), arguments.duration("timeout"));
    }
}
