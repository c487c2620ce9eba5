package dev.brownout.scenarios.checker;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.RunView;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many HTTP requests the targets of a role got for each of the users', as a multiple of what they got in the steady
 * stretch: what {@code retry-amplification} holds against its bounds.
 *
 * @param role the role, or the component's id where it has none
 * @param sustained the multiple from the first fault to the end
 * @param worst the multiple in the window that was worst
 */
public record Amplification(String role, double sustained, double worst) {

    /**
     * Measure it.
     *
     * @param run a run that is over
     * @param window how long the worst window is; stack time
     * @return role to its figures, of those that were counted throughout; empty when no fault was ever asked for
     * @throws BrownoutException if the stack has no link labelled {@code front}, so that nobody knows what users asked for
     */
    public static Map<String, Amplification> of(RunView run, Duration window) {
        var front = RoleTraffic.front(run);
        if (front.isEmpty()) {
            throw new BrownoutException("a link of " + run.stack().id()
                    + " must be labelled front: true, so that users' requests can be counted, but none is");
        }
        var counts = new Counts(run);
        var measured = new TreeMap<String, Amplification>();
        var steady = Spans.steady(run);
        var began = Spans.began(run);
        if (steady.isPresent() && began.isPresent()) {
            RoleTraffic.roles(run, front).forEach((role, links) -> {
                var traffic = new RoleTraffic(counts, links, front);
                var before = traffic.covered(steady.get().from(), steady.get().to());
                var during = traffic.covered(began.getAsLong(), Spans.end(run));
                if (before.isPresent()
                        && during.isPresent()
                        && traffic.asked(before.get().from(), before.get().to()) > 0
                        && traffic.asked(during.get().from(), during.get().to()) > 0) {
                    double each = traffic.each(before.get());
                    double sustained = traffic.factor(
                            each, during.get().from(), during.get().to());
                    measured.put(
                            role,
                            new Amplification(
                                    role,
                                    sustained,
                                    traffic.worst(each, during.get(), window.toNanos(), 1)
                                            .map(RoleTraffic.Window::factor)
                                            .orElse(sustained)));
                }
            });
        }
        return Collections.unmodifiableMap(measured);
    }
}
