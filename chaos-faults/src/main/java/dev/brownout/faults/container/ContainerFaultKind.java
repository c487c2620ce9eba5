package dev.brownout.faults.container;

import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import java.util.List;
import java.util.Optional;

/** What the kinds of faults of a container have in common: everything but their parameters and what is done and seen. */
abstract class ContainerFaultKind<F extends ContainerFault> implements FaultKind<F> {
    static final Parameter LIFE = Parameter.duration(
            "life", "1h", "100ms", "24h", "after what time it is undone even if nobody takes it away");
    static final Parameter GRACE = Parameter.duration(
            "grace", "10s", "1s", "2m", "after what time whoever has not ended in order is killed; stack time");

    /** What holds a container as a whole: one of them hides what another does, or undoes it. */
    private static final List<String> PLANES = List.of("container.", "zone.", "region.", "process.", "file.");

    private final FaultDescription description;

    ContainerFaultKind(FaultDescription description) {
        this.description = description;
    }

    /** Begin the description of a fault of a container. */
    static FaultDescription describe(String name, String summary) {
        return FaultDescription.of(name, TargetKind.COMPONENT, summary);
    }

    /** Describe what is seen of a container that does not run (docs/decisions/container-faults.md has the measurements). */
    static FaultDescription describeDown(String name, String summary) {
        return describe(name, summary)
                .withSymptom("host, by docker inspect", "the container does not run")
                .withSymptom("host, at the container's address", "no connection: time-out")
                .withSymptom("same network", "time-out, after 3 s no route to host; its alias is gone")
                .withSymptom("host, at a published port", "connection refused: Docker's proxy is gone with it");
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    /** What its stack must let be done to the container. */
    abstract ContainerAbility needed(F fault);

    @Override
    public Optional<String> refusal(F fault, Target target, Stack stack) {
        var component = (Component) target;
        var needed = needed(fault);
        return component.container().contains(needed)
                ? Optional.empty()
                : Optional.of(
                        name() + " cannot be done to " + component.id() + ", because its stack declares container "
                                + component.container() + " for it; declare ContainerAbility." + needed
                                + " and attach its container to the plane (FaultPlane.attach)");
    }

    @Override
    public boolean conflictsWith(F fault, Fault other) {
        return PLANES.stream().anyMatch(other.kind()::startsWith);
    }

    @Override
    public Injection inject(F fault, Target target, InjectionContext context) {
        return inject(fault, (Component) target, context.plane().part(ContainerPlane.class), context);
    }

    /** Do it to a component's container. */
    abstract Injection inject(F fault, Component component, ContainerPlane plane, InjectionContext context);

    @Override
    public Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        return measure(
                fault,
                new ContainerWitness(context.plane().part(ContainerPlane.class).held(target.id()), vantage));
    }

    /** Look at the container, and at what it does for its neighbours. */
    abstract Measurement measure(F fault, ContainerWitness witness);
}
