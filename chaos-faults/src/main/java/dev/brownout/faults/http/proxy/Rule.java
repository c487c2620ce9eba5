package dev.brownout.faults.http.proxy;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * One injection on a link: what it means, and what it does there. Thread safe.
 *
 * <p>Decisions are made in streams. The first request that is meant on each connection belongs to one stream of the rule, the
 * later ones on each connection to another, so that the ratio holds for victims that keep connections and for those that do
 * not. Witnesses have a stream of their own.
 *
 * @param <E> what it acts on: exchanges or WebSockets
 */
final class Rule<E> {
    private final String id;
    private final String link;
    private final Match match;
    private final E effect;
    private final LongAdder hits = new LongAdder();
    private final AtomicLong firsts = new AtomicLong();
    private final AtomicLong witnesses = new AtomicLong();
    private final DecisionStream firstStream;
    private final DecisionStream witnessStream;

    Rule(String id, String link, Match match, E effect) {
        this.id = id;
        this.link = link;
        this.match = match;
        this.effect = effect;
        this.firstStream = DecisionStream.of(id, link, "first request");
        this.witnessStream = DecisionStream.of(id, link, "witness");
    }

    Match match() {
        return match;
    }

    E effect() {
        return effect;
    }

    long hits() {
        return hits.sum();
    }

    /** The ordinals of one connection's decisions about this rule. */
    final class Count {
        private final DecisionStream laterStream;
        private long later = -1;

        Count(long connection) {
            laterStream = DecisionStream.of(id, link, "later request", connection);
        }

        /** Decide on the connection's next request that is meant. */
        Decision next(Decisions decisions) {
            long number = later++;
            return number < 0
                    ? decide(decisions, firstStream, firsts.getAndIncrement(), false)
                    : decide(decisions, laterStream, number, false);
        }
    }

    /** Decide on a witness's request. */
    Decision witness(Decisions decisions) {
        return decide(decisions, witnessStream, witnesses.getAndIncrement(), true);
    }

    private Decision decide(Decisions decisions, DecisionStream stream, long ordinal, boolean witness) {
        return new Decision(
                decisions.hit(match.ratio(), stream, ordinal), new Hit(hits, witness, decisions, stream, ordinal));
    }

    /**
     * What was decided.
     *
     * @param hits whether the rule acts
     * @param hit goes with it
     */
    record Decision(boolean hits, Hit hit) {}
}
