package dev.brownout.faults.dns;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The DNS server that a stack resolves through, on UDP and TCP of one loopback port. It answers the names that were
 * published with authority, does faults to names, and forwards the rest to the resolvers it was given; without any it
 * refuses. Thread safe.
 *
 * <p>A malformed query gets FORMERR, or no answer where not even its header can be read (RFC 1035, section 4.1.1).
 */
public final class DnsPlane implements AutoCloseable {
    /** How long an address may be cached where nothing else is said. */
    public static final Duration STANDARD_TTL = Duration.ofSeconds(1);

    private static final int MOST_COUNTS = 4096;
    private static final int HEADER = 12;

    private final DnsServer server;
    private final Upstream upstream;
    private final Map<String, Published> names = new ConcurrentHashMap<>();
    private final Map<String, List<DnsRule>> rules = new ConcurrentHashMap<>();
    private final Map<String, Map<String, AtomicLong>> queries = new ConcurrentHashMap<>();
    private final LookupPacer pacer = new LookupPacer();

    private record Published(List<InetAddress> addresses, Duration ttl) {}

    private DnsPlane(InetSocketAddress at, List<InetSocketAddress> upstream) {
        this.upstream = new Upstream(upstream);
        this.server = DnsServer.open(at, this::answer);
    }

    /**
     * Open the server on a free loopback port.
     *
     * @param upstream the resolvers that names which are not published are forwarded to, in order; may be empty
     * @return the open plane
     * @throws BrownoutException if no port could be had
     */
    public static DnsPlane open(List<InetSocketAddress> upstream) {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), upstream);
    }

    /**
     * Open the server.
     *
     * @param at where to listen, on UDP and TCP; port 0 takes any that is free
     * @param upstream the resolvers that names which are not published are forwarded to, in order; may be empty
     * @return the open plane
     * @throws BrownoutException if the port is taken
     */
    public static DnsPlane open(InetSocketAddress at, List<InetSocketAddress> upstream) {
        return new DnsPlane(at, upstream);
    }

    /**
     * Tell where the server listens, on UDP and TCP.
     *
     * @return a loopback address
     */
    public InetSocketAddress address() {
        return server.address();
    }

    /**
     * Publish a name's healthy addresses, in place of any before.
     *
     * @param name a host name, without a trailing dot
     * @param addresses IPv4 and IPv6 addresses, at least one
     * @param ttl how long they, and that there is none of a family, may be cached; whole seconds
     * @throws BrownoutException if there is no address
     */
    public void publish(String name, List<InetAddress> addresses, Duration ttl) {
        if (addresses.isEmpty()) {
            throw new BrownoutException("addresses of " + name
                    + " must be at least one, but were none; use the fault dns.empty-answer for that");
        }
        names.put(name, new Published(List.copyOf(addresses), ttl));
    }

    /**
     * Tell how often components asked for a name. Witness queries are not counted.
     *
     * @param name a host name, without a trailing dot
     * @return victim (a component's id, or the address it asked from) to number of questions; empty when nobody asked
     */
    public Map<String, Long> queries(String name) {
        var counts = new TreeMap<String, Long>();
        queries.getOrDefault(name, Map.of()).forEach((victim, count) -> counts.put(victim, count.get()));
        return counts;
    }

    /** Do a fault to a name, after those that are in place already. */
    Injection inject(DnsFault fault, String name, String id, long seed) {
        var rule = new DnsRule(
                fault, id, seed, r -> rules.getOrDefault(name, List.of()).remove(r));
        rules.computeIfAbsent(name, n -> new CopyOnWriteArrayList<>()).add(rule);
        return rule;
    }

    LookupPacer pacer() {
        return pacer;
    }

    /** Answer whatever came in; empty for no answer. Never throws. */
    private CompletionStage<Optional<byte[]>> answer(byte[] wire, InetAddress source, boolean udp) {
        Message query;
        try {
            query = new Message(wire);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.completedFuture(malformed(wire));
        }
        try {
            return reply(query, source)
                    .thenApply(reply -> reply.map(r -> DnsReplies.wire(query, r, udp)))
                    .exceptionally(e -> malformed(wire));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(malformed(wire));
        }
    }

    /** Say FORMERR to what has at least the header of a query, and nothing to anything else: an answer could start a loop. */
    private static Optional<byte[]> malformed(byte[] wire) {
        if (wire.length < HEADER || (wire[2] & 0x80) != 0) {
            return Optional.empty();
        }
        var header = new Header((wire[0] & 0xff) << 8 | (wire[1] & 0xff));
        header.setFlag(Flags.QR);
        header.setOpcode((wire[2] >> 3) & 0x0f);
        header.setRcode(Rcode.FORMERR);
        return Optional.of(header.toWire());
    }

    private CompletionStage<Optional<Message>> reply(Message query, InetAddress source) {
        if (query.getHeader().getFlag(Flags.QR)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            return now(DnsReplies.plain(query, Rcode.NOTIMP));
        }
        long opts = query.getSection(Section.ADDITIONAL).stream()
                .filter(r -> r.getType() == Type.OPT)
                .count();
        if (query.getHeader().getCount(Section.QUESTION) != 1 || opts > 1) {
            return now(DnsReplies.plain(query, Rcode.FORMERR)); // RFC 9619; RFC 6891, section 6.1.1
        }
        if (opts == 1 && query.getOPT().getVersion() != 0) {
            return now(DnsReplies.plain(query, Rcode.BADVERS)); // RFC 6891, section 6.1.3
        }
        var question = DnsQuestion.of(query, source);
        if (!question.internet() || question.type() == Type.AXFR || question.type() == Type.IXFR) {
            return now(DnsReplies.plain(query, Rcode.REFUSED));
        }
        return faulted(question);
    }

    private CompletionStage<Optional<Message>> faulted(DnsQuestion question) {
        var host = question.host();
        var inPlace = rules.getOrDefault(host, List.of());
        var published = Optional.ofNullable(names.get(host));
        if (!question.witness() && (published.isPresent() || !inPlace.isEmpty())) {
            var counts = queries.computeIfAbsent(host, n -> new ConcurrentHashMap<>());
            counts.computeIfAbsent(counts.size() < MOST_COUNTS ? question.victim() : "others", v -> new AtomicLong())
                    .incrementAndGet();
        }
        Optional<DnsRule> first = Optional.empty();
        for (var rule : inPlace) {
            // every rule decides every question, so that one rule's stream does not depend on another's hits
            boolean hit = rule.hits(question);
            if (hit && first.isEmpty()) {
                first = Optional.of(rule);
            }
        }
        if (first.isPresent()) {
            first.get().met(question);
            return CompletableFuture.completedFuture(first.get().fault().answer(question));
        }
        return published
                .map(p -> now(DnsReplies.addresses(question, p.addresses(), p.ttl())))
                .or(() -> belowPublished(question))
                .orElseGet(() -> upstream.forward(question).thenApply(Optional::of));
    }

    /** Names below a published one do not exist (RFC 8020), and that is ours to say. */
    private Optional<CompletionStage<Optional<Message>>> belowPublished(DnsQuestion question) {
        for (int up = 1; up < question.name().labels(); up++) {
            var parent = new org.xbill.DNS.Name(question.name(), up);
            var published = names.get(DnsQuestion.host(parent));
            if (published != null) {
                return Optional.of(now(DnsReplies.negative(question, Rcode.NXDOMAIN, parent, published.ttl())));
            }
        }
        return Optional.empty();
    }

    private static CompletionStage<Optional<Message>> now(Message reply) {
        return CompletableFuture.completedFuture(Optional.of(reply));
    }

    /** Stop answering and free the port. Idempotent. */
    @Override
    public void close() {
        server.close();
    }
}
