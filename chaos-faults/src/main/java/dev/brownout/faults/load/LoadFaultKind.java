package dev.brownout.faults.load;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.HttpLinks;
import dev.brownout.faults.http.HttpPlane;
import dev.brownout.faults.tcp.Greetings;
import dev.brownout.faults.tcp.TcpPlane;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the kinds of load have in common: everything but their parameters and who arrives.
 *
 * <p>A load goes where the link's victim connects to, and nowhere else. Whoever else uses the link gets through as far as the
 * target lets them.
 */
abstract class LoadFaultKind<F extends LoadFault> implements FaultKind<F> {
    static final String LOAD_PATH = "load-path";

    private static final long BASE_MILLIS = 1_000;

    private final FaultDescription description;

    LoadFaultKind(FaultDescription description) {
        this.description = description;
    }

    /** Begin the description of a load. */
    static FaultDescription describe(String name, String summary) {
        return FaultDescription.of(name, TargetKind.LINK, summary)
                .withWitness(
                        "What arrives at the target is counted past the plane, the load's requests apart from the victim's own,"
                                + " while the victim's vantage asks through the link.");
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    /** Name the label that tells the path, and the path where there is no such label; empty where one must be given. */
    Optional<String> standardPath() {
        return Optional.of(Greetings.HEALTH_PATH);
    }

    /** Name the label of a link that tells where the load goes. */
    String label() {
        return LOAD_PATH;
    }

    /** Find out what is asked for: the fault's own path, the link's label, its target's label, or the standard. */
    private Optional<Ask> ask(F fault, Link link) {
        if (!fault.ask().path().isEmpty()) {
            return Optional.of(fault.ask());
        }
        return HttpLinks.declared(link, label()).or(this::standardPath).map(fault.ask()::at);
    }

    @Override
    public Optional<String> refusal(F fault, Target target, Stack stack) {
        var link = (Link) target;
        if (link.protocol() != Protocol.HTTP1) {
            return Optional.of(name() + " needs a link that speaks http1, but " + link.id() + " speaks "
                    + link.protocol() + "; choose another link");
        }
        var ask = ask(fault, link);
        if (ask.isEmpty()) {
            return Optional.of(name() + " needs to know where one logs in, but link " + link.id() + " has no label "
                    + label() + "; give the link that label, or the fault a path");
        }
        return Ask.isPath(ask.get().path())
                ? Optional.empty()
                : Optional.of("label " + label() + " of link " + link.id()
                        + " must be a path that begins with / and holds visible ASCII only, but was \""
                        + ask.get().path() + "\"; change the stack");
    }

    /** A phase shorter than the way up would never see all of the load. */
    @Override
    public Duration feltAfter(F fault, Target target, Stack stack) {
        return fault.rampUp();
    }

    @Override
    public Injection inject(F fault, Target target, InjectionContext context) {
        var link = (Link) target;
        var address = context.plane().open(link);
        var arrivals = context.plane().part(HttpPlane.class).arrivals(link);
        var ask = ask(fault, link)
                .orElseThrow(() -> new BrownoutException(
                        name() + " must know a path, but link " + link.id() + " has no label " + label()));
        double others = 0;
        if (fault.multiplies()) {
            long before = arrivals.victims();
            pause(BASE_MILLIS);
            others = (arrivals.victims() - before) * 1_000.0 / BASE_MILLIS;
            if (others == 0) {
                throw new BrownoutException(name() + " must have requests to multiply, but none arrived on link "
                        + link.id() + " within " + BASE_MILLIS + " ms; give a rate instead of a multiplier");
            }
        }
        var decisions = new Decisions(context.seed());
        var schedule = fault.schedule(others, decisions, DecisionStream.of(context.id(), link.id(), "arrivals"));
        var repeats = DecisionStream.of(context.id(), link.id(), "repeats");
        var generator = new Generator(
                context.id(),
                name(),
                new Crowd.Entrance(address, context.plane().part(TcpPlane.class)::markLoad),
                ask,
                fault.bounds(),
                new Pace(schedule, fault.count(), Bounds.LIFE),
                place -> fault.crowd(place, decisions, repeats));
        return new LoadInjection(link.from(), generator, () -> arrivals.met(name()));
    }

    @Override
    public Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        return new LoadWitness(name(), fault).measure((Link) target, vantage, context.plane());
    }

    /** Let time pass in which something is counted. */
    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("interrupted while counting arrivals", e);
        }
    }
}
