package dev.brownout.api;

import java.time.Duration;

/**
 * What an injector and a witness work with.
 *
 * @param id unique in a run, the same in every run of one plan: {@code name-empty/1/dns.empty-answer}
 * @param seed all decisions of this injection follow from it
 * @param plane where faults take hold
 * @param ledger where an injector writes how to undo what would outlive this process, before it does it
 * @param life the longest that the injection may stay in place, over 0. Whoever asks for the injection ends it by then; an
 *     injector needs it only where it hands the fault to another process, which then has to end it too
 */
public record InjectionContext(String id, long seed, FaultPlane plane, UndoLedger ledger, Duration life) {
    /** The maximum life where none is said. */
    public static final Duration STANDARD_LIFE = Duration.ofHours(1);

    /** Check the life. */
    public InjectionContext {
        Rules.positive("the maximum life of injection " + id, life);
    }

    /**
     * Work with the standard maximum life.
     *
     * @param id unique in a run
     * @param seed all decisions of this injection follow from it
     * @param plane where faults take hold
     * @param ledger where an injector writes how to undo what would outlive this process
     */
    public InjectionContext(String id, long seed, FaultPlane plane, UndoLedger ledger) {
        this(id, seed, plane, ledger, STANDARD_LIFE);
    }
}
