package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.checker.Spans.Span;
import dev.brownout.scenarios.plan.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A12: one request of a user does not become many at a dependency that is in trouble. Both are counted where they arrive:
 * what came in at the front, and what the dependency got, compared with what it got for a request while all was well.
 */
public final class RetryAmplification implements Checker {
    private static final String NAME = "retry-amplification";

    private final Arguments bounds;

    private RetryAmplification(Arguments bounds) {
        this.bounds = bounds;
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "A dependency in trouble gets hardly more requests for each of the users' than while all was well.")
                    .withAssertions("A12")
                    .withReads(
                            "HTTP requests counted at the targets, health checks left out: those on links labelled front: true are the users', "
                                    + "those of all other links to targets of one role are that role's; for a role that got none in the "
                                    + "steady stretch, one for each of the users' is the measure")
                    .withBounds(
                            "A retry budget of a tenth to a fifth of all requests is what clients that survived such outages keep: hence 1.2 "
                                    + "over the whole time. One retry of everything, as when a connection pool dies at once, doubles the load "
                                    + "for a moment: hence 2 in any 10 s. Three attempts on each of two tiers make 9.",
                            Parameter.number(
                                    "sustained",
                                    "1.2",
                                    "1.01",
                                    "100",
                                    "the most, from the first fault to the end, as a multiple of the steady stretch's"),
                            Parameter.number(
                                    "burst",
                                    "2",
                                    "1.01",
                                    "100",
                                    "the most in any window, as a multiple of the steady stretch's"),
                            Parameter.duration("window", "10s", "1s", "10m", "the length of a window; stack time"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new RetryAmplification(setting.arguments());
        }

        @Override
        public void check(Arguments arguments) {
            if (arguments.ratio("sustained") > arguments.ratio("burst")) {
                throw new InvalidFaultException(
                        "sustained",
                        "sustained must be at most burst (" + arguments.text("burst") + "), but was "
                                + arguments.text("sustained"));
            }
        }

        @Override
        public Optional<String> refusal(Prospect prospect) {
            var window = prospect.setting().arguments().duration("window");
            var begun = prospect.phases().stream()
                    .dropWhile(p -> !p.faults())
                    .map(Stretch::length)
                    .reduce(prospect.after().hold(), Duration::plus);
            return begun.compareTo(window) >= 0
                    ? Optional.empty()
                    : Optional.of("its window is " + Spans.words(window) + ", but from the first fault to the end only "
                            + Spans.words(begun)
                            + " are sure to be played; lengthen a phase with at-least, or ask for a "
                            + "shorter window");
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var counts = new Counts(run);
        var front = RoleTraffic.front(run);
        if (front.isEmpty()) {
            return List.of(Findings.inconclusive(
                    NAME,
                    "front",
                    "no link of " + run.stack().id()
                            + " is labelled front: true, so users' requests cannot be counted"));
        }
        var steady = Spans.steady(run);
        var began = Spans.began(run);
        if (steady.isEmpty() || began.isEmpty()) {
            return List.of(Findings.noFault(NAME));
        }
        var findings = new ArrayList<Finding>();
        var roles = RoleTraffic.roles(run, front);
        roles.forEach((role, links) -> {
            var traffic = new RoleTraffic(counts, links, front);
            var before = traffic.covered(steady.get().from(), steady.get().to());
            var during = traffic.covered(began.getAsLong(), Spans.end(run));
            if (before.isEmpty() || during.isEmpty()) {
                findings.add(Findings.inconclusive(
                        NAME, role, "the requests at the front and at " + role + " were not counted throughout"));
            } else {
                judge(role, traffic, before.get(), during.get(), findings);
            }
        });
        if (findings.isEmpty() && roles.isEmpty()) {
            findings.add(Findings.inconclusive(NAME, "links", "there is no HTTP link behind the front"));
        }
        return Findings.few(NAME, findings);
    }

    private void judge(String role, RoleTraffic traffic, Span before, Span during, List<Finding> findings) {
        double asked = traffic.asked(before.from(), before.to());
        if (asked < needed("sustained")) {
            findings.add(Findings.inconclusive(
                    NAME,
                    role,
                    "the steady stretch had " + Math.round(asked) + " requests of users, but " + needed("sustained")
                            + " are needed to measure against"));
            return;
        }
        double each = traffic.each(before);
        var worst = traffic.worst(each, during, bounds.duration("window").toNanos(), needed("burst"));
        if (worst.isEmpty() || traffic.asked(during.from(), during.to()) < needed("sustained")) {
            findings.add(Findings.inconclusive(
                    NAME,
                    role,
                    "no window of " + bounds.text("window")
                            + " after the first fault was counted that had the "
                            + needed("burst") + " requests of users that are needed"));
            return;
        }
        double sustained = traffic.factor(each, during.from(), during.to());
        if (over(worst.get().factor(), "burst")) {
            findings.add(failure(
                    role,
                    traffic,
                    worst.get().factor(),
                    "burst",
                    "in " + bounds.text("window"),
                    worst.get().span()));
        } else if (over(sustained, "sustained")) {
            findings.add(failure(
                    role,
                    traffic,
                    sustained,
                    "sustained",
                    "over the " + Spans.words(during.length()) + " since the first fault",
                    during));
        }
    }

    private Finding failure(String role, RoleTraffic traffic, double factor, String bound, String when, Span span) {
        return Findings.failure(
                NAME,
                role,
                String.format(
                        Locale.ROOT,
                        "%s must get at most %s times the requests for each of the users' that it got in the steady stretch, but got %.2f times as many %s (%.0f for %.0f)",
                        role,
                        bounds.text(bound),
                        factor,
                        when,
                        traffic.got(span.from(), span.to()),
                        traffic.asked(span.from(), span.to())),
                traffic.lines(span));
    }

    private boolean over(double factor, String bound) {
        return factor > bounds.ratio(bound) + 1e-9;
    }

    /** How many requests of users a ratio needs to mean something. */
    private int needed(String bound) {
        return Evidence.needed(Math.min(0.2, bounds.ratio(bound) - 1));
    }
}
