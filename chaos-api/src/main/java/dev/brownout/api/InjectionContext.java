package dev.brownout.api;

/**
 * What an injector and a witness work with.
 *
 * @param id unique in a run, the same in every run of one plan: {@code name-empty/1/dns.empty-answer}
 * @param seed all decisions of this injection follow from it
 * @param plane where faults take hold
 * @param ledger where an injector writes how to undo what would outlive this process, before it does it
 */
public record InjectionContext(String id, long seed, FaultPlane plane, UndoLedger ledger) {}
