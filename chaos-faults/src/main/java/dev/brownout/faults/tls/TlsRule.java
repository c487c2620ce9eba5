package dev.brownout.faults.tls;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.util.concurrent.atomic.LongAdder;

/**
 * One injection on a link. Thread safe.
 *
 * @param id the injection's id
 * @param link the link's id
 * @param fault what to do, and how often
 * @param hits how many of the victims' handshakes it met, and sessions it cut
 */
record TlsRule(String id, String link, TlsFault fault, LongAdder hits) {
    /** Decide on a handshake; witnesses' are a stream of their own. */
    boolean hits(Decisions decisions, boolean witness, long ordinal) {
        var stream = DecisionStream.of(id, link, witness ? "witness" : "handshake");
        return decisions
                .decider(id, link + (witness ? " witness" : " victim"), stream)
                .hit(fault.ratio(), ordinal);
    }
}
