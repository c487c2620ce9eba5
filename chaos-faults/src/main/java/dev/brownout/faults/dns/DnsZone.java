package dev.brownout.faults.dns;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** The names that were published, and the healthy answers about them. Thread safe. */
final class DnsZone {
    /** A longer chain of aliases is cut here: a loop must end. */
    private static final int MOST_ALIASES = 8;

    private final Map<String, Published> names = new ConcurrentHashMap<>();
    private volatile Nearby nearby = Nearby.now();

    Optional<Published> find(String host) {
        return Optional.ofNullable(names.get(host));
    }

    /** Finds what whoever asks is told of the name. */
    Optional<Published> find(DnsQuestion question) {
        return find(question.host()).map(p -> p.toldTo(question.source(), nearby));
    }

    /** Finds what somebody is told of a name who was told some of its addresses. */
    Optional<Published> find(String host, List<String> told) {
        return find(host).map(p -> p.toldWith(told, nearby));
    }

    void publish(String host, List<InetAddress> addresses, Duration ttl) {
        if (addresses.isEmpty()) {
            throw new BrownoutException("addresses of " + host
                    + " must be at least one, but were none; use the fault dns.empty-answer for that");
        }
        nearby = Nearby.now();
        names.compute(host, (h, old) -> (old == null ? Published.NOTHING : old).with(addresses, ttl));
    }

    void publish(String host, String type, String data, Duration ttl) {
        int number = Type.value(type);
        if (number < 0 || number == Type.A || number == Type.AAAA) {
            throw new BrownoutException("type of a record of " + host
                    + " must be a DNS record type other than A and AAAA, but was \"" + type
                    + "\"; publish addresses as such");
        }
        try {
            var record = Record.fromString(absolute(host), number, DClass.IN, ttl.toSeconds(), data, Name.root);
            names.compute(host, (h, old) -> (old == null ? Published.NOTHING : old).with(record));
        } catch (IOException e) {
            throw new BrownoutException(
                    type + " record of " + host + " must be as in a master file (RFC 1035, section 5), but was \""
                            + data + "\": " + e.getMessage(),
                    e);
        }
    }

    private static Name absolute(String host) throws TextParseException {
        return Name.fromString(host, Name.root);
    }

    /** Answer with authority; empty when the name is neither published nor below one that is. */
    Optional<Message> answer(DnsQuestion question) {
        return find(question).map(p -> answer(question, p)).or(() -> belowPublished(question));
    }

    private Message answer(DnsQuestion question, Published published) {
        if (published.further().isEmpty()) {
            return DnsReplies.addresses(question, published.addresses(), published.ttl());
        }
        var reply = DnsReplies.authoritative(question, Rcode.NOERROR);
        var name = question.name();
        var at = published;
        for (int i = 0; i < MOST_ALIASES && at != null; i++) {
            DnsReplies.addAddresses(
                    reply, name, question.type(), nearby.of(at.addresses(), question.source()), at.ttl());
            Name alias = null;
            for (var record : at.further()) {
                boolean asked = record.getType() == question.type() || question.type() == Type.ANY;
                if (asked || record.getType() == Type.CNAME) {
                    reply.addRecord(record, Section.ANSWER);
                    alias = asked ? null : ((CNAMERecord) record).getTarget();
                }
            }
            name = alias == null ? name : alias;
            at = alias == null ? null : names.get(DnsQuestion.host(alias));
        }
        if (reply.getSection(Section.ANSWER).isEmpty()) {
            DnsReplies.addSoa(reply, question.name(), published.ttl());
        }
        return reply;
    }

    /** Names below a published one do not exist (RFC 8020), and that is ours to say. */
    private Optional<Message> belowPublished(DnsQuestion question) {
        for (int up = 1; up < question.name().labels() && !names.isEmpty(); up++) {
            var parent = new Name(question.name(), up);
            var published = names.get(DnsQuestion.host(parent));
            if (published != null) {
                return Optional.of(DnsReplies.negative(question, Rcode.NXDOMAIN, parent, published.ttl()));
            }
        }
        return Optional.empty();
    }
}
