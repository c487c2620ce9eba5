package dev.brownout.faults.dns;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import dev.brownout.faults.decide.Decisions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The DNS server that a stack resolves through, on UDP and TCP of one port. It answers the names that were published with
 * authority, does faults to names, and forwards the rest to the resolvers it was given; without any it refuses. Thread safe.
 *
 * <p>A malformed query gets FORMERR, or no answer where not even its header can be read (RFC 1035, section 4.1.1).
 */
public final class DnsPlane implements AutoCloseable {
    /** How long an address may be cached where nothing else is said. */
    public static final Duration STANDARD_TTL = Duration.ofSeconds(1);

    private static final int HEADER = 12;

    private final DnsServer server;
    private final Upstream upstream;
    private final DnsZone zone = new DnsZone();
    private final DnsRules rules;
    private final DnsCounts counts = new DnsCounts();
    private final LookupPacer pacer = new LookupPacer();
    private final CacheLag cacheLag = new CacheLag();
    private final Map<InetAddress, String> tenants = new ConcurrentHashMap<>();

    private DnsPlane(
            List<InetSocketAddress> listen,
            List<InetSocketAddress> upstream,
            LongSupplier nanoTime,
            Decisions.Noting noting) {
        this.upstream = new Upstream(upstream, nanoTime);
        // first the rules, as the first question may be there before the constructor's end
        this.rules = new DnsRules(nanoTime, (delay, work) -> server().after(delay, work), noting);
        this.server = DnsServer.open(listen, this::answer);
    }

    private DnsServer server() {
        return server;
    }

    /**
     * Open the server on a free port of 127.0.0.1.
     *
     * @param upstream the resolvers that names which are not published are forwarded to, in order; may be empty
     * @return the open plane
     * @throws BrownoutException if no port could be had
     */
    public static DnsPlane open(List<InetSocketAddress> upstream) {
        try {
            var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return open(List.of(new InetSocketAddress(loopback, 0)), upstream);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes make an address", e);
        }
    }

    /**
     * Open the server.
     *
     * @param listen where, IPv4 or IPv6, at least one; port 0 stands for any free port, the same one at every address
     * @param upstream the resolvers that names which are not published are forwarded to, in order; may be empty
     * @return the open plane
     * @throws BrownoutException if an address is not this machine's, or its port is taken
     */
    public static DnsPlane open(List<InetSocketAddress> listen, List<InetSocketAddress> upstream) {
        return open(listen, upstream, System::nanoTime);
    }

    /**
     * Open the server.
     *
     * @param listen where, as above
     * @param upstream the resolvers to forward to; may be empty
     * @param noting takes note of which questions faults were decided to hit
     * @return the open plane
     * @throws BrownoutException if an address is not this machine's, or its port is taken
     */
    public static DnsPlane open(
            List<InetSocketAddress> listen, List<InetSocketAddress> upstream, Decisions.Noting noting) {
        return new DnsPlane(listen, upstream, System::nanoTime, noting);
    }

    static DnsPlane open(List<InetSocketAddress> listen, List<InetSocketAddress> upstream, LongSupplier nanoTime) {
        return new DnsPlane(listen, upstream, nanoTime, (injection, stream, ordinal, hit) -> {});
    }

    /**
     * Tell where the server listens first, on UDP and TCP.
     *
     * @return an address of this machine
     */
    public InetSocketAddress address() {
        return addresses().get(0);
    }

    /**
     * Tell where the server listens, on UDP and TCP.
     *
     * @return addresses in the order in which they were asked for
     */
    public List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    /**
     * Publish a name's healthy addresses, in place of any before, which are remembered: see {@link StaleAnswer}. Whoever asks from
     * a network that this machine and some of the addresses are in is told only those: where a plane stands in several networks,
     * each victim gets the way that is its own.
     *
     * @param name a host name, lower case and without a trailing dot
     * @param addresses IPv4 and IPv6 addresses, at least one
     * @param ttl how long they, and that there is none of a family, may be cached; whole seconds
     * @throws BrownoutException if there is no address
     */
    public void publish(String name, List<InetAddress> addresses, Duration ttl) {
        zone.publish(name, addresses, ttl);
    }

    /**
     * Publish one more record of a name that is no address.
     *
     * @param name a host name, lower case and without a trailing dot
     * @param type the record type, such as {@code SRV}
     * @param data the record's data as in a master file (RFC 1035, section 5): {@code 10 5 8443 gw.exchange.test.}
     * @param ttl how long it may be cached; whole seconds
     * @throws BrownoutException if type or data cannot be read
     */
    public void publish(String name, String type, String data, Duration ttl) {
        zone.publish(name, type, data, ttl);
    }

