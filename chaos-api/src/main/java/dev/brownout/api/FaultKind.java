package dev.brownout.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Register one kind of fault: the single place that knows its name, parameters, symptoms, and how it is done and
 * witnessed. Found with {@link java.util.ServiceLoader}, ours like anybody's, so implementations need a public
 * constructor. Stateless and thread safe.
 *
 * @param <F> the record that carries its parameters
 */
public interface FaultKind<F extends Fault> {

    /**
     * Describe the kind.
     *
     * @return the same description every time
     */
    FaultDescription description();

    /**
     * Name the kind as scenario files do.
     *
     * @return {@code plane.fault} in kebab-case, unique
     */
    default String name() {
        return description().name();
    }

    /**
     * Tell where it takes hold.
     *
     * @return the kind of target
     */
    default TargetKind target() {
        return description().target();
    }

    /**
     * Tell whether it is done beyond the planes that traffic passes: to components, or to the network around them. Where those
     * planes are a node's, such a fault is still done by the run.
     *
     * @return whether it is
     */
    default boolean beyondPlanes() {
        return target() == TargetKind.COMPONENT;
    }

    /**
     * List its parameters.
     *
     * @return the parameters; empty when there is nothing to choose
     */
    default List<Parameter> parameters() {
        return description().parameters();
    }

    /**
     * Make the fault from checked arguments.
     *
     * @param arguments made by {@link Arguments#of} from {@link #parameters()}
     * @return the fault
     * @throws InvalidFaultException if the arguments contradict each other
     */
    F create(Arguments arguments);

    /**
     * Say why the fault cannot be done to a target, before anything is touched.
     *
     * @param fault the fault
     * @param target a target of kind {@link #target()}
     * @param stack the stack it is part of
     * @return the reason with the line to add or change; empty when it can be done
     */
    default Optional<String> refusal(F fault, Target target, Stack stack) {
        return Optional.empty();
    }

    /**
     * Tell whether this fault and another on the same target at the same time contradict each other.
     *
     * @param fault the fault
     * @param other any other fault
     * @return true when one would hide or undo the other
     */
    default boolean conflictsWith(F fault, Fault other) {
        return other.kind().equals(fault.kind());
    }

    /**
     * Tell for how long after the fault is witnessed a victim's cached answers may still hide it. Samples in that time are
     * in transition: only safety rules judge them.
     *
     * @param fault the fault
     * @param target what it is done to
     * @param stack the stack it is part of
     * @return stack time, zero when nothing is cached
     */
    default Duration onsetLag(F fault, Target target, Stack stack) {
        return Duration.ZERO;
    }

    /**
     * Tell for how long after the fault is gone a victim's cached answers may still keep it up.
     *
     * @param fault the fault
     * @param target what it was done to
     * @param stack the stack it is part of
     * @return stack time, zero when nothing is cached
     */
    default Duration removalLag(F fault, Target target, Stack stack) {
        return Duration.ZERO;
    }

    /**
     * Tell after what time a victim can no longer do without what the fault takes away: caches, pooled connections and last
     * good values are used up. A phase shorter than this shows less than the outage did; a plan lengthens it.
     *
     * @param fault the fault
     * @param target what it is done to
     * @param stack the stack it is part of
     * @return stack time, at least {@link #onsetLag}
     */
    default Duration feltAfter(F fault, Target target, Stack stack) {
        return onsetLag(fault, target, stack);
    }

    /**
     * Tell how a victim can meet the fault without being counted in its {@link Injection#exposure()}.
     *
     * @return a half sentence for people; empty where every meeting is counted
     */
    default String uncounted() {
        return "";
    }

    /**
     * Do the fault.
     *
     * @param fault the fault
     * @param target what to do it to
     * @param context this injection's id and seed, and the plane
     * @return a handle whose {@code close} restores what was before
     * @throws BrownoutException if it could not be done; then nothing was changed
     */
    Injection inject(F fault, Target target, InjectionContext context);

    /**
     * Measure the fault's symptom once, actively and from where the victim stands. Takes at most a few seconds, sends only
     * traffic that the plane can recognise as a witness's, and never reads the injector's own counters.
     *
     * @param fault the fault
     * @param target what it is, was or will be done to
     * @param vantage where the victim stands
     * @param context the plane
     * @return what was seen
     */
    Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context);
}
