package dev.brownout.api;

import java.util.List;

/**
 * One reason for a verdict, in plain words, with its evidence.
 *
 * @param rule what was judged: a checker's name, {@code expectation}, {@code recovery}, {@code proof} …
 * @param weight what it does to the verdict
 * @param subject the phase, capability, fault or component it is about
 * @param message what happened, what was expected, with figures
 * @param evidence journal lines that show it, first ones first; empty when the absence of lines is the evidence
 */
public record Finding(String rule, Weight weight, String subject, String message, List<Long> evidence) {

    /** What a finding does to a verdict. A closed set, weakest first. */
    public enum Weight {
        /** Worth knowing; changes nothing. */
        NOTE,
        /** Makes the run {@link Outcome#INCONCLUSIVE} unless something is proven to have failed. */
        INCONCLUSIVE,
        /** Makes the run {@link Outcome#FAILED}. */
        FAILURE,
        /** Makes the run {@link Outcome#NOT_STARTED}: steady state did not hold. */
        NOT_STEADY,
        /** Makes the run {@link Outcome#ABORTED}: it was stopped. */
        ABORT,
        /** Makes the run {@link Outcome#ROLLBACK_INCOMPLETE}. */
        NOT_RESTORED
    }

    /** Copy the evidence. */
    public Finding {
        evidence = List.copyOf(evidence);
    }
}