    /**
     * Say who lives at an address: its queries are counted as that component's, though they do not say whose they are.
     *
     * @param component the component's id
     * @param address where it asks from; one component's at a time
     */
    public void lives(String component, InetAddress address) {
        tenants.put(address, component);
    }

    /**
     * Tell how often components asked for a name. Witness queries are not counted.
     *
     * @param name a host name, without a trailing dot
     * @return victim (a component's id, or the address it asked from) to number of questions; empty when nobody asked
     */
    public Map<String, Long> queries(String name) {
        return counts.of(name);
    }

    /**
     * Do a fault to a name, with those that are in place already.
     *
     * @throws BrownoutException if the name is published so that the fault could not be seen
     */
    Injection inject(DnsFault fault, String name, String id, long seed) {
        fault.impossible(name, zone.find(name)).ifPresent(why -> {
            throw new BrownoutException(fault.kind() + " cannot be done to " + name + ": " + why);
        });
        return rules.inject(fault, name, id, seed);
    }

    /** What somebody is told of a name in health who was told some addresses. */
    Optional<Published> published(String name, List<String> told) {
        return zone.find(name, told);
    }

    LookupPacer pacer() {
        return pacer;
    }

    CacheLag cacheLag() {
        return cacheLag;
    }

    /** Answer whatever came in. Never throws. */
    void answer(byte[] wire, InetAddress source, boolean udp, DnsServer.Asker asker) {
        Message query;
        try {
            query = new Message(wire);
        } catch (IOException | RuntimeException e) {
            malformed(wire, asker);
            return;
        }
        try {
            reply(query, source, udp).whenComplete((reply, failure) -> {
                if (failure != null) {
                    malformed(wire, asker);
                } else if (reply.hangUp()) {
                    asker.hangUp();
                } else {
                    reply.message().ifPresent(message -> asker.send(DnsReplies.wire(query, message, udp)));
                }
            });
        } catch (RuntimeException e) {
            malformed(wire, asker);
        }
    }

    /** Say FORMERR to what has at least the header of a query, and nothing to anything else: an answer could start a loop. */
    private static void malformed(byte[] wire, DnsServer.Asker asker) {
        if (wire.length < HEADER || (wire[2] & 0x80) != 0) {
            return;
        }
        var header = new Header((wire[0] & 0xff) << 8 | (wire[1] & 0xff));
        header.setFlag(Flags.QR);
        header.setOpcode((wire[2] >> 3) & 0x0f);
        header.setRcode(Rcode.FORMERR);
        asker.send(header.toWire());
    }

    private CompletionStage<DnsReply> reply(Message query, InetAddress source, boolean udp) {
        if (query.getHeader().getFlag(Flags.QR)) {
            return DnsReply.SILENCE.now();
        }
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            return DnsReply.now(DnsReplies.plain(query, Rcode.NOTIMP));
        }
        int opts = 0;
        for (var record : query.getSection(Section.ADDITIONAL)) {
            opts += record.getType() == Type.OPT ? 1 : 0;
        }
        if (query.getHeader().getCount(Section.QUESTION) != 1 || opts > 1) {
            return DnsReply.now(DnsReplies.plain(query, Rcode.FORMERR)); // RFC 9619; RFC 6891, section 6.1.1
        }
        OPTRecord opt = query.getOPT();
        if (opt != null && opt.getVersion() != 0) {
            return DnsReply.now(DnsReplies.plain(query, Rcode.BADVERS)); // RFC 6891, section 6.1.3
        }
        var question = DnsQuestion.of(query, source, tenants.getOrDefault(source, source.getHostAddress()), udp);
        if (!question.internet() || question.type() == Type.AXFR || question.type() == Type.IXFR) {
            return DnsReply.now(DnsReplies.plain(query, Rcode.REFUSED));
        }
        var published = zone.find(question);
        if (!question.witness() && (published.isPresent() || rules.cover(question.host()))) {
            counts.count(question.host(), question.victim());
        }
        return rules.answer(question, published, () -> healthy(question));
    }

    private CompletionStage<DnsReply> healthy(DnsQuestion question) {
        return zone.answer(question)
                .map(DnsReply::now)
                .orElseGet(() -> upstream.forward(question).thenApply(DnsReply::of));
    }

    /** Stop answering and free the port. Idempotent. */
    @Override
    public void close() {
        server.close();
    }
}
