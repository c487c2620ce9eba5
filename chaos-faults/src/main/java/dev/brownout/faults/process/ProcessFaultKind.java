package dev.brownout.faults.process;

import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import java.util.Optional;

/** What the kinds of faults of a process have in common: everything but their parameters and what is done and seen. */
abstract class ProcessFaultKind<F extends ProcessFault> implements FaultKind<F> {
    static final Parameter LIFE = Parameter.duration(
            "life", "1h", "100ms", "24h", "after what time it is undone even if nobody takes it away");

    private final FaultDescription description;
    private final ProcessControl needed;

    ProcessFaultKind(FaultDescription description, ProcessControl needed) {
        this.description = description;
        this.needed = needed;
    }

    /** Begin the description of a fault of a process. */
    static FaultDescription describe(String name, String summary) {
        return FaultDescription.of(name, TargetKind.COMPONENT, summary);
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    @Override
    public Optional<String> refusal(F fault, Target target, Stack stack) {
        var component = (Component) target;
        return component.process().compareTo(needed) >= 0
                ? Optional.empty()
                : Optional.of(name() + " cannot be done to " + component.id() + ", because its stack declares process "
                        + component.process() + " for it; declare ProcessControl." + needed
                        + " and attach its process to the plane (FaultPlane.attach)");
    }

    /** A process that is down or paused shows nothing else, and loads no file. */
    @Override
    public boolean conflictsWith(F fault, Fault other) {
        return other.kind().startsWith("process.") || other.kind().startsWith("file.");
    }

    @Override
    public Injection inject(F fault, Target target, InjectionContext context) {
        return inject(fault, target.id(), context.plane().part(ProcessPlane.class), context);
    }

    /** Do it to a component's process. */
    abstract Injection inject(F fault, String component, ProcessPlane plane, InjectionContext context);

    @Override
    public Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        return measure(
                fault,
                new ProcessWitness(context.plane().part(ProcessPlane.class).process(target.id()), vantage));
    }

    /** Look at the process, and at what it does for its neighbours. */
    abstract Measurement measure(F fault, ProcessWitness witness);
}
