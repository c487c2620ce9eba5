package dev.brownout.faults.dns;

import dev.brownout.api.Injection;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.xbill.DNS.Type;

/**
 * One fault on one name, in place from its making by {@link DnsPlane#inject} until it is closed.
 *
 * <p>Each victim has a stream of decisions of its own, and so have its witnesses. IPv4 and IPv6 questions are counted
 * apart on the same stream: the n-th of either is decided alike, so that a look-up, which asks for both, meets the fault
 * with both or with neither.
 */
final class DnsRule implements Injection {
    /** Askers beyond this many share one stream and one count: an open port must not fill the memory. */
    private static final int MOST_ASKERS = 4096;

    private static final String OTHERS = "others";

    private final DnsFault fault;
    private final String id;
    private final Decisions decisions;
    private final Runnable remove;
    private final Map<String, AtomicLong> ordinals = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> hits = new ConcurrentHashMap<>();

    DnsRule(DnsFault fault, String id, long seed, java.util.function.Consumer<DnsRule> remove) {
        this.fault = fault;
        this.id = id;
        this.decisions = new Decisions(seed);
        this.remove = () -> remove.accept(this);
    }

    DnsFault fault() {
        return fault;
    }

    /** Decide one question: uses up one ordinal of its asker. */
    boolean hits(DnsQuestion question) {
        var asker = (question.witness() ? "witness " : "victim ") + question.victim();
        var type = question.type() == Type.A ? "A" : question.type() == Type.AAAA ? "AAAA" : "other";
        var ordinal = counter(ordinals, type + " " + asker).getAndIncrement();
        return decisions.hit(fault.ratio(), DecisionStream.of(id, question.host(), asker), ordinal);
    }

    /** Count that a question was answered by this fault. */
    void met(DnsQuestion question) {
        if (!question.witness()) {
            counter(hits, question.victim()).incrementAndGet();
        }
    }

    private static AtomicLong counter(Map<String, AtomicLong> counters, String key) {
        var counter = counters.get(key);
        return counter != null
                ? counter
                : counters.computeIfAbsent(counters.size() < MOST_ASKERS ? key : OTHERS, k -> new AtomicLong());
    }

    @Override
    public Map<String, Long> exposure() {
        var counts = new TreeMap<String, Long>();
        hits.forEach((victim, count) -> counts.put(victim, count.get()));
        return counts;
    }

    @Override
    public void close() {
        remove.run();
    }
}
