package dev.brownout.api;

/** How a run ended, and the exit code that says so. A closed set. */
public enum Outcome {
    /** Every sample outside transitions met the steady-state definition, and every invariant held. */
    PASSED(0),
    /** Some did not, all of them as declared; recovered; every invariant held. */
    DEGRADED_OK(0),
    /** An expectation or an invariant broke. */
    FAILED(1),
    /** A fault was not proven, probes were blind, or a checker crashed: nothing can be said. */
    INCONCLUSIVE(3),
    /** Steady state did not hold before the first fault. */
    NOT_STARTED(4),
    /** A halt condition or a person stopped it; everything was undone. */
    ABORTED(5),
    /** Something could not be proven restored. Overrides all others. */
    ROLLBACK_INCOMPLETE(6);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    /**
     * Give the process exit code of the command line for this outcome.
     *
     * @return 0 to 6
     */
    public int exitCode() {
        return exitCode;
    }
}
