package dev.brownout.faults.http.proxy;

import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.Decider;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * One injection on a link: what it means, and what it does there. Thread safe.
 *
 * <p>Decisions are made in streams. A victim's first request that is meant on each connection belongs to one stream of the
 * rule, the later ones on each connection to another, so that the ratio holds for victims that keep connections and for those
 * that do not. Witnesses have a stream of their own, and so have generators of load.
 *
 * @param <E> what it acts on: exchanges or WebSockets
 */
final class Rule<E> {
    private final String id;
    private final String link;
    private final Match match;
    private final E effect;
    private final Decisions decisions;
    private final LongAdder hits = new LongAdder();
    private final Stream firsts;
    private final Stream witnesses;
    private final Stream loads;

    /** A stream of all connections together. */
    private record Stream(Decider decider, AtomicLong ordinals) {}

    Rule(String id, String link, Match match, E effect, Decisions decisions) {
        this.id = id;
        this.link = link;
        this.match = match;
        this.effect = effect;
        this.decisions = decisions;
        this.firsts = stream("first request");
        this.witnesses = stream(Asker.WITNESS.word());
        this.loads = stream(Asker.LOAD.word());
    }

    private Stream stream(String name) {
        return new Stream(
                decisions.decider(id, link + " " + name, DecisionStream.of(id, link, name)), new AtomicLong());
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

    /** The ordinals of a victim's connection's decisions about this rule. */
    final class Count {
        private final Decider decider;
        private long later = -1;

        Count(long connection) {
            decider = decisions.decider(
                    id,
                    link + " later request of connection " + connection,
                    DecisionStream.of(id, link, "later request", connection));
        }

        /** Decide on the connection's next request that is meant. */
        Optional<Hit> next() {
            long number = later++;
            return number < 0 ? Rule.this.next(firsts, Asker.VICTIM) : decide(decider, number, Asker.VICTIM);
        }
    }

    /** Decide on a witness's request. */
    Optional<Hit> witness() {
        return next(witnesses, Asker.WITNESS);
    }

    /** Decide on a request of a generator of load. */
    Optional<Hit> load() {
        return next(loads, Asker.LOAD);
    }

    private Optional<Hit> next(Stream stream, Asker asker) {
        return decide(stream.decider(), stream.ordinals().getAndIncrement(), asker);
    }

    private Optional<Hit> decide(Decider decider, long ordinal, Asker asker) {
        return decider.hit(match.ratio(), ordinal)
                ? Optional.of(new Hit(hits, asker, decider, ordinal))
                : Optional.empty();
    }
}
