package dev.brownout.api;

import java.util.List;

/**
 * Judge a history: fold operations in journal order, then say what broke.
 *
 * <p>An instance serves one run and is used from one thread. A checker that throws makes the run
 * {@link Outcome#INCONCLUSIVE}, never a pass.
 */
public interface Checker {

    /**
     * Take the next operation.
     *
     * @param line the journal line it stands on, for evidence
     * @param operation the operation
     */
    void accept(long line, Operation operation);

    /**
     * Say what broke.
     *
     * @return the findings; empty when the invariant held over everything that was seen
     */
    List<Finding> finish();

    /** Make checkers. Found with {@link java.util.ServiceLoader}, so implementations need a public constructor. */
    interface Factory {
        /**
         * Name the checker as scenario files do.
         *
         * @return kebab-case, unique
         */
        String name();

        /**
         * Tell which rules this code applies, so that a stored journal says what judged it.
         *
         * @return a version that changes whenever a finding could change
         */
        int version();

        /**
         * Say what holds when this checker finds nothing, whether that is safety or liveness, and what it remembers.
         *
         * @return one or two sentences
         */
        String statement();

        /**
         * Make a checker for one run.
         *
         * @return a new checker that has seen nothing
         */
        Checker create();
    }
}
