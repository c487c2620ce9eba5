package dev.brownout.faults.load;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.util.Map;

/**
 * Many more users than usual: further requests at a rate, or at a multiple of what the victim sends. Answers change nothing: a
 * target that hangs is asked at the same rate.
 *
 * @param rate how many arrive, where there is no multiplier
 * @param multiplier how many times the victim's own requests all together are, at least 2; 0 to go by the rate
 * @param ask what each asks
 * @param bounds what is never gone beyond
 */
public record Surge(Rate rate, long multiplier, Ask ask, Bounds bounds) implements RatedLoad {
    static final String KIND = "load.surge";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean multiplies() {
        return multiplier > 1;
    }

    @Override
    public ArrivalSchedule schedule(double others, Decisions decisions, DecisionStream stream) {
        return (multiplies() ? rate.of(others * (multiplier - 1)) : rate).schedule(decisions, stream);
    }

    @Override
    public Crowd crowd(Crowd.Place place, Decisions decisions, DecisionStream stream) {
        return new Requesters(place, Repeats.none());
    }

    @Override
    public boolean shows(long arrived, long others, long open, double seconds) {
        return multiplies()
                ? rate.of(others / seconds * (multiplier - 1)).shows(arrived, seconds)
                : rate.shows(arrived, seconds);
    }

    /** Registers it. */
    public static final class Kind extends LoadFaultKind<Surge> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Many more users than usual: requests arrive at a rate that no answer slows.")
                    .withParameters(
                            Rate.PER_SECOND,
                            Parameter.integer(
                                    "multiplier",
                                    "0",
                                    0,
                                    100,
                                    "how many times the victim's own requests of the second before arrive all together; 0 or 1 to go"
                                            + " by the rate"),
                            Rate.RAMP,
                            Rate.SHAPE,
                            Ask.method("GET"),
                            Ask.path(LOAD_PATH),
                            Ask.body(""),
                            Bounds.CONNECTIONS,
                            Bounds.REQUESTS,
                            Bounds.TIMEOUT)
                    .withSymptom("target", "more requests a second than the victim sends; its queues grow")
                    .withSymptom("victim", "answers come late, or refusals do, once the target has more than it can do")
                    .withIncidents(
                            "coinbase-surge-2020-06-01",
                            "coinbase-zero-balance-2024-02-28",
                            "upbit-bithumb-martial-law-2024-12-03",
                            "robinhood-dns-herd-2020-03-02")
                    .withExample(Map.of("rate", "200")));
        }

        @Override
        public Surge create(Arguments arguments) {
            return new Surge(
                    Rate.of(arguments), arguments.integer("multiplier"), Ask.of(arguments), Bounds.of(arguments));
        }
    }
}
