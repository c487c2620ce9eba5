package dev.brownout.scenarios.plan;

import dev.brownout.api.Arguments;
import dev.brownout.api.Expectation;
import dev.brownout.api.Fidelity;
import dev.brownout.api.Halt;
import dev.brownout.api.Incident;
import dev.brownout.api.Recovery;
import dev.brownout.api.Source;
import dev.brownout.api.Stack;
import dev.brownout.api.Steady;
import dev.brownout.api.TargetKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What will be done, and nothing else decides it: phases in stack time, faults on resolved targets, expectations, checkers.
 * Immutable; equal inputs give an equal plan and the same bytes when it is printed.
 *
 * @param format the version of this shape
 * @param scenario the scenario's id
 * @param title what happened
 * @param incident the event that is recreated
 * @param sources where its facts come from
 * @param fidelity what is recreated and what is not
 * @param stack what it is played against
 * @param stackDigest SHA-256 over the stack's description
 * @param seed all decisions follow from it
 * @param timeScale seconds of incident time in a second of stack time
 * @param steady what must hold before the first fault
 * @param phases the phases, without gaps between them
 * @param after what recovery means
 * @param checkers the checkers, by name
 * @param halts when to stop before the end
 * @param limit how long the whole run may take at most, from its beginning; stack time
 */
public record Plan(
        int format,
        String scenario,
        String title,
        Optional<Incident> incident,
        List<Source> sources,
        Fidelity fidelity,
        Stack stack,
        String stackDigest,
        long seed,
        double timeScale,
        Steady steady,
        List<PlannedPhase> phases,
        Recovery after,
        Map<String, PlannedChecker> checkers,
        List<Halt> halts,
        Duration limit) {

    /** The version of this shape. */
    public static final int FORMAT = 1;

    /**
     * A checker of the run.
     *
     * @param version the version of its rules
     * @param arguments its bounds
     */
    public record PlannedChecker(int version, Arguments arguments) {}

    /**
     * A phase in both clocks.
     *
     * @param id the phase
     * @param title what happened then
     * @param incidentAt when it began, in incident time
     * @param incidentLength how long it lasted, in incident time
     * @param at when it begins, in stack time from the beginning of the first phase
     * @param length how long it is played, in stack time
     * @param lengthened why it is longer than the time scale alone makes it; empty when it is not
     * @param faults what goes wrong
     * @param expect capability to what is expected meanwhile
     */
    public record PlannedPhase(
            String id,
            String title,
            Duration incidentAt,
            Duration incidentLength,
            Duration at,
            Duration length,
            List<String> lengthened,
            List<PlannedFault> faults,
            Map<String, Expectation> expect) {

        /**
         * Tell when the phase ends.
         *
         * @return stack time from the beginning of the first phase
         */
        public Duration end() {
            return at.plus(length);
        }
    }

    /**
     * One fault on one target.
     *
     * @param id unique in the plan: phase, kind and target
     * @param kind the kind of fault
     * @param arguments its parameters
     * @param targetKind what kind of target it is done to
     * @param target the target's id
     * @param part the part of the cast that the target plays
     * @param victims components that stand to lose by it, each of which must be seen to meet it
     * @param onsetLag how long after it is witnessed cached answers may hide it; stack time
     * @param removalLag how long after it is gone cached answers may keep it up; stack time
     * @param continues id of the same fault in the phase before, which this one takes over from without a gap
     * @param exposureOptional whether the run may count although no victim met it
     */
    public record PlannedFault(
            String id,
            String kind,
            Arguments arguments,
            TargetKind targetKind,
            String target,
            String part,
            List<String> victims,
            Duration onsetLag,
            Duration removalLag,
            Optional<String> continues,
            boolean exposureOptional) {}
}
