package dev.brownout.faults.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Makes the replies of the plane's server. */
final class DnsReplies {
    /** What this server takes over UDP (DNS flag day 2020). */
    private static final int UDP_PAYLOAD = 1232;

    private static final int[] RECORDS = {Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL};

    private static final Duration REFRESH = Duration.ofHours(1);

    private DnsReplies() {}

    /** Reply without any record. */
    static Message plain(Message query, int code) {
        var reply = new Message(query.getHeader().getID());
        Header header = reply.getHeader();
        header.setFlag(Flags.QR);
        header.setFlag(Flags.RA);
        header.setOpcode(query.getHeader().getOpcode());
        if (query.getHeader().getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        header.setRcode(code & 0x0f);
        if (query.getQuestion() != null) {
            reply.addRecord(query.getQuestion(), Section.QUESTION);
        }
        if (query.getOPT() != null) {
            reply.addRecord(new OPTRecord(UDP_PAYLOAD, code >>> 4, 0), Section.ADDITIONAL);
        }
        return reply;
    }

    /** Reply with those addresses that are of the type asked for; with a SOA when there is none (RFC 2308, section 2.2). */
    static Message addresses(DnsQuestion question, List<InetAddress> addresses, Duration ttl) {
        var reply = authoritative(question, Rcode.NOERROR);
        addAddresses(reply, question.name(), question.type(), addresses, ttl);
        if (reply.getSection(Section.ANSWER).isEmpty()) {
            addSoa(reply, question.name(), ttl);
        }
        return reply;
    }

    /** Add those addresses that are of the type asked for. */
    static void addAddresses(Message reply, Name name, int type, List<InetAddress> addresses, Duration ttl) {
        boolean any = type == Type.ANY;
        for (var address : addresses) {
            boolean v4 = address instanceof Inet4Address;
            if (v4 && (any || type == Type.A)) {
                reply.addRecord(new ARecord(name, DClass.IN, ttl.toSeconds(), address), Section.ANSWER);
            } else if (!v4 && (any || type == Type.AAAA)) {
                reply.addRecord(new AAAARecord(name, DClass.IN, ttl.toSeconds(), address), Section.ANSWER);
            }
        }
    }

    /** Reply NOERROR or NXDOMAIN with no answer, and the SOA that says how long to remember it (RFC 2308, sections 2, 5). */
    static Message negative(DnsQuestion question, int code, Name zoneOf, Duration ttl) {
        var reply = authoritative(question, code);
        addSoa(reply, zoneOf, ttl);
        return reply;
    }

    static Message authoritative(DnsQuestion question, int code) {
        var reply = plain(question.message(), code);
        reply.getHeader().setFlag(Flags.AA);
        return reply;
    }

    /** The zone is the name's parent, so that the name itself may not exist. TTL and minimum agree, as a cache takes the lesser. */
    static void addSoa(Message reply, Name name, Duration ttl) {
        var zone = name.labels() > 1 ? new Name(name, 1) : Name.root;
        long seconds = ttl.toSeconds();
        reply.addRecord(
                new SOARecord(
                        zone,
                        DClass.IN,
                        seconds,
                        below("ns", zone),
                        below("hostmaster", zone),
                        1,
                        REFRESH.toSeconds(),
                        REFRESH.toSeconds(),
                        REFRESH.toSeconds(),
                        seconds),
                Section.AUTHORITY);
    }

    private static Name below(String label, Name zone) {
        try {
            return Name.fromString(label, zone);
        } catch (TextParseException e) {
            return zone; // the zone's name is as long as a name may be
        }
    }

    /** Reply as another server did: its code and all its records, but for that of EDNS, which is between it and us. */
    static Message relayed(DnsQuestion question, Message answer, UnaryOperator<Record> change) {
        var reply = plain(question.message(), answer.getRcode());
        for (int section : RECORDS) {
            answer.getSection(section).stream()
                    .filter(r -> r.getType() != Type.OPT && r.getType() != Type.TSIG)
                    .forEach(r -> reply.addRecord(change.apply(r), section));
        }
        return reply;
    }

    /** Copy a reply with its records changed or left out. */
    static Message changed(Message reply, Function<Record, Optional<Record>> change) {
        var copy = reply.clone();
        for (int section : RECORDS) {
            copy.removeAllRecords(section);
            for (var record : reply.getSection(section)) {
                var now = record.getType() == Type.OPT ? Optional.of(record) : change.apply(record);
                now.ifPresent(r -> copy.addRecord(r, section));
            }
        }
        return copy;
    }

    /** Copy a record with another TTL: its wire form differs in four bytes after name, type and class (RFC 1035, 3.2.1). */
    static Record retimed(Record record, long seconds) {
        var wire = record.toWire(Section.ANSWER);
        ByteBuffer.wrap(wire).putInt(record.getName().length() + 4, (int) seconds);
        try {
            return Record.fromWire(wire, Section.ANSWER);
        } catch (IOException e) {
            throw new IllegalStateException("a record that was read can be read again: " + record, e);
        }
    }

    /** Tell an asker over UDP to come again over TCP (RFC 2181, section 9; RFC 7766, section 5). */
    static Message truncated(DnsQuestion question) {
        var reply = authoritative(question, Rcode.NOERROR);
        reply.getHeader().setFlag(Flags.TC);
        return reply;
    }

    /** Write a reply for the wire: over UDP cut to what the asker takes, with TC set (RFC 2181, section 9). */
    static byte[] wire(Message query, Message reply, boolean udp) {
        OPTRecord opt = query.getOPT();
        int limit = !udp ? Message.MAXLENGTH : opt == null ? 512 : Math.max(512, opt.getPayloadSize());
        return reply.toWire(limit);
    }
}
