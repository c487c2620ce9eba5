package dev.brownout.faults.dns;

import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Name;
import dev.brownout.api.Parameter;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Timings;
import dev.brownout.api.Vantage;
import dev.brownout.faults.vantage.TestJvm;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the kinds of faults on a name have in common: everything but their parameters and their answer. */
abstract class DnsFaultKind<F extends DnsFault> implements FaultKind<F> {
    static final Parameter NEGATIVE_TTL = Parameter.duration(
            "negative-ttl", "1s", "0s", "1h", "how long a resolver may remember that there is nothing (RFC 2308)");

    private final FaultDescription description;

    DnsFaultKind(FaultDescription description) {
        this.description = description;
    }

    /** Begin the description of a fault on a name. */
    static FaultDescription describe(String name, String summary) {
        return FaultDescription.of(name, TargetKind.NAME, summary)
                .withWitness("A query on the wire, past all caches, and a look-up as the victim does it.");
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    /** A fault on a name cannot be done to a component that resolves it past the plane. */
    @Override
    public Optional<String> refusal(F fault, Target target, Stack stack) {
        var past = ((Name) target)
                .resolvers().entrySet().stream()
                        .filter(e -> e.getValue() == Resolution.ELSEWHERE)
                        .map(Map.Entry::getKey)
                        .toList();
        return past.isEmpty()
                ? fault.reach()
                        .refusal(target.id())
                        .map(why -> name() + " cannot be done to " + target.id() + ", because " + why)
                : Optional.of(name() + " cannot be done to " + target.id() + ", because " + String.join(", ", past)
                        + " resolves it past the plane; " + remedy(past));
    }

    private static String remedy(List<String> past) {
        return past.equals(List.of(TestJvm.COMPONENT))
                ? TestJvm.howToResolve()
                : "add the agent to the java command line (-javaagent:chaos-agent.jar=…, as FaultPlane.jvmArguments gives it)"
                        + " or start the container with --dns, and declare the resolution in the stack";
    }

    /**
     * Two faults that each hit only a share may share a name. With one that hits everything the other is never seen, unless
     * they go together: anything that is answered can be answered late.
     */
    @Override
    public boolean conflictsWith(F fault, Fault other) {
        return other instanceof DnsFault dns
                && (fault.reach().ratio() >= 1 || dns.reach().ratio() >= 1)
                && !fault.goesWith(dns)
                && !dns.goesWith(fault);
    }

    @Override
    public Duration onsetLag(F fault, Target target, Stack stack) {
        return longest(target, stack, Timings::dnsPositive);
    }

    @Override
    public Duration removalLag(F fault, Target target, Stack stack) {
        return longest(target, stack, fault.leavesAddresses() ? Timings::dnsPositive : Timings::dnsNegative);
    }

    @Override
    public Duration feltAfter(F fault, Target target, Stack stack) {
        return longest(target, stack, Timings::nameLossNoticed);
    }

    private static Duration longest(Target target, Stack stack, Function<Timings, Duration> part) {
        return stack.victims(target).stream()
                .map(stack::component)
                .map(Component::timings)
                .map(part)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public Injection inject(F fault, Target target, InjectionContext context) {
        return context.plane().part(DnsPlane.class).inject(fault, target.id(), context.id(), context.seed());
    }

    @Override
    public Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        return new DnsWitness(context.plane().part(DnsPlane.class), context.id()).measure(fault, target.id(), vantage);
    }
}
