package dev.brownout.faults.load;

import dev.brownout.api.Arguments;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.util.Map;
import java.util.Optional;

/**
 * Everybody logs in at once: each request is another user, so none is served from a session or a cache.
 *
 * @param rate how many arrive
 * @param ask what each asks
 * @param bounds what is never gone beyond
 */
public record LoginSurge(Rate rate, Ask ask, Bounds bounds) implements RatedLoad {
    static final String KIND = "load.login-surge";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Crowd crowd(Crowd.Place place, Decisions decisions, DecisionStream stream) {
        return new Requesters(place, Repeats.none());
    }

    /** Registers it. */
    public static final class Kind extends LoadFaultKind<LoginSurge> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "Everybody logs in at once: log-ins of ever new users arrive at a rate that no answer slows.")
                    .withParameters(
                            Rate.PER_SECOND,
                            Rate.RAMP,
                            Rate.SHAPE,
                            Ask.method("POST"),
                            Ask.path("login-path"),
                            Ask.body("{\"user\":\"user-{n}\",\"password\":\"password-{n}\"}"),
                            Bounds.CONNECTIONS,
                            Bounds.REQUESTS,
                            Bounds.TIMEOUT)
                    .withSymptom("target", "more log-ins a second than it can check")
                    .withSymptom("victim", "log-ins come late or are refused; sessions that are open may go on")
                    .withIncidents(
                            "cloudflare-bot-management-2025-11-18",
                            "aws-us-east-1-internal-network-2021-12-07",
                            "upbit-bithumb-martial-law-2024-12-03")
                    .withExample(Map.of("path", "/login", "rate", "200")));
        }

        @Override
        String label() {
            return "login-path";
        }

        @Override
        Optional<String> standardPath() {
            return Optional.empty();
        }

        @Override
        public LoginSurge create(Arguments arguments) {
            return new LoginSurge(Rate.of(arguments), Ask.of(arguments), Bounds.of(arguments));
        }
    }
}
