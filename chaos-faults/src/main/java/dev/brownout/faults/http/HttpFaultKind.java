package dev.brownout.faults.http;

import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.tcp.TcpPlane;
import dev.brownout.faults.tcp.Tries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** What the kinds of faults on exchanges have in common: everything but their parameters, their effect and its signs. */
abstract class HttpFaultKind<F extends HttpFault> implements FaultKind<F> {
    static final Duration DEADLINE = Duration.ofSeconds(2);

    private final FaultDescription description;

    HttpFaultKind(FaultDescription description) {
        this.description = description;
    }

    /** Begin the description of a fault on exchanges, with its own parameters and those that say which it means. */
    static FaultDescription describe(String name, String summary, Parameter... own) {
        return FaultDescription.of(name, TargetKind.LINK, summary)
                .withParameters(Matching.with("the matching requests", own));
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    @Override
    public Optional<String> refusal(F fault, Target target, Stack stack) {
        return HttpLinks.refusal(name(), (Link) target);
    }

    /** Two that mean the same requests contradict each other where one leaves nothing for the other to act on. */
    @Override
    public boolean conflictsWith(F fault, Fault other) {
        return other instanceof HttpFault http
                && fault.match().meets(http.match())
                && (other.kind().equals(fault.kind()) || alwaysHides(fault) || alwaysHides(http));
    }

    private static boolean alwaysHides(HttpFault fault) {
        return fault.hides() && fault.match().ratio() >= 1;
    }

    @Override
    public final Injection inject(F fault, Target target, InjectionContext context) {
        return context.plane().part(HttpPlane.class).inject((Link) target, context.id(), fault.match(), effect(fault));
    }

    /** Make what it does to exchanges, from now on. */
    abstract Effect effect(F fault);

    /** Tell whether one answer shows it. */
    abstract boolean shows(F fault, HttpReading reading);

    /** Tell how many requests of a witness in a row are sure to meet it. */
    int tries(F fault) {
        return Decisions.window(fault.match().ratio());
    }

    /** Tell how long a witness waits for an answer. */
    Duration deadline(F fault) {
        return DEADLINE;
    }

    @Override
    public final Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        var link = (Link) target;
        var address = context.plane().open(link);
        var path = HttpLinks.witnessPath(link);
        var headers = fault.match().sample();
        return context.plane()
                .part(TcpPlane.class)
                .witnessing(link, () -> judge(fault, () -> vantage.get(address, path, headers, deadline(fault))));
    }

    /** Measure, by as many requests as it takes. */
    Measurement judge(F fault, Callable<HttpReading> get) {
        return judge(
                fault,
                Tries.run(
                        tries(fault),
                        Tries.AT_ONCE,
                        get,
                        readings -> readings.stream().anyMatch(r -> shows(fault, r))));
    }

    private Measurement judge(F fault, List<HttpReading> readings) {
        long shown = readings.stream().filter(r -> shows(fault, r)).count();
        return new Measurement(
                shown > 0,
                shown == 0 && readings.stream().allMatch(HttpFaultKind::answered),
                readings.size() + " tries: " + shown + " showed it; answers: " + summary(readings));
    }

    /** Tell whether there was a whole answer. */
    static boolean answered(HttpReading reading) {
        return reading.complete() && reading.status() > 0;
    }

    /** Count the ways in which tries ended. */
    static Map<String, Long> summary(List<HttpReading> readings) {
        return readings.stream()
                .collect(Collectors.groupingBy(HttpFaultKind::outcome, TreeMap::new, Collectors.counting()));
    }

    private static String outcome(HttpReading reading) {
        if (reading.status() == 0) {
            return reading.outcome().toString();
        }
        var head = reading.status() + " " + reading.contentType();
        return reading.complete() ? head : head + ", " + reading.bodyBytes() + " bytes, then " + reading.outcome();
    }
}
