package dev.brownout.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judge a run: fold its history in journal order, then say what broke.
 *
 * <p>An instance serves one run and is used from one thread at a time. A checker that throws makes the run
 * {@link Outcome#INCONCLUSIVE}, never a pass.
 */
public interface Checker {

    /**
     * Take the next operation.
     *
     * @param line the journal line it stands on, for evidence
     * @param at when it was recorded, in ns on the run's clock
     * @param operation the operation
     */
    default void accept(long line, long at, Operation operation) {
        // a checker of samples and traffic has no use for the history
    }

    /**
     * Tell whether something broke that nothing later can mend, so that a run may be halted for it. Asked often: must be
     * quick and change nothing.
     *
     * @return false for a checker that can only tell at the end
     */
    default boolean broken() {
        return false;
    }

    /**
     * Say what broke. Called once, after the last operation.
     *
     * @param run what is known of the run besides its history
     * @return the findings; empty when it held over everything that was seen
     */
    List<Finding> finish(RunView run);

    /** Make checkers. Found with {@link java.util.ServiceLoader}, so implementations need a public constructor. */
    interface Factory {
        /**
         * Tell what it checks.
         *
         * @return the description; equal for each call
         */
        CheckerDescription description();

        /**
         * Tell which rules this code applies, so that a stored journal says what judged it.
         *
         * @return a version that changes whenever a finding could change
         */
        int version();

        /**
         * Make a checker for one run.
         *
         * @param setting the run's own bounds
         * @return a new checker that has seen nothing
         */
        Checker create(Setting setting);

        /**
         * Name the checker as scenario files do.
         *
         * @return kebab-case, unique
         */
        default String name() {
            return description().name();
        }

        /**
         * Refuse bounds that contradict each other or that no run could support, before anything is played.
         *
         * @param arguments the bounds asked for
         * @throws InvalidFaultException at the first that cannot be
         */
        default void check(Arguments arguments) {
            // each parameter's own range is checked already
        }

        /**
         * Refuse bounds that a plan could never show to hold or to be broken, before anything is played.
         *
         * @param prospect what the run will show
         * @return why not, in a sentence that says what to change; empty when it can be judged
         */
        default Optional<String> refusal(Prospect prospect) {
            return Optional.empty();
        }
    }

    /**
     * What a checker is made for.
     *
     * @param stack what is under test
     * @param timeScale seconds of incident time in a second of stack time
     * @param arguments its bounds, defaults filled in
     */
    record Setting(Stack stack, double timeScale, Arguments arguments) {}

    /**
     * What a run is going to show, as far as the plan tells.
     *
     * @param setting what the checker will be made for
     * @param steady how long nothing goes wrong before the first fault
     * @param phases the phases, in order of time
     * @param after what recovery means, and so how long it is watched
     */
    record Prospect(Setting setting, Duration steady, List<Stretch> phases, Recovery after) {
        /** Copy the list. */
        public Prospect {
            phases = List.copyOf(phases);
        }
    }

    /**
     * A phase to come.
     *
     * @param phase its id
     * @param length how long it is played
     * @param judged how much of it is sure to lie outside transitions; stack time
     * @param faults whether anything goes wrong in it
     * @param expect capability to what is expected of it meanwhile
     */
    record Stretch(String phase, Duration length, Duration judged, boolean faults, Map<String, Expectation> expect) {
        /** Copy the expectations. */
        public Stretch {
            expect = Rules.sorted(expect);
        }
    }
}
