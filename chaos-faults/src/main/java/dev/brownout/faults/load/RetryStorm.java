package dev.brownout.faults.load;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Clients that repeat whatever failed: the worse the target does, the more arrives, up to {@code 1 + retries} times as much. The
 * first requests keep their schedule whatever is answered; only repeats depend on answers.
 *
 * @param rate how many first requests arrive
 * @param retries how often one repeats a request at most
 * @param backOff how long one waits before
 * @param givenUp the share of requests that are repeated although they were answered well, because their caller had given up
 * @param ask what each asks
 * @param bounds what is never gone beyond
 */
public record RetryStorm(Rate rate, int retries, Duration backOff, double givenUp, Ask ask, Bounds bounds)
        implements RatedLoad {
    static final String KIND = "load.retry-storm";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Crowd crowd(Crowd.Place place, Decisions decisions, DecisionStream stream) {
        return new Requesters(
                place, new Repeats(retries, givenUp, backOff, rate.shape() == Shape.JITTERED, decisions, stream));
    }

    /** Registers it. */
    public static final class Kind extends LoadFaultKind<RetryStorm> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Clients repeat whatever failed, so that a target that fails is asked even more.")
                    .withParameters(
                            Rate.PER_SECOND,
                            Parameter.integer(
                                    "retries",
                                    "5",
                                    1,
                                    20,
                                    "how often one request is repeated at most: no answer, 429 and 5xx count as failed"),
                            Parameter.duration(
                                    "back-off",
                                    "0s",
                                    "0s",
                                    "1m",
                                    "how long one waits before; with the shape jittered, a seeded time up to twice as long"),
                            new Parameter(
                                    "given-up",
                                    Parameter.Type.RATIO,
                                    Optional.of("0"),
                                    "0",
                                    "1",
                                    "the share of requests that are repeated although they were answered well: their callers gave up"),
                            Rate.RAMP,
                            Rate.SHAPE,
                            Ask.method("GET"),
                            Ask.path(LOAD_PATH),
                            Ask.body(""),
                            Bounds.CONNECTIONS,
                            Bounds.REQUESTS,
                            Bounds.TIMEOUT)
                    .withSymptom(
                            "target", "up to 1 + retries times as many requests as there are callers, while it fails")
                    .withSymptom("victim", "failure goes on after its cause is gone")
                    .withIncidents(
                            "gcp-service-control-2025-06-12",
                            "cloudflare-bot-management-2025-11-18",
                            "aws-us-east-1-internal-network-2021-12-07",
                            "dyn-ddos-2016-10-21",
                            "facebook-bgp-dns-2021-10-04",
                            "infura-consensus-2020-11-11",
                            "coinbase-two-storms-2021-01-06",
                            "robinhood-dns-herd-2020-03-02")
                    .withExample(Map.of("rate", "50", "retries", "3", "given-up", "0.5")));
        }

        @Override
        public RetryStorm create(Arguments arguments) {
            return new RetryStorm(
                    Rate.of(arguments),
                    (int) arguments.integer("retries"),
                    arguments.duration("back-off"),
                    arguments.ratio("given-up"),
                    Ask.of(arguments),
                    Bounds.of(arguments));
        }
    }
}
