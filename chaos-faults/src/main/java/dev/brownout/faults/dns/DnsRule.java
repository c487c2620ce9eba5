package dev.brownout.faults.dns;

import dev.brownout.api.Injection;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.xbill.DNS.Type;

/**
 * One fault on one name, in place from its making by {@link DnsPlane#inject} until it is closed.
 *
 * <p>Each victim has a stream of decisions of its own for each name, and so have its witnesses. IPv4 and IPv6 questions are
 * counted apart on the same stream: the n-th of either is decided alike, so that a look-up, which asks for both, meets the
 * fault with both or with neither.
 */
final class DnsRule implements Injection {
    /** Askers beyond this many share one stream and one count: an open port must not fill the memory. */
    private static final int MOST_ASKERS = 4096;

    private static final String OTHERS = "others";

    private final DnsFault fault;
    private final String target;
    private final String id;
    private final Decisions decisions;
    private final long beganNanos;
    private final Consumer<DnsRule> remove;
    private final Map<String, AtomicLong> ordinals = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> hits = new ConcurrentHashMap<>();

    DnsRule(DnsFault fault, String target, String id, Decisions decisions, long nowNanos, Consumer<DnsRule> remove) {
        this.fault = fault;
        this.target = target;
        this.id = id;
        this.decisions = decisions;
        this.beganNanos = nowNanos;
        this.remove = remove;
    }

    DnsFault fault() {
        return fault;
    }

    boolean covers(String host) {
        return fault.reach().covers(target, host);
    }

    /**
     * Decide one question: uses up one ordinal of its asker, unless the fault decides by itself.
     *
     * @return the question's draw, from 0 to below 1, when it is hit; empty when it is not
     */
    OptionalDouble decide(DnsQuestion question, long nowNanos) {
        var decided = fault.decided(question, Duration.ofNanos(nowNanos - beganNanos));
        if (decided.isPresent() && !decided.get()) {
            return OptionalDouble.empty();
        }
        var asker = (question.witness() ? "witness " : "victim ") + question.victim();
        var type = question.type() == Type.A ? "A" : question.type() == Type.AAAA ? "AAAA" : "other";
        var counted = type + " " + question.host() + " " + asker;
        long ordinal = decided.isPresent() ? 0 : counter(ordinals, counted).getAndIncrement();
        var decider = decisions.decider(id, counted, DecisionStream.of(id, question.host(), asker));
        return decided.isPresent() || decider.hit(fault.reach().ratio(), ordinal)
                ? OptionalDouble.of(decider.uniform(ordinal))
                : OptionalDouble.empty();
    }

    /** Answer a question that was hit, and count it. */
    CompletionStage<DnsReply> answer(
            DnsQuestion question,
            double draw,
            Optional<Published> published,
            Supplier<CompletionStage<DnsReply>> rest,
            DnsHit.Timer timer) {
        if (!question.witness()) {
            counter(hits, question.victim()).incrementAndGet();
        }
        var choices = DecisionStream.of(id, question.host());
        return fault.answer(
                new DnsHit(question, published, rest, timer, draw, index -> decisions.uniform(choices, index)));
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
        remove.accept(this);
    }
}
